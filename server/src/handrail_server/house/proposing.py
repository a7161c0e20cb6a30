"""A draft is judged before it is spoken: said, held, handed over, or kept because the floor has moved.

Beside the agent its application then says the words; around it they go out in the same commit.
"""

from handrail_server.core.basics.errors import StaleEpoch
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import HeldReply
from handrail_server.core.policy.decision import Decision, Verdict
from handrail_server.core.policy.imposed import REPLIES_HELD, impose
from handrail_server.core.policy.judge import as_mode
from handrail_server.core.policy.situation import Situation
from handrail_server.core.signals.sketching import remember
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.propose import admit, propose, refuse, refused
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.turns.why import RefusedWhy
from handrail_server.house.hearing import withdraw_draft
from handrail_server.house.judgement import Judgement
from handrail_server.house.judging import is_stopped, judge, record_judged, situation_of
from handrail_server.house.noticing import Seen, look
from handrail_server.house.opening import hand_over, hold, route_of
from handrail_server.house.scene import Scene
from handrail_server.house.words import say


def refusal(scene: Scene, draft: Turn, floor: int) -> RefusedWhy | None:
    """Why the draft must not be said, whatever it says; None where it may be judged."""
    try:
        admit(scene.conversation, draft, floor=floor)
    except StaleEpoch:
        return RefusedWhy.STALE
    return RefusedWhy.STOPPED if is_stopped(scene, draft.topic) else None


def keep(scene: Scene, draft: Turn, floor: int, why: RefusedWhy) -> Judgement:
    """The words must not be said; the person who has the floor can read them."""
    kept = refused(scene.conversation, draft)
    scene.apply(refuse(scene.conversation, kept, floor=floor, why=why))
    scene.write.turn(kept, "refused")
    return Judgement(
        decision=None,
        conversation=scene.conversation,
        turn=kept.number,
        case=scene.conversation.open_case,
        stale=why is RefusedWhy.STALE,
        stopped=why is RefusedWhy.STOPPED,
    )


async def judge_draft(scene: Scene, draft: Turn, floor: int) -> Judgement:
    """Notice, decide, and open what the decision asks for."""
    before = scene.conversation
    seen = await look(scene, draft)
    situation = situation_of(scene, draft, seen)
    judged = _decision(scene, situation)
    decision = as_mode(judged, before.mode)
    enforced = before.mode is Mode.ENFORCE
    said = decision.verdict is Verdict.PROCEED or not enforced
    if before.held_reply is not None:
        # One answer at a time: a newer draft takes the place of the one that waits.
        await withdraw_draft(scene, before.held_reply)
    status = TurnStatus.SAID if said else TurnStatus.HELD
    around = scene.conversation.around
    remembered = remember(seen.view, seen.signals)
    scene.apply(propose(scene.conversation, draft, remembered, floor=floor, status=status, deliver=around))
    scene.write.turn(draft, status.value)
    record_judged(scene, judged, situation)
    case, words = await _open(scene, decision, draft, seen)
    return Judgement(
        decision=decision,
        conversation=scene.conversation,
        turn=draft.number,
        case=case,
        say=words,
        enforced=enforced,
    )


def _decision(scene: Scene, situation: Situation) -> Decision:
    """The policy's decision; where a supervisor holds this agent's replies, at least a hold."""
    decision = judge(scene, situation)
    if scene.conversation.holds_replies and decision.verdict is Verdict.PROCEED:
        return impose(scene.setting.policy, situation, REPLIES_HELD, decision_id=decision.id)
    return decision


async def _open(scene: Scene, decision: Decision, draft: Turn, seen: Seen) -> tuple[CaseId | None, str | None]:
    """The case that the draft opens, and what the customer hears meanwhile."""
    match decision.verdict:
        case Verdict.HAND_OVER:
            handed = await hand_over(scene, decision, seen.profile)
            return handed.case, handed.say
        case Verdict.HOLD:
            case = await hold(scene, decision, draft, _held(scene, decision, draft), seen.profile)
            if decision.say is not None:
                say(scene, decision.say, at=scene.write.at, deliver=False)
            return case.id, decision.say
        case _:
            return scene.conversation.open_case, None


def _held(scene: Scene, decision: Decision, draft: Turn) -> HeldReply:
    expires = route_of(scene, decision).approvers.expires_seconds
    return HeldReply(
        turn=draft.number,
        turn_id=draft.id,
        text=draft.text,
        epoch=draft.epoch,
        expires_at=later(scene.write.at, seconds=expires),
    )
