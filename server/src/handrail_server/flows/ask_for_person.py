"""The agent itself asks for a person: a hard reason, shown as the agent's own assessment."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import StaleEpoch
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.judge import as_mode, judge_turn
from handrail_server.core.policy.situation import Situation
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import by_agent
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.judging import new_decision, record
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import Scene, enter
from handrail_server.house.write import Write

DETECTOR = "agent@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the agent says of why it wants a person."""

    conversation: ConversationId
    floor: int
    reason: str
    note: str | None = None


async def ask_for_person(
    house: House, caller: Caller, asking: Asking, recording: Recording[Judgement] | None = None
) -> Judgement:
    """Open a hand-over, or join the one that is open. A stale floor is refused: a person is there already."""

    async def attempt(write: Write) -> Judgement:
        scene = await enter(house, write, caller, asking.conversation)
        control = scene.conversation.control
        if asking.floor != control.epoch or control.holder != by_agent(scene.agent.state.id):
            raise StaleEpoch(field="floor", fix="Stop: another party holds the floor. Listen for deliveries.")
        return await _hand_over(scene, asking)

    return await decided(house, caller.org, attempt, recording, of=asking.conversation)


async def _hand_over(scene: Scene, asking: Asking) -> Judgement:
    before = scene.conversation
    signals = (_signal(asking),)
    situation = Situation(turn=None, signals=signals, before=before, agent=scene.agent.state, now=scene.write.at)
    judged = judge_turn(scene.setting.policy, situation, decision_id=new_decision(scene))
    decision = as_mode(judged, before.mode)
    record(scene, judged, signals)
    case, words = before.open_case, None
    if decision.verdict is Verdict.HAND_OVER:
        profile = None
        if before.customer is not None and not before.sealed:
            profile, _ = await scene.house.customers.profile(scene.write.org, before.customer, now=scene.write.at)
        handed = await hand_over(scene, decision, profile)
        case, words = handed.case, handed.say
    return Judgement(
        decision=decision,
        conversation=scene.conversation,
        turn=before.last_customer_turn,
        case=case,
        say=words,
        enforced=before.mode is Mode.ENFORCE,
    )


def _signal(asking: Asking) -> Signal:
    stated = Evidence(fact="agent.reason", value=asking.reason)
    noted = (Evidence(fact="agent.note", value=asking.note),) if asking.note else ()
    return Signal(name="agent_request", score=1.0, detector=DETECTOR, evidence=(stated, *noted))
