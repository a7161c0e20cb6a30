"""The measures, each with its printed definition, computed from a book of heads alone.

The file is long because every definition stands in it, beside the few lines that compute it.
"""

from collections.abc import Iterator
from typing import Final

from handrail_server.core.learning.measuring import (
    Counted,
    Measure,
    Scope,
    Value,
    count,
    mean,
    promoters,
    quantile,
    share_from,
)
from handrail_server.core.learning.rows import WITHIN, CaseRow, ConversationRow

_ENDED: Final = ("closed", "handed_back")
_SATISFIED: Final = 4


def _talks(scope: Scope) -> Counted:
    return ((talk, 1.0) for talk in scope.talks)


def _escalations(scope: Scope) -> Counted:
    return ((case, 1.0) for case in scope.hand_overs)


def _escalated(scope: Scope) -> Counted:
    return ((talk, scope.has(talk, "hand_over")) for talk in scope.talks)


def _labelled(scope: Scope) -> Iterator[CaseRow]:
    return (case for case in scope.hand_overs if case.labels)


def _needed(scope: Scope) -> Counted:
    return ((case, not case.avoidable) for case in _labelled(scope))


def _judged(scope: Scope) -> Counted:
    return ((talk, talk.needed_a_person) for talk in scope.talks if talk.needed_a_person is not None)


def _recall(scope: Scope, missed: list[float]) -> Value:
    """`missed`: of each judged conversation, whether it needed a person."""
    labelled = [needed for _, needed in _needed(scope)]
    if not labelled or not missed:
        return Value(value=None, of=len(missed))
    escalated = sum(talked for _, talked in _escalated(scope))
    caught = escalated * sum(labelled) / len(labelled)
    lost = (len(scope.talks) - escalated) * sum(missed) / len(missed)
    return Value(value=round(caught / (caught + lost), 4) if caught + lost else None, of=len(missed))


def _late(scope: Scope) -> Counted:
    return ((case, "late" in case.labels.values()) for case in _labelled(scope))


def _to_human(scope: Scope) -> Counted:
    for case in scope.hand_overs:
        if case.first_words_at is not None:
            yield case, case.first_words_at - case.requested_at


def _handled(scope: Scope) -> Counted:
    return ((case, case.handled_ms) for case in scope.hand_overs if case.handled_ms is not None)


def _to_resolution(scope: Scope) -> Counted:
    for case in scope.hand_overs:
        if case.resolved_at is not None and case.solved:
            yield case, case.resolved_at - case.requested_at


def _ended(scope: Scope) -> Iterator[CaseRow]:
    return (case for case in scope.hand_overs if case.state in _ENDED)


def _solved(scope: Scope) -> Counted:
    over = (case for case in scope.hand_overs if case.state in (*_ENDED, "landed"))
    return ((case, case.solved) for case in over)


def _first_contact(scope: Scope) -> Counted:
    return ((case, case.solved and not case.moved and not _before(scope, case)) for case in _ended(scope))


def _durable(scope: Scope) -> Counted:
    mature = (case for case in _ended(scope) if case.ended_at is not None and case.ended_at + WITHIN <= scope.at)
    return ((case, case.solved and not _came_back(scope, case)) for case in mature)


def _before(scope: Scope, case: CaseRow) -> bool:
    """Whether the same customer had a case on the same topic in the seven days before."""
    return any(0 < case.requested_at - other.requested_at <= WITHIN for other in _same_matter(scope, case))


def _came_back(scope: Scope, case: CaseRow) -> bool:
    """Whether the conversation was reopened, or the matter made another case, within seven days of the end."""
    ended = case.ended_at or case.opened_at
    talk = scope.book.conversations.get(case.conversation)
    reopened = talk.reopened_at if talk else []
    again = (other.requested_at for other in _same_matter(scope, case))
    return any(0 < at - ended <= WITHIN for at in (*reopened, *again))


def _same_matter(scope: Scope, case: CaseRow) -> Iterator[CaseRow]:
    return (other for other in scope.book.of_matter(case) if other is not case and not other.practice)


def _alone(scope: Scope) -> Counted:
    for talk in scope.talks:
        yield talk, not (talk.person_spoke or scope.has(talk, "hand_over", "approval", "review"))


