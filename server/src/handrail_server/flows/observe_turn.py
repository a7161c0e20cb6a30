"""A turn was said: hear it, notice, decide, open and pack, place, commit. What was said is never refused."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, CustomerId, PersonId
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.judge import as_mode
from handrail_server.core.signals.sketching import remember
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.identify import identify
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.hearing import customer_heard, person_heard
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.judging import judge, record
from handrail_server.house.noticing import look
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import Scene, agent_of, new_scene, refuse_other_agent, scene_of
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A turn as it came in, and what its conversation is opened with if it is the first."""

    turn: Turn
    floor: int | None = None
    agent: str | None = None
    customer: CustomerId | None = None
    flow: str | None = None


async def observe_turn(
    house: House, caller: Caller, observed: Observed, recording: Recording[Judgement] | None = None
) -> Judgement:
    """Take up a turn and say what to do now."""

    async def attempt(write: Write) -> Judgement:
        scene = await _enter(house, write, caller, observed)
        turn = placed(scene.conversation, observed.turn)
        if turn.author.kind is ActorKind.PERSON:
            return await _person_spoke(scene, turn)
        return await _judge(scene, turn, observed.floor)

    return await decided(house, caller.org, attempt, recording, of=observed.turn.conversation)


async def _enter(house: House, write: Write, caller: Caller, observed: Observed) -> Scene:
    """The conversation, opened by its first turn, joined to its customer by the first turn that names them."""
    turn, customer = observed.turn, observed.customer
    found = await house.journal.find(write.org, Conversation, turn.conversation)
    if turn.author.kind is ActorKind.AGENT:
        await house.settings.agent(write.org, AgentId(turn.author.id))  # nobody unknown is given a conversation
    if found is not None:
        if turn.author.kind is not ActorKind.AGENT:
            refuse_other_agent(caller, found.state)
        scene = await scene_of(house, write, found)
        if customer is not None and scene.conversation.customer is None:
            key = await house.journal.data_key(write.org, f"customer/{customer}")
            joined = identify(
                scene.conversation,
                customer,
                verified_by=VerifiedBy.APPLICATION,
                key=key,
                by=caller.actor,
                at=write.at,
            )
            scene.apply(joined)
        return scene
    agent = agent_of(caller, observed.agent)
    owner = f"customer/{customer}" if customer else f"conversation/{turn.conversation}"
    opening = Opening(
        id=turn.conversation,
        channel=turn.channel,
        language=turn.language or "en",
        customer=customer,
        flow=observed.flow,
        key=await house.journal.data_key(write.org, owner),
    )
    speaking = (await house.settings.agent(write.org, agent)).state
    opened = open_conversation(opening, speaking, by=caller.actor, at=write.at)
    return await new_scene(house, write, agent, opened)


async def _person_spoke(scene: Scene, turn: Turn) -> Judgement:
    scene.apply(hear(scene.conversation, turn))
    scene.write.turn(turn, "said")
    await person_heard(scene, PersonId(turn.author.id), turn)
    return Judgement(decision=None, conversation=scene.conversation, turn=turn.number)


async def _judge(scene: Scene, turn: Turn, floor: int | None) -> Judgement:
    """Notice, decide, and open what the decision asks for."""
    before = scene.conversation
    seen = await look(scene, turn)
    judged = judge(scene, turn, seen)
    decision = as_mode(judged, before.mode)
    scene.apply(hear(before, turn, remember(seen.view, seen.signals), floor=floor))
    scene.write.turn(turn, "said")
    record(scene, judged, seen.signals)
    if turn.author.kind is ActorKind.CUSTOMER:
        await customer_heard(scene, turn)
    case, words = scene.conversation.open_case, None
    if decision.verdict is Verdict.HAND_OVER and before.mode is not Mode.OBSERVE:
        handed = await hand_over(scene, decision, seen.profile)
        case, words = handed.case, handed.say
    return Judgement(
        decision=decision,
        conversation=scene.conversation,
        turn=turn.number,
        case=case,
        say=words,
        enforced=before.mode is Mode.ENFORCE,
        lines=_lines(turn),
    )


def _lines(turn: Turn) -> tuple[str, ...]:
    remarks = (("late", turn.late), ("out of order", turn.out_of_order))
    return tuple(line for line, holds in remarks if holds)
