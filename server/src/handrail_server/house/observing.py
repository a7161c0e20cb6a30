"""A turn that was said takes its place: the conversation is entered or opened, the words noticed, judged and recorded,
and what the decision asks for is opened. Beside the agent and around it alike.
"""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, CustomerId, PersonId
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.judge import as_mode
from handrail_server.core.signals.language import language_of, spoken
from handrail_server.core.signals.sketching import remember
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import hear
from handrail_server.core.turns.identify import identify
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.house.caller import Caller
from handrail_server.house.hearing import customer_heard, person_heard
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.judging import judge, record_judged, situation_of
from handrail_server.house.noticing import look
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import Scene, agent_of, new_scene, refuse_other_agent, scene_of
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A turn, and what its conversation is opened with if it is the first."""

    turn: Turn
    agent: str | None
    customer: CustomerId | None
    verified_by: VerifiedBy
    flow: str | None = None
    carrier: Carrier = Carrier.AGENT


async def arrive(house: House, write: Write, caller: Caller, arriving: Arriving) -> Scene:
    """The conversation, opened by its first turn, joined to its customer by the first turn that names them."""
    turn, customer = arriving.turn, arriving.customer
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
                verified_by=arriving.verified_by,
                key=key,
                by=caller.actor,
                at=write.at,
            )
            scene.apply(joined)
        return scene
    agent = agent_of(caller, arriving.agent)
    owner = f"customer/{customer}" if customer else f"conversation/{turn.conversation}"
    opening = Opening(
        id=turn.conversation,
        channel=turn.channel,
        language=turn.language or language_of(turn.text) or "en",
        customer=customer,
        flow=arriving.flow,
        carrier=arriving.carrier,
        key=await house.journal.data_key(write.org, owner),
    )
    speaking = (await house.settings.agent(write.org, agent)).state
    opened = open_conversation(opening, speaking, by=caller.actor, at=write.at)
    return await new_scene(house, write, agent, opened)


async def person_spoke(scene: Scene, turn: Turn) -> Judgement:
    """A person's words, reported: they are not judged."""
    scene.apply(hear(scene.conversation, turn))
    scene.write.turn(turn, "said")
    await person_heard(scene, PersonId(turn.author.id), turn)
    return Judgement(decision=None, conversation=scene.conversation, turn=turn.number)


async def said(scene: Scene, turn: Turn, floor: int | None = None) -> Judgement:
    """Notice, decide, and open what the decision asks for."""
    before = scene.conversation
    turn = _in_its_language(turn, before)
    seen = await look(scene, turn)
    situation = situation_of(scene, turn, seen)
    judged = judge(scene, situation)
    decision = as_mode(judged, before.mode)
    scene.apply(hear(before, turn, remember(seen.view, seen.signals), floor=floor))
    scene.write.turn(turn, "said")
    record_judged(scene, judged, situation)
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


def _in_its_language(turn: Turn, before: Conversation) -> Turn:
    """The customer's turn with the language it is plainly written in, where nobody said which and it is another."""
    if turn.language is not None or turn.author.kind is not ActorKind.CUSTOMER:
        return turn
    other = spoken(turn.text, before.language)
    return turn if other is None else replace(turn, language=other)
