"""One commit as rows, for any engine: what must still be so, and what to store if it is."""

from dataclasses import dataclass
from typing import NamedTuple

from handrail_server.adapters.store.rows import (
    ActionRow,
    AnswerRow,
    CaseRow,
    ConversationRow,
    DeadlineRow,
    FactRow,
    JudgedRow,
    MarkRow,
    ParcelRow,
    PersonRow,
    SecretRow,
    SubjectRow,
    TurnRow,
    UnplacedRow,
)


class Guard(NamedTuple):
    """The version that a subject must still have; 0: it must not exist."""

    org: str
    kind: str
    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """All rows of one commit. An engine stores all of them in one transaction, or none.

    New turns, answers, calls and people's addresses must be free (`checks`); all other rows replace what has their key.
    """

    at: int
    guards: tuple[Guard, ...]
    subjects: tuple[SubjectRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    turns: tuple[TurnRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()
    judged: tuple[JudgedRow, ...] = ()
    conversations: tuple[ConversationRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    parcels: tuple[ParcelRow, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    secrets: tuple[SecretRow, ...] = ()
