"""A decision about a turn or a draft, made and recorded."""

from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.imposed import EMERGENCY_STOP, impose, imposed_reason
from handrail_server.core.policy.judge import judge_action, judge_turn
from handrail_server.core.policy.recorded import record_decision, record_shadow
from handrail_server.core.policy.situation import Proposal, Situation
from handrail_server.core.routing.stops import stopped
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.turn import Turn
from handrail_server.house.noticing import Seen
from handrail_server.house.opening import POLICY
from handrail_server.house.opinion import call_for_opinion
from handrail_server.house.scene import Scene
from handrail_server.ports.writing import Judged


def situation_of(scene: Scene, turn: Turn | None, seen: Seen) -> Situation:
    """The turn and its surroundings, as they were before it."""
    return Situation(
        turn=turn,
        signals=seen.signals,
        before=scene.conversation,
        agent=scene.agent.state,
        profile=seen.profile,
        profile_away=seen.stale and seen.profile is None,
        now=scene.write.at,
    )


def judge(scene: Scene, situation: Situation) -> Decision:
    """What the policy in force says about the turn; under an emergency stop a person is asked at least."""
    topic = situation.turn.topic if situation.turn else None
    decision = judge_turn(scene.setting.policy, situation, decision_id=new_decision(scene))
    if decision.verdict is not Verdict.HAND_OVER and is_stopped(scene, topic):
        return impose(scene.setting.policy, situation, EMERGENCY_STOP, decision_id=decision.id)
    return decision


def is_stopped(scene: Scene, topic: str | None) -> bool:
    """Whether the agent may neither speak nor act now."""
    agent, organisation = scene.agent.state, scene.setting.organisation.state
    return agent.paused or stopped(organisation, agent.id, topic or scene.conversation.topic) is not None


def new_decision(scene: Scene) -> DecisionId:
    """An id for a decision."""
    return DecisionId(scene.house.ids.new("decision"))


def record_judged(scene: Scene, decision: Decision, situation: Situation, proposal: Proposal | None = None) -> None:
    """Keep the decision on a turn or call, and beside it what the version in the shadow would have decided."""
    record(scene, decision, situation.signals)
    if proposal is None:
        call_for_opinion(scene, situation, decision)
    shadow = scene.setting.shadow
    if shadow is None or imposed_reason(decision) is not None:
        return
    beside = (
        judge_turn(shadow, situation, decision_id=decision.id)
        if proposal is None
        else judge_action(shadow, situation, proposal, decision_id=decision.id)
    )
    scene.apply(record_shadow(scene.conversation, decision, beside, by=POLICY, at=scene.write.at))


def record(scene: Scene, decision: Decision, signals: tuple[Signal, ...]) -> None:
    """Keep the decision with its signals, so that it can be explained and made again (law 7)."""
    conversation = scene.conversation
    scene.write.judge(Judged(conversation=conversation.id, decision=decision, signals=signals))
    scene.apply(record_decision(conversation, decision, signals, by=POLICY, at=scene.write.at))
