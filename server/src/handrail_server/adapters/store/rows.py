"""The rows that engines keep. A field's order is its column's; JSON is text, truth is bool, times are milliseconds.

Texts are plain `str`, no members of enums: for those a driver looks up an adapter each time.
"""

from typing import NamedTuple

Scalar = str | int | bytes | None
Row = tuple[Scalar, ...]


class SubjectRow(NamedTuple):
    """An aggregate's newest state; its version is the number of its facts."""

    org: str
    kind: str
    id: str
    version: int
    tip: bytes
    state: str


class FactRow(NamedTuple):
    """A sealed fact; never changed, never deleted."""

    org: str
    kind: str
    id: str
    version: int
    commit_id: str
    verb: str
    at: int
    head: str
    key_id: str | None
    body: bytes | None
    hash: bytes


class UnplacedRow(NamedTuple):
    """A commit whose facts have no place in the ledger yet: `facts` is a JSON array of [kind, id, version]."""

    org: str
    commit_id: str
    facts: str


class TurnRow(NamedTuple):
    org: str
    conversation: str
    number: int
    id: str
    digest: str
    status: str
    turn: str


class MarkRow(NamedTuple):
    """The new status of a turn that is there already."""

    org: str
    conversation: str
    number: int
    status: str


class JudgedRow(NamedTuple):
    org: str
    decision: str
    conversation: str
    number: int | None
    document: str


class ConversationRow(NamedTuple):
    """What conversations are found and ordered by, and the epoch that an agent's message must still match."""

    org: str
    id: str
    agent: str
    customer: str | None
    is_open: bool
    holder_kind: str
    holder_id: str | None
    epoch: int
    active_at: int


class CaseRow(NamedTuple):
    """What cases are found and ordered by; `offered_to` is a JSON array of people."""

    org: str
    id: str
    kind: str
    state: str
    queue: str | None
    owner: str | None
    offered_to: str
    conversation: str
    customer: str | None
    rank: int
    secondary_rank: int
    target_accept_at: int
    requested_at: int


class ActionRow(NamedTuple):
    org: str
    id: str
    conversation: str
    call_id: str
    digest: str
    requested_at: int


class PersonRow(NamedTuple):
    """What people are found by; `email` in lower case, `queues` a JSON array."""

    org: str
    id: str
    name: str
    email: str
    active: bool
    queues: str


class ParcelRow(NamedTuple):
    """A new outbox row. `epoch` is set for an agent's message: it is sent only while the floor is still there."""

    org: str
    id: str
    lane: str
    destination: str
    epoch: int | None
    kind: str
    payload: str
    created_at: int
    due_at: int


class DeadlineRow(NamedTuple):
    """A subject's deadline, armed or moved; disarmed where `due_at` is None."""

    org: str
    kind: str
    id: str
    name: str
    due_at: int | None


class AnswerRow(NamedTuple):
    org: str
    scope: str
    key: str
    digest: str
    status: int
    body: bytes
    expires_at: int | None


class SecretRow(NamedTuple):
    org: str
    id: str
    kind: str
    holder: str
    hash: str
    created_at: int
    expires_at: int | None
    revoked_at: int | None
    note: str | None
