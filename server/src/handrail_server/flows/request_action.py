"""The agent asks before it acts: the call may run under a lease, waits for an approver, or must not run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handrail_server.core.basics.canonical import canonical, digest
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ActionId, ConversationId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import Asked, Case
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.judge import as_mode, judge_action
from handrail_server.core.policy.situation import Proposal, Situation, amount_of
from handrail_server.core.signals.payment import assessed
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import by_agent
from handrail_server.core.turns.execution import Call, Clearance, propose, same_call
from handrail_server.core.turns.spending import spend, spent_today
from handrail_server.house.acting import Acted, acted
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judging import is_stopped, new_decision, record_judged
from handrail_server.house.opening import HandedOver, ask_first, hand_over, route_of
from handrail_server.house.scene import Scene, enter, organisation_key
from handrail_server.house.words import say
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """A call with exact arguments, as `canonical.from_json_arguments` gives them."""

    conversation: ConversationId
    call_id: str
    tool: str
    arguments: Mapping[str, object]
    floor: int
    amount: Money | None = None
    impact: str | None = None
    topic: str | None = None
    flow: str | None = None
    here: bool = False
    """Handrail itself runs it, with a tool of its own."""


async def request_action(
    house: House, caller: Caller, requested: Requested, recording: Recording[Acted] | None = None
) -> Acted:
    """Decide about a call and record it. The same call id and arguments get the recorded call again."""

    async def attempt(write: Write) -> Acted:
        scene = await enter(house, write, caller, requested.conversation)
        call = _call(scene, requested)
        known = await house.library.action_by_call(write.org, requested.conversation, requested.call_id)
        if known is not None:
            return await acted(scene, same_call(known, call))
        earlier = await house.library.actions(write.org, requested.conversation, act=(call.tool, call.digest))
        return await _decide(scene, caller, requested, call, earlier)

    return await decided(house, caller.org, attempt, recording, of=requested.conversation)


async def _decide(scene: Scene, caller: Caller, requested: Requested, call: Call, earlier: tuple[Action, ...]) -> Acted:
    before = scene.conversation
    said = await _situation(scene, requested)
    proposal = _proposal(scene, requested, call, earlier)
    call = replace(call, amount=amount_of(scene.setting.policy, said, proposal))
    situation = replace(said, signals=assessed(said.signals, requested.arguments, call.amount, said.profile))
    judged = judge_action(scene.setting.policy, situation, proposal, decision_id=call.decision)
    decision = as_mode(judged, before.mode)
    clearance = _clearance(scene, decision, requested.topic)
    scene.apply(Outcome(state=replace(before, actions=before.actions + 1)))
    record_judged(scene, judged, situation, proposal)
    case, handed_over = await _open(scene, decision, clearance, call, requested, situation)
    proposed = propose(
        call,
        clearance,
        control=before.control,
        approval=case.id if case else None,
        repeated=False,
        by=caller.actor,
        at=scene.write.at,
    )
    action = scene.write.create(Subject(kind=SubjectKind.ACTION, id=call.id), proposed, key=before.key)
    if action.state is ActionState.READY and call.amount is not None:
        spending = spend(scene.agent.state, call.amount, by=caller.actor, at=scene.write.at)
        scene.write.change(scene.agent, spending, key=await organisation_key(scene.house, scene.write))
    return Acted(
        action=action,
        decision=decision,
        conversation=scene.conversation,
        case=case,
        handed_over=handed_over.case if handed_over else None,
        say=handed_over.say if handed_over else decision.say,
    )


def _call(scene: Scene, requested: Requested) -> Call:
    return Call(
        id=ActionId(scene.house.ids.new("action")),
        conversation=requested.conversation,
        agent=scene.agent.state.id,
        call_id=requested.call_id,
        tool=requested.tool,
        arguments=canonical(requested.arguments, field="arguments").decode(),
        digest=digest(requested.arguments),
        amount=requested.amount,
        epoch=requested.floor,
        turn=scene.conversation.last_customer_turn,
        decision=new_decision(scene),
        here=requested.here,
    )


async def _situation(scene: Scene, requested: Requested) -> Situation:
    """The customer's last turn with its signals, and what is known of the customer while nothing is sealed."""
    conversation, house, org = scene.conversation, scene.house, scene.write.org
    turn, signals = None, tuple[Signal, ...]()
    if conversation.last_customer_turn is not None:
        after = conversation.last_customer_turn - 1
        for stored in await house.library.turns(org, conversation.id, after=after, limit=1):
            turn = replace(stored.turn, topic=requested.topic or stored.turn.topic)
            signals = stored.judged.signals if stored.judged else ()
    profile, stale = None, False
    if conversation.customer is not None and not conversation.sealed:
        profile, stale = await house.customers.profile(org, conversation.customer, now=scene.write.at)
    return Situation(
        turn=turn,
        signals=signals,
        before=replace(
            conversation,
            topic=requested.topic or conversation.topic,
            flow=requested.flow or conversation.flow,
        ),
        agent=scene.agent.state,
        profile=profile,
        profile_away=stale and profile is None,
        now=scene.write.at,
    )


def _proposal(scene: Scene, requested: Requested, call: Call, earlier: tuple[Action, ...]) -> Proposal:
    return Proposal(
        tool=requested.tool,
        digest=call.digest,
        arguments=requested.arguments,
        amount=requested.amount,
        earlier=tuple(f"{action.tool} {action.digest}" for action in earlier),
        spent_today=spent_today(scene.agent.state, scene.write.at),
    )


def _clearance(scene: Scene, decision: Decision, topic: str | None) -> Clearance:
    """What the decision comes to; a stale floor is refused by `propose` itself, and opens nothing."""
    if is_stopped(scene, topic):
        return Clearance.STOPPED
    if scene.conversation.mode is not Mode.ENFORCE:
        return Clearance.PROCEED
    if decision.verdict in (Verdict.HAND_OVER, Verdict.HOLD):
        return Clearance.REFUSED
    return Clearance.ASK_FIRST if decision.verdict is Verdict.ASK_FIRST else Clearance.PROCEED


async def _open(
    scene: Scene, decision: Decision, clearance: Clearance, call: Call, requested: Requested, situation: Situation
) -> tuple[Case | None, HandedOver | None]:
    """The approval that decides the call, or the hand-over instead of it; nothing for an agent without the floor."""
    control = scene.conversation.control
    if call.epoch != control.epoch or control.holder != by_agent(call.agent):
        return None, None
    if decision.verdict is Verdict.HAND_OVER:
        return None, await hand_over(scene, decision, situation.profile)
    if clearance is Clearance.ASK_FIRST:
        asked = _asked(scene, decision, call, requested)
        approval = await ask_first(scene, decision, asked, situation.profile)
        if decision.say is not None:
            say(scene, decision.say, at=scene.write.at, deliver=False)
        return approval, None
    return None, None


def _asked(scene: Scene, decision: Decision, call: Call, requested: Requested) -> Asked:
    approvers = route_of(scene, decision).approvers
    return Asked(
        action=call.id,
        tool=call.tool,
        digest=call.digest,
        arguments=call.arguments,
        amount=call.amount,
        impact=requested.impact,
        requester=call.agent,
        owner=scene.agent.state.owner,
        expires_at=later(scene.write.at, seconds=approvers.expires_seconds),
        valid_seconds=approvers.valid_seconds,
    )