def _contained(scope: Scope) -> Counted:
    return ((talk, not talk.person_spoke) for talk in scope.talks if talk.closed_at is not None)


def _re_asked(scope: Scope) -> Counted:
    return ((case, case.re_asked) for case in scope.hand_overs if case.first_words_at is not None)


def _bounced(scope: Scope) -> Counted:
    return ((case, case.moved > 0) for case in scope.hand_overs if case.people)


def _approvals(scope: Scope) -> Counted:
    for case in scope.cases:
        if case.kind == "approval" and case.decided and case.ended_at is not None:
            yield case, case.ended_at - case.opened_at


def _overridden(scope: Scope) -> Counted:
    decided = (case for case in scope.cases if case.kind in ("approval", "review") and case.decided)
    return ((case, case.overridden) for case in decided)


def _csat(scope: Scope) -> Counted:
    return ((talk, talk.csat) for talk in scope.talks if talk.csat is not None)


def _nps(scope: Scope) -> Counted:
    return ((talk, talk.nps) for talk in scope.talks if talk.nps is not None)


def _if_escalated(rows: Counted, scope: Scope, *, escalated: bool) -> Counted:
    for row, value in rows:
        if isinstance(row, ConversationRow) and scope.has(row, "hand_over") is escalated:
            yield row, value


def _again(scope: Scope) -> Counted:
    known = (talk for talk in scope.talks if talk.customer and talk.opened_at + WITHIN <= scope.at)
    return ((talk, scope.book.contacted_after(talk, WITHIN)) for talk in known)


def _faulted(scope: Scope) -> Counted:
    return ((talk, bool(talk.reply_labels)) for talk in scope.talks)


def _sentiment(scope: Scope) -> Counted:
    return ((talk, talk.sentiment.mean) for talk in scope.talks if talk.sentiment.count)


def _confidence(scope: Scope) -> Counted:
    return ((talk, talk.confidence.mean) for talk in scope.talks if talk.confidence.count)


_HUMAN: Final = "From the receipt of the customer's turn that gave the reason to the first human words"
_SATISFACTION: Final = "Ratings of 4 or 5, of all satisfaction ratings (1–5; the newest of a conversation)"
_PROMOTERS: Final = "The share of 9–10 minus the share of 0–6, times 100 (the newest answer of a conversation)"

