"""The escalation register: one row for each escalation, derived from heads alone and rebuilt from them at any time."""

from dataclasses import dataclass, fields
from typing import Final

from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.rows import CaseRow, Written
from handrail_server.core.learning.selection import EVERYTHING, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What triggered it, who received it, how long each step took from the customer's turn, and what came of it."""

    case: str
    kind: str
    conversation: str
    agent: str
    customer: str | None
    channel: str
    language: str
    topic: str | None
    requested_at: At
    opened_at: At
    policy: int | None
    decision: str | None
    route: str
    triggers: tuple[str, ...]
    """Each as `code score/threshold (rule, vN)`; a hard reason has no threshold."""
    severity: str
    sealed: bool
    state: str
    received_by: tuple[str, ...]
    seconds_to_accept: float | None
    seconds_to_first_words: float | None
    seconds_to_resolution: float | None
    outcome: str | None
    disposition: str | None
    moved: int
    escalated: int
    verified: bool
    documents: tuple[str, ...]
    labels: tuple[str, ...]


COLUMNS: Final = tuple(field.name for field in fields(Escalation))
"""The columns of the CSV, in order."""


def register(book: Book, which: Selection = EVERYTHING) -> tuple[Escalation, ...]:
    """The rows in the order of their requests; practice cases are none."""
    rows = sorted(which.cases(book), key=lambda row: (row.requested_at, row.id))
    return tuple(escalation(row) for row in rows)


def cells(escalation: Escalation) -> tuple[str, ...]:
    """The row as text, by `COLUMNS`; several values in one cell are parted by `; `."""
    return tuple(_cell(getattr(escalation, name)) for name in COLUMNS)


def escalation(row: CaseRow) -> Escalation:
    """A case's row."""
    return Escalation(
        case=row.id,
        kind=row.kind,
        conversation=row.conversation,
        agent=row.agent,
        customer=row.customer,
        channel=row.channel,
        language=row.language,
        topic=row.topic,
        requested_at=row.requested_at,
        opened_at=row.opened_at,
        policy=row.policy,
        decision=row.decision,
        route=row.route,
        triggers=tuple(
            f"{one.code} {one.score}{'/' + one.threshold if one.threshold else ''} ({one.rule}, v{one.policy})"
            for one in row.triggers
        ),
        severity=row.severity,
        sealed=row.sealed,
        state=row.state,
        received_by=tuple(row.people),
        seconds_to_accept=_seconds(row, row.accepted_at),
        seconds_to_first_words=_seconds(row, row.first_words_at),
        seconds_to_resolution=_seconds(row, row.resolved_at),
        outcome=row.outcome,
        disposition=row.disposition,
        moved=row.moved,
        escalated=row.escalated,
        verified=row.verified,
        documents=tuple(_document(written) for written in row.documents),
        labels=tuple(row.labels.values()),
    )


def _seconds(row: CaseRow, at: At | None) -> float | None:
    return None if at is None else (at - row.requested_at) / SECOND


def _document(written: Written) -> str:
    parts = (
        f"authoriser {written.authoriser}" if written.authoriser else None,
        f"credential {written.credential}" if written.credential else None,
        "verified" if written.verified else None,
        f"{written.attachments} attachments" if written.attachments else None,
    )
    return ", ".join(part for part in parts if part) or "decision"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(_cell, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
