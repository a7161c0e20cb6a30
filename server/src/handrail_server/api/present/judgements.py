"""What a turn, a draft or an action is answered."""

import json
from dataclasses import replace
from typing import Final, Literal

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.wire.conversations import (
    ActionState,
    EvidenceSpan,
    FloorState,
    Judgement,
    Lease,
    Reason,
)
from handrail_server.core.basics.errors import Conflict, HandrailError, StaleEpoch
from handrail_server.core.cases.redaction import BY_FORM
from handrail_server.core.policy import decision as policy
from handrail_server.core.signals.signal import Evidence
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.action import ActionState as ActionState_
from handrail_server.core.turns.control import Control
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.acting import Acted, Leased
from handrail_server.house.judgement import Judgement as Judged


class AgentStopped(Conflict):
    """An emergency stop is in force: the agent may neither speak nor act."""

    reason = "agent_stopped"


_RUN: Final[dict[ActionState_, Literal["leased", "completed", "failed", "unknown"]]] = {
    ActionState_.LEASED: "leased",
    ActionState_.COMPLETED: "completed",
    ActionState_.FAILED: "failed",
    ActionState_.UNKNOWN: "unknown",
}
STALE_FIX = "Stop: another party holds the floor. The draft is kept for them; listen for deliveries."


def judgement(judged: Judged) -> Judgement | HandrailError:
    """The answer; a refused draft is a problem that is recorded like any answer."""
    if judged.stale:
        return StaleEpoch(field="floor", fix=STALE_FIX)
    if judged.stopped:
        return AgentStopped(field="floor", fix="Say nothing. A person has been asked.")
    decision, conversation = judged.decision, judged.conversation
    return Judgement(
        decision=decision.id if decision else None,
        conversation=conversation.id,
        turn=judged.turn,
        verdict=decision.verdict.value if decision else "proceed",
        enforced=judged.enforced,
        # What is sealed is quoted to nobody, nor to the agent that brought it.
        reasons=tuple(reason(each, readable=not conversation.sealed) for each in decision.reasons) if decision else (),
        say=judged.say,
        case=judged.case,
        sealed=conversation.sealed,
        floor=floor(conversation.control),
        note=conversation.note,
        whispers=tuple(whisper.text for whisper in conversation.whispers),
        lines=judged.lines,
    )


def without_personal(given: policy.Reason) -> policy.Reason:
    """The reason, what has the form of personal data covered in the words of its evidence."""
    return replace(given, evidence=tuple(_covered(each) for each in given.evidence))


def _covered(given: Evidence) -> Evidence:
    return given if given.value is None else replace(given, value=BY_FORM.words(given.value))


def reason(given: policy.Reason, *, readable: bool = True) -> Reason:
    """A reason; without the evidence's words for whoever may not read them."""
    return Reason(
        code=given.code,
        strength=given.strength.value,
        verdict=given.verdict.value,
        rule=given.rule,
        score=given.score,
        threshold=given.threshold,
        line=given.line,
        evidence=tuple(
            EvidenceSpan(turn=each.turn, start=each.start, end=each.end, fact=each.fact, value=each.value)
            for each in given.evidence
        )
        if readable
        else (),
    )


def floor(control: Control) -> FloorState:
    """Who holds the floor."""
    return FloorState(holder=control.holder.kind.value, id=control.holder.id, epoch=control.epoch)


def action_state(acted: Acted, *, readable: bool = True) -> ActionState | HandrailError:
    """A guarded call and where it stands. One with a stale floor is refused as a draft would be."""
    action, decision, case = acted.action, acted.decision, acted.case
    if _is_stale(action, acted.conversation):
        return StaleEpoch(field="floor", fix=STALE_FIX)
    return ActionState(
        action=action.id,
        call_id=action.call_id,
        tool=action.tool,
        digest=action.digest,
        state=action.state.value,
        verdict=decision.verdict.value,
        reasons=tuple(reason(each, readable=readable) for each in decision.reasons),
        say=acted.say,
        case=action.approval or acted.handed_over,
        expires_at=_expires(acted),
        result=_parsed(action.result) if readable else None,
        error=action.error if readable else None,
        ground=case.document.ground if readable and case and case.document else None,
        floor=floor(acted.conversation.control),
    )


def lease(leased: Leased) -> Lease | HandrailError:
    """The lease, or what is recorded; a call that must not run is a problem that says why."""
    action = leased.action
    state = _RUN.get(action.state)
    if state is None:
        return Conflict(f"The call is {action.state}: it must not run.", field="action", fix="Read the action again.")
    return Lease(
        action=action.id,
        state=state,
        lease=leased.token,
        arguments=json.loads(action.arguments),
        until=shown_or_none(action.leased_until),
        result=_parsed(action.result),
        error=action.error,
    )


def _is_stale(action: Action, conversation: Conversation) -> bool:
    return action.state == "refused" and action.approval is None and action.epoch != conversation.control.epoch


def _expires(acted: Acted) -> str | None:
    if acted.case is not None and acted.case.asked is not None and acted.action.state == "waiting":
        return shown(acted.case.asked.expires_at)
    return shown_or_none(acted.action.valid_until)


def _parsed(result: str | None) -> object:
    return None if result is None else json.loads(result)
