"""The tables, and how a commit's rows go into them."""

import json
from dataclasses import dataclass, field

from handrail_server.adapters.store.checks import Name, Seen
from handrail_server.adapters.store.queries import DraftSeen, DueSeen, NoticeSeen, ParcelSeen, Tree, WeightsSeen
from handrail_server.adapters.store.rows import (
    ActionRow,
    AnswerRow,
    CaseRow,
    ConversationRow,
    FactRow,
    JudgedRow,
    PersonRow,
    SecretRow,
    SubjectRow,
    TurnRow,
)
from handrail_server.adapters.store.write import Write

UNFINISHED = ("stored", "sending", "sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An outbox row with what only the engine reads."""

    seen: ParcelSeen
    epoch: int | None
    lease_until: int | None = None
    ack_until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waking:
    """A deadline; `wake_at` is when somebody may take it."""

    due: DueSeen
    wake_at: int
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataKeyRow:
    """A wrapped key and whose it is."""

    owner: str
    wrapped: bytes


@dataclass(slots=True)
class Tables:
    """All rows, by key."""

    subjects: dict[Name, SubjectRow] = field(default_factory=dict)
    facts: dict[tuple[str, str, str, int], FactRow] = field(default_factory=dict)
    unplaced: dict[tuple[str, str], list[tuple[str, str, int]]] = field(default_factory=dict)
    ledger: dict[str, list[FactRow]] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    checkpoints: dict[str, dict[int, str]] = field(default_factory=dict)
    scribe: tuple[str, int] | None = None
    turns: dict[tuple[str, str, int], TurnRow] = field(default_factory=dict)
    judged: dict[tuple[str, str], JudgedRow] = field(default_factory=dict)
    conversations: dict[tuple[str, str], ConversationRow] = field(default_factory=dict)
    cases: dict[tuple[str, str], CaseRow] = field(default_factory=dict)
    actions: dict[tuple[str, str], ActionRow] = field(default_factory=dict)
    people: dict[tuple[str, str], PersonRow] = field(default_factory=dict)
    outbox: dict[tuple[str, str], Outgoing] = field(default_factory=dict)
    deadlines: dict[tuple[str, str, str, str], Waking] = field(default_factory=dict)
    answers: dict[Name, AnswerRow] = field(default_factory=dict)
    secrets: dict[tuple[str, str], SecretRow] = field(default_factory=dict)
    data_keys: dict[tuple[str, str], DataKeyRow] = field(default_factory=dict)
    presence: dict[tuple[str, str], int] = field(default_factory=dict)
    documents: dict[tuple[str, str], str] = field(default_factory=dict)
    crm: dict[tuple[str, str, str], str] = field(default_factory=dict)
    notices: dict[tuple[str, str, str], NoticeSeen] = field(default_factory=dict)
    weights: dict[tuple[str, str], WeightsSeen] = field(default_factory=dict)
    drafts: dict[tuple[str, str], DraftSeen] = field(default_factory=dict)
    viewers: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    words: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    indexed: dict[str, int] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    seq: int = 0

    def next_seq(self) -> int:
        """A number that only grows."""
        self.seq += 1
        return self.seq

    def store(self, write: Write) -> None:
        """Check and store all rows, or raise and store nothing."""
        self.seen.check(write)
        for person in write.people:
            if known := self.people.get(person[:2]):
                self.seen.addresses.pop((known.org, known.email), None)
        self.seen.note(write)
        self._store_facts(write)
        self._store_conversations(write)
        self._store_work(write)
        self._store_outside(write)

    def _store_facts(self, write: Write) -> None:
        self.subjects |= {row[:3]: row for row in write.subjects}
        self.facts |= {row[:4]: row for row in write.facts}
        for commit in write.unplaced:
            self.unplaced[commit.org, commit.commit_id] = [(k, i, v) for k, i, v in json.loads(commit.facts)]

    def _store_conversations(self, write: Write) -> None:
        self.turns |= {row[:3]: row for row in write.turns}
        for mark in write.marks:
            if turn := self.turns.get(mark[:3]):
                self.turns[mark[:3]] = turn._replace(status=mark.status)
        self.judged |= {row[:2]: row for row in write.judged}
        self.conversations |= {row[:2]: row for row in write.conversations}

    def _store_work(self, write: Write) -> None:
        self.cases |= {row[:2]: row for row in write.cases}
        self.actions |= {row[:2]: row for row in write.actions}
        self.people |= {row[:2]: row for row in write.people}
        self.answers |= {row[:3]: row for row in write.answers}
        self.secrets |= {row[:2]: row for row in write.secrets}

    def _store_outside(self, write: Write) -> None:
        for row in write.parcels:
            where = (row.org, row.id, row.lane, row.destination, row.kind, row.payload)
            seen = ParcelSeen(self.next_seq(), *where, "stored", 0, row.created_at, row.due_at, None)
            self.outbox[row.org, row.id] = Outgoing(seen=seen, epoch=row.epoch)
        for deadline in write.deadlines:
            self.deadlines.pop(deadline[:4], None)
            if deadline.due_at is not None:
                due = DueSeen(*deadline[:4], due_at=deadline.due_at, attempts=0)
                self.deadlines[deadline[:4]] = Waking(due=due, wake_at=deadline.due_at)
