"""A person uses the agent's tools for the customer: at once within their own limits, else an approver decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handrail_server.core.basics.canonical import canonical, digest
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ActionId, ConversationId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import Asked
from handrail_server.core.policy.decision import Decision, Trace, Verdict
from handrail_server.core.policy.imposed import BEYOND_OWN_LIMIT, impose
from handrail_server.core.policy.judge import judge_action
from handrail_server.core.policy.situation import Proposal, Situation, amount_of
from handrail_server.core.turns.execution import Call, Clearance, propose, same_call
from handrail_server.core.work.act import may_act, within_limits
from handrail_server.core.work.work import Acting
from handrail_server.house.acting import Acted, acted
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision, record
from handrail_server.house.opening import ask_first, route_of
from handrail_server.house.persons import acting
from handrail_server.house.scene import Scene, enter
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Which tool, with exactly which arguments, as `canonical.from_json_arguments` gives them."""

    conversation: ConversationId
    call_id: str
    tool: str
    arguments: Mapping[str, object]
    why: str | None = None
    """For whoever decides, where it is beyond the person's limits."""


async def act_for_customer(
    house: House, caller: Caller, doing: Doing, recording: Recording[Acted] | None = None
) -> Acted:
    """Record the act; the worker runs it under a lease, at once or when it is approved. The same call id is one act."""

    async def attempt(write: Write) -> Acted:
        if doing.tool not in {tool.name for tool in house.toolbox.all()}:
            raise NotFound(f"There is no tool `{doing.tool}` here.", field="tool", fix="Read the tools first.")
        _, me = await acting(house, write, caller)
        scene = await enter(house, write, caller, doing.conversation)
        call = _call(scene, me, doing)
        known = await house.library.action_by_call(write.org, doing.conversation, doing.call_id)
        if known is not None:
            return await acted(scene, same_call(known, call))
        may_act(scene.conversation, me)
        return await _act(scene, me, doing, call)

    return await decided(house, caller.org, attempt, recording, of=doing.conversation)


async def _act(scene: Scene, me: Acting, doing: Doing, call: Call) -> Acted:
    situation = Situation(turn=None, signals=(), before=scene.conversation, agent=scene.agent.state, now=scene.write.at)
    proposal = Proposal(tool=call.tool, digest=call.digest, arguments=doing.arguments)
    call = replace(call, amount=amount_of(scene.setting.policy, situation, proposal))
    alone = within_limits(me.person, call.tool, call.amount)
    decision = _alone(scene, call) if alone else _beyond(scene, situation, proposal, call)
    before = scene.conversation
    scene.apply(Outcome(state=replace(before, actions=before.actions + 1)))
    record(scene, decision, ())
    case = None if alone else await ask_first(scene, decision, _asked(scene, me, doing, decision, call), None)
    proposed = propose(
        call,
        Clearance.PROCEED if alone else Clearance.ASK_FIRST,
        control=before.control,
        approval=case.id if case else None,
        repeated=False,
        by=me.by,
        at=me.at,
    )
    action = scene.write.create(Subject(kind=SubjectKind.ACTION, id=call.id), proposed, key=before.key)
    return Acted(action=action, decision=decision, conversation=scene.conversation, case=case)


def _alone(scene: Scene, call: Call) -> Decision:
    """Nobody judges what a person does within their limits."""
    trace = Trace(policy=scene.setting.policy.version, scopes=())
    turn = scene.conversation.last_customer_turn
    return Decision(id=call.decision, turn=turn, verdict=Verdict.PROCEED, trace=trace)


def _beyond(scene: Scene, situation: Situation, proposal: Proposal, call: Call) -> Decision:
    """Where the policy asks first, its route decides (a wire goes to compliance); else any approver."""
    judged = judge_action(scene.setting.policy, situation, proposal, decision_id=call.decision)
    if judged.verdict is Verdict.ASK_FIRST:
        return judged
    return impose(scene.setting.policy, situation, BEYOND_OWN_LIMIT, decision_id=call.decision)


def _call(scene: Scene, me: Acting, doing: Doing) -> Call:
    return Call(
        id=ActionId(scene.house.ids.new("action")),
        conversation=doing.conversation,
        agent=scene.agent.state.id,
        call_id=doing.call_id,
        tool=doing.tool,
        arguments=canonical(doing.arguments, field="arguments").decode(),
        digest=digest(doing.arguments),
        epoch=scene.conversation.control.epoch,
        turn=scene.conversation.last_customer_turn,
        decision=new_decision(scene),
        here=True,
        person=me.person.id,
    )


def _asked(scene: Scene, me: Acting, doing: Doing, decision: Decision, call: Call) -> Asked:
    approvers = route_of(scene, decision).approvers
    return Asked(
        action=call.id,
        tool=call.tool,
        digest=call.digest,
        arguments=call.arguments,
        amount=call.amount,
        impact=doing.why,
        requester=me.person.id,
        by_person=True,
        expires_at=later(scene.write.at, seconds=approvers.expires_seconds),
        valid_seconds=approvers.valid_seconds,
    )
