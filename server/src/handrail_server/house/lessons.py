"""Drawing a lesson from a case that ends, and finding what an agent has been taught."""

from typing import Final

from handrail_server.core.basics.ids import AgentId, LessonId, OrgId
from handrail_server.core.learning.drafting import Talk, draft
from handrail_server.core.learning.lesson import Known, LessonState, closest, subject
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.house.desk import Desk
from handrail_server.house.house import House

MOST_GIVEN: Final = 3
LOOKED_AT: Final = 1_000
"""Adopted lessons that are compared with a question: the newest."""
_BEFORE: Final = 20
"""Turns before the case in which the question is looked for."""
_TURNS: Final = 200
SAID: Final = (TurnStatus.SAID, TurnStatus.RELEASED)


async def lessons_for(
    house: House, org: OrgId, agent: AgentId, asked: str, *, most: int = MOST_GIVEN
) -> tuple[Known, ...]:
    """What the agent was taught about such questions; read from the store each time, so that it is never late."""
    adopted = await house.library.lessons(org, LessonState.ADOPTED, limit=LOOKED_AT)
    return closest(adopted.items, asked, agent=agent, most=most)


async def draft_lesson(desk: Desk, *, note: str | None, outcome: str | None) -> None:
    """Draw a lesson from the case on the desk, in the write that ends it."""
    scene, case = desk.scene, desk.case
    house, write, conversation = scene.house, scene.write, scene.conversation
    after = max(0, (case.turn or 0) - _BEFORE)
    stored = await house.library.turns(write.org, conversation.id, after=after, limit=_TURNS)
    said = tuple(each.turn for each in stored if each.status in SAID)
    talk = Talk(
        said=said,
        readings={each.turn.number: each.judged.signals for each in stored if each.judged is not None},
        names=await names_in(house, write.org, conversation, said),
        note=note,
        outcome=outcome,
    )
    name = LessonId(house.ids.new("lesson"))
    drafted = draft(case, conversation, talk, lesson=name, by=desk.me.by, at=write.at)
    if drafted is not None:
        write.create(subject(name), drafted, key=conversation.key)


async def names_in(house: House, org: OrgId, conversation: Conversation, said: tuple[Turn, ...]) -> dict[str, str]:
    """Who the customer is, in all parts of their name, and what was captured from them."""
    known = {point.value: point.name for turn in said for point in turn.captured}
    if conversation.customer is not None:
        profile, _ = await house.customers.profile(org, conversation.customer, now=house.clock.now())
        if profile is not None and profile.name:
            known |= dict.fromkeys((profile.name, *profile.name.split()), "name")
    return known
