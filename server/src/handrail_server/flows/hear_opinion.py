"""A second opinion came in, or failed to: late signals, the turn judged again with them, a person asked where the
policy wants one. Nothing that was decided before is taken back.
"""

from dataclasses import dataclass, replace

from handrail_server.core.basics.ids import ConversationId, OrgId, TurnNumber
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.judge import as_mode
from handrail_server.core.policy.opinion import LateSignals, as_late, decide_late
from handrail_server.core.policy.recorded import record_opinion
from handrail_server.core.signals.opinion.findings import Finding, blind_opinion, signals_of
from handrail_server.core.signals.opinion.questions import QUESTIONS
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.commits import decided_once
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision
from handrail_server.house.opening import hand_over
from handrail_server.house.opinion import ASKER, OPINION
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.reading import StoredTurn
from handrail_server.ports.writing import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a model said about a turn: its findings in the text as it was shown; or why it gave none."""

    conversation: ConversationId
    number: TurnNumber
    model: str
    shown: str = ""
    findings: tuple[Finding, ...] = ()
    error: str | None = None


async def hear_opinion(house: House, org: OrgId, opinion: Opinion) -> bool:
    """Record it, once however often it is told; whether a person was asked because of it."""
    escalated = False

    async def attempt(write: Write) -> None:
        nonlocal escalated
        found = await house.journal.load(org, Conversation, opinion.conversation)
        stored = await house.library.turns(org, opinion.conversation, after=opinion.number - 1, limit=1)
        if not stored or stored[0].turn.number != opinion.number or stored[0].judged is None:
            return
        escalated = await _judged(await scene_of(house, write, found), opinion, stored[0], stored[0].judged)

    await decided_once(house, org, attempt, what=f"{OPINION}{opinion.conversation}/{opinion.number}")
    return escalated


async def _judged(scene: Scene, opinion: Opinion, stored: StoredTurn, before: Judged) -> bool:
    late = _late(opinion, stored, before)
    policy = await scene.house.settings.policy(scene.write.org, before.decision.trace.policy)
    scene.setting = replace(scene.setting, policy=policy)
    decision, signals = decide_late(policy, late, scene.conversation, decision_id=new_decision(scene))
    scene.write.judge(Judged(conversation=scene.conversation.id, decision=decision, signals=signals))
    scene.apply(record_opinion(scene.conversation, decision, late, by=ASKER, at=scene.write.at))
    return await _escalated(scene, decision)


def _late(opinion: Opinion, stored: StoredTurn, before: Judged) -> LateSignals:
    turn, model = stored.turn, opinion.model
    if opinion.error is None:
        signals = signals_of(opinion.findings, shown=opinion.shown, text=turn.text, turn=turn.number, model=model)
    else:
        signals = blind_opinion(QUESTIONS[turn.author.kind], opinion.error, model=model)
    return LateSignals(
        first=before.decision,
        before=before.signals,
        signals=signals,
        model=model,
        error=opinion.error,
        received_at=turn.received_at,
    )


async def _escalated(scene: Scene, decision: Decision) -> bool:
    """Hand over where the decision says so and the conversation still goes on."""
    talk = scene.conversation
    wanted = as_mode(as_late(decision), talk.mode)
    if wanted.verdict is not Verdict.HAND_OVER or talk.mode is Mode.OBSERVE or talk.closed_at is not None:
        return False
    profile = None
    if talk.customer is not None and not talk.sealed:
        profile, _ = await scene.house.customers.profile(scene.write.org, talk.customer, now=scene.write.at)
    await hand_over(scene, wanted, profile, deliver=True)
    return True
