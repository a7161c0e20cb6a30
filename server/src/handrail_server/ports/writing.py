"""The one write path: what a commit holds, and the journal that makes it durable (law 2)."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.facts import Fact, Subject
from handrail_server.core.basics.ids import (
    CommitId,
    ConversationId,
    KeyId,
    OrgId,
    TurnNumber,
)
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.turn import Turn

S = TypeVar("S")


class VersionConflict(Conflict):
    """Somebody else changed this first; gather and decide again."""

    reason = "version_conflict"


class AlreadyAnswered(Conflict):
    """The same request was answered a moment ago."""

    reason = "already_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Generic[S]):
    """A subject's state with the version that guards it and the hash of its last fact."""

    subject: Subject
    state: S
    version: int
    tip: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One subject's new state and what happened to it. `version` 0 means: must not exist yet."""

    subject: Subject
    version: int
    tip: bytes
    state: object
    facts: tuple[Fact, ...]
    effects: tuple[Effect, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    key: KeyId
    """The data key of the facts' bodies."""


def changed(loaded: Loaded[S], outcome: Outcome[S], *, key: KeyId) -> Change:
    """A change of a subject that exists."""
    return Change(
        subject=loaded.subject,
        version=loaded.version,
        tip=loaded.tip,
        state=outcome.state,
        facts=outcome.facts,
        effects=outcome.effects,
        deadlines=outcome.deadlines,
        key=key,
    )


def created(subject: Subject, outcome: Outcome[S], *, key: KeyId) -> Change:
    """The first change of a subject: refused with `VersionConflict` where it exists already."""
    return Change(
        subject=subject,
        version=0,
        tip=bytes(32),
        state=outcome.state,
        facts=outcome.facts,
        effects=outcome.effects,
        deadlines=outcome.deadlines,
        key=key,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """A subject that was read and must not have changed, though it is not written."""

    subject: Subject
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A decision with the signals it was made from, kept so that it can be explained and replayed (law 7)."""

    conversation: ConversationId
    decision: Decision
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnMark:
    """What became of a proposed turn: `said`, `held`, `released`, `edited`, `discarded`, `withdrawn`, `refused`."""

    conversation: ConversationId
    number: TurnNumber
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The recorded answer to a request: the same id and body get it again, another body is a conflict (law 6)."""

    scope: str
    key: str
    digest: str
    status: int
    body: bytes
    expires_at: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A password, key, session or invitation. Tokens are kept as SHA-256, passwords as Argon2 text."""

    id: str
    kind: str
    """`password`, `session`, `person_key`, `agent_key`, `invite`, `reset`, `setup`."""
    holder: str
    """A person's or agent's id."""
    hash: str
    created_at: At
    expires_at: At | None = None
    revoked_at: At | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One write: everything in it is stored in one transaction, or nothing is (law 2)."""

    org: OrgId
    id: CommitId
    at: At
    changes: tuple[Change, ...]
    expects: tuple[Expect, ...] = ()
    turns: tuple[tuple[Turn, str], ...] = ()
    """New turns with their status (`said`, `proposed`, `held`, `refused` …)."""
    marks: tuple[TurnMark, ...] = ()
    judged: tuple[Judged, ...] = ()
    answer: Answer | None = None
    secrets: tuple[Secret, ...] = ()


class Journal(Protocol):
    """The one write path."""

    async def find(self, org: OrgId, kind: type[S], name: str) -> Loaded[S] | None:
        """A subject's newest committed state, or None."""
        ...

    async def load(self, org: OrgId, kind: type[S], name: str) -> Loaded[S]:
        """A subject's newest committed state; raises `NotFound` that names the kind and the id."""
        ...

    async def commit(self, commit: Commit) -> None:
        """Store all of it and return when it is durable.

        Raises `VersionConflict` where a version is not the expected one, and `Reused` where the answer's key, a
        turn's id or a call's id is taken with another digest, `AlreadyAnswered` where the answer's key is taken with
        the same one. Nothing is written then.
        """
        ...

    async def data_key(self, org: OrgId, owner: str) -> KeyId:
        """The data key of a customer or conversation, made durable before it is returned."""
        ...

    async def answer(self, org: OrgId, scope: str, key: str, now: At) -> Answer | None:
        """The recorded answer, unless it has expired."""
        ...
