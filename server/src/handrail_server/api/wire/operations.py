"""Notices, dead letters, reconciliation: the operator's and the supervisor's tools."""

from handrail_server.api.wire.cases import MoneyReply
from handrail_server.api.wire.shape import Line, Moment, Reply, Request


class NoticeReply(Reply, frozen=True, kw_only=True):
    """A notice: heads only, no customer text."""

    id: str
    severity: str
    reason: str
    reasons: tuple[str, ...]
    line: str
    amount: MoneyReply | None
    case: str | None
    conversation: str | None
    link: str
    at: Moment
    acknowledged_at: Moment | None
    acknowledged_by: str | None


class Notices(Reply, frozen=True, kw_only=True):
    """Your notices, newest first."""

    notices: tuple[NoticeReply, ...]
    next: str | None


class DeadLetter(Reply, frozen=True, kw_only=True):
    """Something that could not be delivered."""

    id: str
    lane: str
    destination: str
    kind: str
    attempts: int
    created_at: Moment
    error: str | None


class DeadLetters(Reply, frozen=True, kw_only=True):
    """Dead letters, newest first."""

    dead_letters: tuple[DeadLetter, ...]
    next: str | None


class Done(Reply, frozen=True, kw_only=True):
    """It was done."""

    done: bool = True


class ReconcileRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/actions/{action}/reconciliation`: a person says whether an unknown execution happened."""

    committed: bool
    ground: Line
    result: object = None
