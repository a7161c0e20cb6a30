"""Approvals as approvers see them: what is asked, who may decide, and what became of it."""

from typing import Literal

from handrail_server.api.wire.cases import CaseReply
from handrail_server.api.wire.shape import Moment, Reply

ActionStanding = Literal["proposed", "waiting", "ready", "leased", "completed", "failed", "unknown", "refused"]


class ApproversReply(Reply, frozen=True, kw_only=True):
    """Whom the policy lets decide."""

    role: str
    """This role, or a supervisor."""
    credential: str | None
    """The licence that a decision needs, unexpired."""
    people: tuple[str, ...]
    """Who could approve it now: by role, licences and limit of authority, and not who asked for it."""


class RefusalReply(Reply, frozen=True, kw_only=True):
    """Why you may not do something now."""

    reason: str
    message: str
    fix: str | None


class ApprovalReply(Reply, frozen=True, kw_only=True):
    """One approval; `case` has the act, its arguments and impact, the reasons with their evidence, and its expiry."""

    case: CaseReply
    approvers: ApproversReply
    may_not_approve: RefusalReply | None
    """Why you may not approve it now; None: you may, or it is over."""
    may_not_reject: RefusalReply | None
    may_not_verify: RefusalReply | None
    action: ActionStanding
    """Where the action stands: what came of it once it was approved."""
    valid_until: Moment | None
    """Until when an approval may be used."""


class Approvals(Reply, frozen=True, kw_only=True):
    """Approvals; those that wait in the order of work, decided ones the last first."""

    approvals: tuple[ApprovalReply, ...]
    next: str | None
    number: int
