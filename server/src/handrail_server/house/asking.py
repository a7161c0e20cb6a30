"""What an agent gets with a request for its answer: the words, what it has done, what people decided, its tools."""

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.policy.charter import ANY
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.making import Making
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.house.house import House
from handrail_server.house.lessons import lessons_for
from handrail_server.ports.reading import StoredTurn
from handrail_server.ports.responding import Ask, Line
from handrail_server.ports.tools import Tool

LINES = 60
"""Turns that the agent is given; older ones are in the packet that people read."""
_SAID = (TurnStatus.SAID, TurnStatus.RELEASED)
_ENDED = (ActionState.COMPLETED, ActionState.FAILED, ActionState.UNKNOWN)


async def ask_of(house: House, org: OrgId, conversation: Conversation, making: Making) -> Ask:
    """The request, as things stand now."""
    agent = (await house.settings.agent(org, conversation.agent)).state
    stored = await house.library.turns(org, conversation.id, after=max(0, conversation.turns - LINES), limit=LINES)
    said = [each for each in stored if each.status in _SAID]
    profile, now = None, house.clock.now()
    if conversation.customer is not None:
        profile, _ = await house.customers.profile(org, conversation.customer, now=now)
    ended, waiting = await actions_of(house, org, making)
    unanswered = _unanswered(said, making)
    asked = "\n".join(each.turn.text for each in said[-unanswered:]) if unanswered else ""
    return Ask(
        org=org,
        agent=agent.id,
        called=agent.name,
        conversation=conversation.id,
        round=making.round,
        attempt=making.attempt,
        customer=conversation.customer,
        profile=profile,
        channel=conversation.channel,
        language=conversation.language,
        lines=tuple(Line(author=t.turn.author.kind, text=t.turn.text, at=t.turn.received_at) for t in said),
        unanswered=unanswered,
        steps=making.steps,
        tools=await tools_of(house, org, agent.policy_object),
        note=conversation.note,
        whispers=tuple(whisper.text for whisper in conversation.whispers if whisper.expires_at > now),
        ended=ended,
        waiting=waiting,
        person_asked=conversation.open_case is not None,
        lessons=await lessons_for(house, org, agent.id, asked) if asked else (),
        discarded=_discarded(stored),
        now=now,
    )


async def actions_of(house: House, org: OrgId, making: Making) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Calls of earlier answers that have ended since, and those that still wait."""
    loaded = [await house.journal.find(org, Action, action) for action in making.waiting]
    actions = [found.state for found in loaded if found is not None]
    # That a call was not approved the customer has heard already, in the policy's words.
    ended = tuple(action for action in actions if action.state in _ENDED)
    waiting = tuple(action for action in actions if action.state not in (*_ENDED, ActionState.REFUSED))
    return ended, waiting


async def tools_of(house: House, org: OrgId, policy_object: str) -> tuple[Tool, ...]:
    """What the agent's charter lets it use, of the tools that Handrail can run itself."""
    policy = (await house.settings.of(org)).policy
    inputs: Inputs = {"agent.object": policy_object}
    charter = policy.ground(policy.place(inputs)).settings.charter
    named = charter.tools
    if named is None or ANY in named:
        return house.toolbox.all()
    return tuple(tool for tool in house.toolbox.all() if tool.name in named or tool.reads_only)


def without_news(ask: Ask) -> bool:
    """Whether nobody waits for anything that the agent could say."""
    return not (ask.unanswered or ask.ended or ask.steps or ask.discarded)


def _unanswered(said: list[StoredTurn], making: Making) -> int:
    """The customer's last turns that no answer was for yet; what a person has spoken after is theirs to answer."""
    persons = (each.turn.number for each in said if each.turn.author.kind is ActorKind.PERSON)
    after = max(making.answered, *persons, 0)
    return sum(each.turn.author.kind is ActorKind.CUSTOMER and each.turn.number > after for each in said)


def _discarded(stored: tuple[StoredTurn, ...]) -> str | None:
    """A draft that a person did not let out, if the customer has not spoken since."""
    for each in reversed(stored):
        if each.turn.author.kind is ActorKind.CUSTOMER:
            return None
        if each.status == TurnStatus.DISCARDED:
            return each.turn.text
    return None
