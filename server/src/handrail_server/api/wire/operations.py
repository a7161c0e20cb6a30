"""Notices, imports, dead letters, reconciliation: the operator's and the supervisor's tools."""

from typing import Annotated

import msgspec

from handrail_server.api.wire.shape import Line, Moment, Reply, Request


class NoticeReply(Reply, frozen=True, kw_only=True):
    """A notice: heads only, no customer text."""

    id: str
    severity: str
    reason: str
    line: str
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


class CustomerImport(Request, frozen=True, kw_only=True):
    """`POST /v1/customers/import`: rows of the embedded CRM."""

    rows: Annotated[tuple[dict[str, object], ...], msgspec.Meta(max_length=5_000)]
    dry_run: bool = False


class ImportProblem(Reply, frozen=True, kw_only=True):
    """A row that cannot be taken."""

    line: int
    field: str | None
    message: str


class Imported(Reply, frozen=True, kw_only=True):
    """What an import did, or would do."""

    taken: int
    problems: tuple[ImportProblem, ...]
    dry_run: bool


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