MEASURES: Final = (
    Measure(name="conversations", unit="count", definition="Conversations.", rows=_talks, total=count),
    Measure(name="escalations", unit="count", definition="Hand-over cases.", rows=_escalations, total=count),
    Measure(
        name="escalation_rate",
        unit="share",
        definition="Conversations with at least one hand-over case, of all conversations.",
        rows=_escalated,
    ),
    Measure(
        name="precision",
        unit="share",
        definition="Labelled hand-overs that most labels do not call avoidable, of all labelled hand-overs.",
        rows=_needed,
    ),
    Measure(
        name="recall",
        unit="share",
        definition="Escalated conversations times precision, of those plus the missed ones: conversations without a"
        " hand-over times the share of the judged audit sample that needed a person.",
        rows=_judged,
        total=_recall,
    ),
    Measure(
        name="lateness",
        unit="share",
        definition="Labelled hand-overs that somebody calls late, of all labelled hand-overs.",
        rows=_late,
    ),
    Measure(
        name="time_to_human_median",
        unit="seconds",
        definition=f"{_HUMAN}; the median.",
        rows=_to_human,
        total=quantile(0.5),
    ),
    Measure(
        name="time_to_human_p90",
        unit="seconds",
        definition=f"{_HUMAN}; nine in ten are at most this.",
        rows=_to_human,
        total=quantile(0.9),
    ),
    Measure(
        name="handle_time_median",
        unit="seconds",
        definition="From the last acceptance of a hand-over to its end, wrap-up included; the median.",
        rows=_handled,
        total=quantile(0.5),
    ),
    Measure(
        name="resolution_time_median",
        unit="seconds",
        definition="From the receipt of the customer's turn that gave the reason to the resolution of a hand-over that"
        " was solved; the median.",
        rows=_to_resolution,
        total=quantile(0.5),
    ),
    Measure(
        name="resolution_rate",
        unit="share",
        definition="Hand-overs closed or handed back as solved, of all that were closed, handed back or landed.",
        rows=_solved,
    ),
    Measure(
        name="first_contact_resolution",
        unit="share",
        definition="Hand-overs closed or handed back as solved, by one person, with no case of the same customer on the"
        " same topic in the seven days before, of all hand-overs closed or handed back.",
        rows=_first_contact,
    ),
    Measure(
        name="durable_resolution",
        unit="share",
        definition="Hand-overs solved and within seven days neither reopened nor followed by another case of the same"
        " matter, of all that ended at least seven days ago.",
        rows=_durable,
    ),
    Measure(
        name="autonomous_share",
        unit="share",
        definition="Conversations in which no person spoke, decided or reviewed, of all conversations.",
        rows=_alone,
    ),
    Measure(
        name="containment",
        unit="share",
        definition="Closed conversations in which no person spoke, of all closed conversations.",
        rows=_contained,
    ),
    Measure(
        name="re_asked",
        unit="share",
        definition="Hand-overs in which a person asked for what the packet already said, of all with human words.",
        rows=_re_asked,
    ),
    Measure(
        name="bounce",
        unit="share",
        definition="Hand-overs that were transferred or requeued after somebody had accepted them, of all accepted.",
        rows=_bounced,
    ),
    Measure(
        name="approval_latency_median",
        unit="seconds",
        definition="From the opening of an approval to its decision; the median.",
        rows=_approvals,
        total=quantile(0.5),
    ),
    Measure(
        name="approval_latency_p90",
        unit="seconds",
        definition="From the opening of an approval to its decision; nine in ten are at most this.",
        rows=_approvals,
        total=quantile(0.9),
    ),
    Measure(
        name="override_rate",
        unit="share",
        definition="Approvals rejected and held replies edited or discarded, of all that a person decided.",
        rows=_overridden,
    ),
    Measure(
        name="csat",
        unit="share",
        definition=f"{_SATISFACTION}.",
        rows=_csat,
        total=share_from(_SATISFIED),
        counts=lambda score: score >= _SATISFIED,
    ),
    Measure(
        name="csat_escalated",
        unit="share",
        definition=f"{_SATISFACTION}, where the conversation had a hand-over.",
        rows=lambda scope: _if_escalated(_csat(scope), scope, escalated=True),
        total=share_from(_SATISFIED),
        counts=lambda score: score >= _SATISFIED,
    ),
    Measure(
        name="csat_not_escalated",
        unit="share",
        definition=f"{_SATISFACTION}, where the conversation had no hand-over.",
        rows=lambda scope: _if_escalated(_csat(scope), scope, escalated=False),
        total=share_from(_SATISFIED),
        counts=lambda score: score >= _SATISFIED,
    ),
    Measure(name="nps", unit="points", definition=f"{_PROMOTERS}.", rows=_nps, total=promoters),
    Measure(
        name="nps_escalated",
        unit="points",
        definition=f"{_PROMOTERS}, where the conversation had a hand-over.",
        rows=lambda scope: _if_escalated(_nps(scope), scope, escalated=True),
        total=promoters,
    ),
    Measure(
        name="nps_not_escalated",
        unit="points",
        definition=f"{_PROMOTERS}, where the conversation had no hand-over.",
        rows=lambda scope: _if_escalated(_nps(scope), scope, escalated=False),
        total=promoters,
    ),
    Measure(
        name="contacted_again",
        unit="share",
        definition="Conversations whose customer opened another within seven days, of those of known customers opened"
        " at least seven days ago.",
        rows=_again,
    ),
    Measure(
        name="faulted_replies",
        unit="share",
        definition="Conversations in which a person labelled a reply of the agent incorrect, unhelpful or harmful, of"
        " all conversations.",
        rows=_faulted,
    ),
    Measure(
        name="sentiment",
        unit="score",
        definition="The mean sentiment of the customer's turns in a conversation, from −1 (bad) to 1 (good); the mean"
        " of all conversations.",
        rows=_sentiment,
        total=mean,
    ),
    Measure(
        name="confidence",
        unit="score",
        definition="The mean confidence of the agent's turns in a conversation, from 0 to 1; the mean of all"
        " conversations.",
        rows=_confidence,
        total=mean,
    ),
)
"""Every measure, in the order in which it is printed."""

BY_NAME: Final = {one.name: one for one in MEASURES}
