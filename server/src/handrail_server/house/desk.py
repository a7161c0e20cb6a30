"""A person at work: who acts, on which case of which conversation, with everybody whom it concerns."""

from collections.abc import Callable
from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CaseId, ConversationId, PersonId
from handrail_server.core.cases.case import Case
from handrail_server.core.policy.imposed import TAKEN_OVER, Imposed, impose
from handrail_server.core.policy.situation import Situation
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.take_over import Unasked
from handrail_server.core.work.work import Acting, Crew, Work
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.enact import Hands, enact, hands_of
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision
from handrail_server.house.persons import acting
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What a person's verb left behind."""

    conversation: Conversation
    case: Case | None
    turn: int | None = None


@dataclass(slots=True, kw_only=True)
class Desk:
    """All that a verb of a person needs, loaded."""

    scene: Scene
    me: Acting
    hands: Hands
    loaded: Loaded[Case] | None

    @property
    def conversation(self) -> Conversation:
        """The conversation, as this write has it so far."""
        return self.scene.conversation

    @property
    def case(self) -> Case:
        """The case on the desk."""
        if self.loaded is None:
            raise NotFound("This conversation has no open case.", field="conversation", fix="Take it over first.")
        return self.loaded.state

    @property
    def open_case(self) -> Case | None:
        """The case on the desk, if there is one."""
        return self.loaded.state if self.loaded else None

    @property
    def crew(self) -> Crew:
        """Everybody whom the case concerns, and whoever acts."""
        return self.hands.crew

    async def do(self, work: Work, *, action: Loaded[Action] | None = None) -> Worked:
        """Collect what the verb did."""
        await enact(self.scene, work, case=self.loaded, hands=self.hands, action=action)
        case = work.opened or work.case
        turn = work.turns[-1][0].number if work.turns else None
        state = case.state if case else self.loaded.state if self.loaded else None
        return Worked(conversation=self.scene.conversation, case=state, turn=turn)


async def at_case(house: House, write: Write, caller: Caller, case: CaseId, *, more: tuple[PersonId, ...] = ()) -> Desk:
    """The desk with a case on it."""
    loaded = await house.journal.load(write.org, Case, case)
    conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
    return await desk_at(house, write, caller, conversation, loaded, more)


async def at_conversation(house: House, write: Write, caller: Caller, conversation: ConversationId) -> Desk:
    """The desk with a conversation on it, and its open hand-over case if there is one."""
    found = await house.journal.load(write.org, Conversation, conversation)
    open_case = found.state.open_case
    loaded = await house.journal.load(write.org, Case, open_case) if open_case is not None else None
    return await desk_at(house, write, caller, found, loaded, ())


def unasked(desk: Desk, imposed: Imposed = TAKEN_OVER) -> Unasked:
    """What a case is opened with where nobody but the person who acts asked for one."""
    scene = desk.scene
    situation = Situation(turn=None, signals=(), before=scene.conversation, agent=scene.agent.state, now=scene.write.at)
    policy = scene.setting.policy
    decision = impose(policy, situation, imposed, decision_id=new_decision(scene))
    assert decision.route is not None
    return Unasked(
        case=CaseId(scene.house.ids.new("case")), route=policy.policy.routes[decision.route], policy=policy.version
    )


async def desk_at(
    house: House,
    write: Write,
    caller: Caller,
    conversation: Loaded[Conversation],
    case: Loaded[Case] | None,
    more: tuple[PersonId, ...] = (),
) -> Desk:
    """The desk with what was loaded already."""
    loaded_me, me = await acting(house, write, caller)
    scene = await scene_of(house, write, conversation)
    hands = await hands_of(house, write, case.state if case else None, more=more)
    hands.people[me.person.id] = loaded_me
    return Desk(scene=scene, me=me, hands=hands, loaded=case)


async def on_case(
    house: House, caller: Caller, case: CaseId, verb: Callable[[Desk], Work], recording: Recording[Worked] | None
) -> Worked:
    """Do what `verb` makes of the case on the desk, and commit it."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        return await desk.do(verb(desk))

    return await decided(house, caller.org, attempt, recording)


async def on_conversation(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    verb: Callable[[Desk], Work],
    recording: Recording[Worked] | None,
) -> Worked:
    """Do what `verb` makes of the conversation on the desk, and commit it; one person after the other."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        return await desk.do(verb(desk))

    return await decided(house, caller.org, attempt, recording, of=conversation)
