"""Which cases are open on a conversation: at most one hand-over, at most one held reply, some approvals."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import CaseAttached, CaseDetached, ConversationFlagged
from handrail_server.core.turns.floor import PAUSE_DEADLINE, keep_time, subject
from handrail_server.core.turns.size import APPROVALS

HAND_OVER = "hand_over"
APPROVAL = "approval"


def attach_hand_over(conversation: Conversation, case: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The conversation waits for a person; from now on the case keeps the time."""
    if conversation.open_case is not None:
        raise MoveRefused("A hand-over case is open already; join it.", field="conversation.open_case")
    attached = CaseAttached(by=by, at=at, case=case, kind=HAND_OVER)
    return _without_pause(replace(conversation, open_case=case), conversation, attached)


def attach_approval(conversation: Conversation, case: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """An action of the agent waits for an approver."""
    if len(conversation.open_approvals) >= APPROVALS:
        raise MoveRefused(
            f"{APPROVALS} actions wait for approval in this conversation already.",
            field="conversation.open_approvals",
            fix="Wait until some are decided.",
        )
    attached = CaseAttached(by=by, at=at, case=case, kind=APPROVAL)
    state = replace(conversation, open_approvals=(*conversation.open_approvals, case))
    return Outcome(state=state, facts=(attached,))


def detach(conversation: Conversation, case: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """A hand-over or approval ended; nothing happens where the case is not of this conversation (a quality review)."""
    if case == conversation.open_case:
        detached = CaseDetached(by=by, at=at, case=case, kind=HAND_OVER)
        alone = replace(conversation, open_case=None)
        return Outcome(state=alone, facts=(detached,)).then(keep_time(alone, at=at))
    if case in conversation.open_approvals:
        detached = CaseDetached(by=by, at=at, case=case, kind=APPROVAL)
        rest = tuple(other for other in conversation.open_approvals if other != case)
        return Outcome(state=replace(conversation, open_approvals=rest), facts=(detached,))
    return Outcome(state=conversation)


def flag(conversation: Conversation, review: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """A person asked for a quality review of this conversation."""
    flagged = ConversationFlagged(by=by, at=at, case=review)
    return Outcome(state=replace(conversation, flagged=True), facts=(flagged,))


def _without_pause(state: Conversation, before: Conversation, fact: CaseAttached) -> Outcome[Conversation]:
    if before.paused_until is None or before.control.holder.kind is not HolderKind.PERSON:
        return Outcome(state=state, facts=(fact,))
    disarmed = Deadline(subject=subject(state.id), name=PAUSE_DEADLINE, due_at=None)
    return Outcome(state=replace(state, paused_until=None), facts=(fact,), deadlines=(disarmed,))
