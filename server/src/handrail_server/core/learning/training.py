"""What people said of escalations, as lines to learn from: the customer's words, and whether a person was needed."""

from dataclasses import dataclass

from handrail_server.core.learning.rows import CaseRow, ConversationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow:
    """One turn of a customer, without personal data, with what people said and what came of it."""

    text: str
    escalate: int
    """1: a person was needed (needed, late or misrouted; a judged conversation that needed one). 0: none was."""
    origin: str
    """`label` (of an escalation) or `sample` (a judged conversation of the audit sample)."""
    conversation: str
    turn: int
    topic: str | None
    language: str | None
    outcome: str | None
    disposition: str | None
    csat: int | None
    reopened: bool


def labelled(case: CaseRow) -> bool:
    """Whether it teaches something: an escalation that people labelled, and that is no secret."""
    return case.kind == "hand_over" and bool(case.labels) and not case.practice and not case.sealed


def row(
    talk: ConversationRow, *, text: str, turn: int, language: str | None, case: CaseRow | None = None
) -> TrainingRow:
    """What is learnt of this turn: from the case that it led to, or where there is none from the judged sample."""
    needed = bool(talk.needed_a_person) if case is None else not case.avoidable
    return TrainingRow(
        text=text,
        escalate=int(needed),
        origin="sample" if case is None else "label",
        conversation=talk.id,
        turn=turn,
        topic=talk.topic if case is None else case.topic,
        language=language if case is None else case.language,
        outcome=case.outcome if case else None,
        disposition=case.disposition if case else None,
        csat=talk.csat,
        reopened=bool(talk.reopened_at),
    )
