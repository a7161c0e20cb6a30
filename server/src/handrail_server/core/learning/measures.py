"""The measures, each with its printed definition, computed from a book of heads alone.

The file is long because every definition stands in it, beside the few lines that compute it.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.rows import WITHIN, CaseRow, ConversationRow
from handrail_server.core.learning.selection import EVERYTHING, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a measure is computed from. `at` is now: what must have had seven days is counted only when it has."""

    book: Book
    which: Selection
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measure's value, and how much it rests on; None where there is nothing to measure."""

    value: float | None
    of: int
    """How many cases, conversations or answers it rests on."""
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure's name, unit (`share`, `seconds`, `points`), definition, and how it is computed."""

    name: str
    unit: str
    definition: str
    compute: Callable[[Scope], Value]


Measured = tuple[tuple[Measure, Value], ...]


def measure(
    book: Book, which: Selection = EVERYTHING, *, at: At, targets: Mapping[str, float] | None = None
) -> Measured:
    """Every measure of the selection, in the order of `MEASURES`, beside its target where it has one."""
    scope = Scope(book=book, which=which, at=at)
    goals = targets or {}
    return tuple((one, replace(one.compute(scope), target=goals.get(one.name))) for one in MEASURES)


def by(book: Book, which: Selection, dimension: str, *, at: At) -> dict[str, Measured]:
    """The measures for each `topic`, `agent`, `channel` or `reason` that comes up in the selection."""
    return {
        value: measure(book, _narrowed(which, dimension, value), at=at) for value in _values(book, which, dimension)
    }


def _narrowed(which: Selection, dimension: str, value: str) -> Selection:
    match dimension:
        case "topic":
            return replace(which, topic=value)
        case "agent":
            return replace(which, agent=value)
        case "channel":
            return replace(which, channel=value)
        case _:
            return replace(which, reason=value)


def _values(book: Book, which: Selection, dimension: str) -> list[str]:
    cases = which.cases(book)
    if dimension == "reason":
        return sorted({code for case in cases for code in case.codes})
    rows: list[CaseRow | ConversationRow] = [*cases, *which.conversations(book)]
    found = {"topic": (row.topic for row in rows), "agent": (row.agent for row in rows)}
    values: Iterable[str | None] = found.get(dimension, (row.channel for row in rows))
    return sorted({value for value in values if value})


def _share(part: Iterable[object], whole: int) -> Value:
    return Value(value=round(sum(1 for _ in part) / whole, 4) if whole else None, of=whole)


def _quantile(milliseconds: Iterable[int], share: float) -> Value:
    ordered = sorted(milliseconds)
    if not ordered:
        return Value(value=None, of=0)
    place = max(0, math.ceil(share * len(ordered)) - 1)
    return Value(value=ordered[place] / SECOND, of=len(ordered))


def _hand_overs(scope: Scope) -> list[CaseRow]:
    return scope.which.cases(scope.book, "hand_over")


def _talks(scope: Scope) -> list[ConversationRow]:
    return scope.which.conversations(scope.book)


def _has(scope: Scope, talk: ConversationRow, *kinds: str) -> bool:
    cases = (scope.book.cases[case] for case in talk.cases)
    return any(case.kind in kinds and not case.practice for case in cases)


def _escalation_rate(scope: Scope) -> Value:
    talks = _talks(scope)
    return _share((talk for talk in talks if _has(scope, talk, "hand_over")), len(talks))


def _labelled(scope: Scope) -> list[CaseRow]:
    return [case for case in _hand_overs(scope) if case.labels]


def _avoidable(case: CaseRow) -> bool:
    """Most of those who labelled it say so; a draw counts for the escalation."""
    votes = list(case.labels.values())
    return 2 * votes.count("avoidable") > len(votes)


def _precision(scope: Scope) -> Value:
    labelled = _labelled(scope)
    return _share((case for case in labelled if not _avoidable(case)), len(labelled))


def _recall(scope: Scope) -> Value:
    precision = _precision(scope).value
    talks = _talks(scope)
    escalated = [talk for talk in talks if _has(scope, talk, "hand_over")]
    judged = [talk for talk in talks if talk.needed_a_person is not None]
    if precision is None or not judged:
        return Value(value=None, of=len(judged))
    missed_share = sum(1 for talk in judged if talk.needed_a_person) / len(judged)
    caught = len(escalated) * precision
    missed = (len(talks) - len(escalated)) * missed_share
    return Value(value=round(caught / (caught + missed), 4) if caught + missed else None, of=len(judged))


def _lateness(scope: Scope) -> Value:
    labelled = _labelled(scope)
    return _share((case for case in labelled if "late" in case.labels.values()), len(labelled))


def _to_human(scope: Scope) -> list[int]:
    return [case.first_words_at - case.requested_at for case in _hand_overs(scope) if case.first_words_at is not None]


def _handled(scope: Scope) -> list[int]:
    return [case.handled_ms for case in _hand_overs(scope) if case.handled_ms is not None]


def _ended(scope: Scope) -> list[CaseRow]:
    return [case for case in _hand_overs(scope) if case.state in ("closed", "handed_back")]


def _first_contact(scope: Scope) -> Value:
    ended = _ended(scope)
    return _share((case for case in ended if case.solved and not case.moved and not _before(scope, case)), len(ended))


def _durable(scope: Scope) -> Value:
    mature = [case for case in _ended(scope) if case.ended_at is not None and case.ended_at + WITHIN <= scope.at]
    return _share((case for case in mature if case.solved and not _came_back(scope, case)), len(mature))


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


def _same_matter(scope: Scope, case: CaseRow) -> Iterable[CaseRow]:
    for other in scope.book.of_matter(case):
        if other is not case and not other.practice:
            yield other


def _autonomous(scope: Scope) -> Value:
    talks = _talks(scope)
    silent = (talk for talk in talks if not talk.person_spoke)
    return _share((talk for talk in silent if not _has(scope, talk, "hand_over", "approval", "review")), len(talks))


def _containment(scope: Scope) -> Value:
    closed = [talk for talk in _talks(scope) if talk.closed_at is not None]
    return _share((talk for talk in closed if not talk.person_spoke), len(closed))


def _re_asked(scope: Scope) -> Value:
    engaged = [case for case in _hand_overs(scope) if case.first_words_at is not None]
    return _share((case for case in engaged if case.re_asked), len(engaged))


def _bounce(scope: Scope) -> Value:
    taken = [case for case in _hand_overs(scope) if case.people]
    return _share((case for case in taken if case.moved), len(taken))


def _decided(scope: Scope, *kinds: str) -> list[CaseRow]:
    return [case for case in scope.which.cases(scope.book) if case.kind in kinds and case.decided]


def _approval_times(scope: Scope) -> list[int]:
    return [case.ended_at - case.opened_at for case in _decided(scope, "approval") if case.ended_at is not None]


def _override_rate(scope: Scope) -> Value:
    decided = _decided(scope, "approval", "review")
    return _share((case for case in decided if case.overridden), len(decided))


def _csat(scope: Scope) -> Value:
    scores = [talk.csat for talk in _talks(scope) if talk.csat is not None]
    return _share((score for score in scores if score >= 4), len(scores))


def _nps(scope: Scope) -> Value:
    scores = [talk.nps for talk in _talks(scope) if talk.nps is not None]
    promoters = sum(1 for score in scores if score >= 9)
    detractors = sum(1 for score in scores if score <= 6)
    return Value(value=round(100 * (promoters - detractors) / len(scores), 1) if scores else None, of=len(scores))


def _contacted_again(scope: Scope) -> Value:
    known = [talk for talk in _talks(scope) if talk.customer and talk.opened_at + WITHIN <= scope.at]
    return _share((talk for talk in known if scope.book.contacted_after(talk, WITHIN)), len(known))


MEASURES: Final = (
    Measure(
        name="escalation_rate",
        unit="share",
        definition="Conversations with at least one hand-over case, of all conversations.",
        compute=_escalation_rate,
    ),
    Measure(
        name="precision",
        unit="share",
        definition="Labelled hand-overs that most labels do not call avoidable, of all labelled hand-overs.",
        compute=_precision,
    ),
    Measure(
        name="recall",
        unit="share",
        definition="Escalated conversations times precision, of those plus the missed ones: conversations without a"
        " hand-over times the share of the judged audit sample that needed a person.",
        compute=_recall,
    ),
    Measure(
        name="lateness",
        unit="share",
        definition="Labelled hand-overs that somebody calls late, of all labelled hand-overs.",
        compute=_lateness,
    ),
    Measure(
        name="time_to_human_median",
        unit="seconds",
        definition="From the receipt of the customer's turn that gave the reason to the first human words; the median.",
        compute=lambda scope: _quantile(_to_human(scope), 0.5),
    ),
    Measure(
        name="time_to_human_p90",
        unit="seconds",
        definition="From the receipt of the customer's turn that gave the reason to the first human words; nine in ten"
        " are at most this.",
        compute=lambda scope: _quantile(_to_human(scope), 0.9),
    ),
    Measure(
        name="handle_time_median",
        unit="seconds",
        definition="From the last acceptance of a hand-over to its end, wrap-up included; the median.",
        compute=lambda scope: _quantile(_handled(scope), 0.5),
    ),
    Measure(
        name="first_contact_resolution",
        unit="share",
        definition="Hand-overs closed or handed back as solved, by one person, with no case of the same customer on the"
        " same topic in the seven days before, of all hand-overs closed or handed back.",
        compute=_first_contact,
    ),
    Measure(
        name="durable_resolution",
        unit="share",
        definition="Hand-overs solved and within seven days neither reopened nor followed by another case of the same"
        " matter, of all that ended at least seven days ago.",
        compute=_durable,
    ),
    Measure(
        name="autonomous_share",
        unit="share",
        definition="Conversations in which no person spoke, decided or reviewed, of all conversations.",
        compute=_autonomous,
    ),
    Measure(
        name="containment",
        unit="share",
        definition="Closed conversations in which no person spoke, of all closed conversations.",
        compute=_containment,
    ),
    Measure(
        name="re_asked",
        unit="share",
        definition="Hand-overs in which a person asked for what the packet already said, of all with human words.",
        compute=_re_asked,
    ),
    Measure(
        name="bounce",
        unit="share",
        definition="Hand-overs that were transferred or requeued after somebody had accepted them, of all accepted.",
        compute=_bounce,
    ),
    Measure(
        name="approval_latency_median",
        unit="seconds",
        definition="From the opening of an approval to its decision; the median.",
        compute=lambda scope: _quantile(_approval_times(scope), 0.5),
    ),
    Measure(
        name="approval_latency_p90",
        unit="seconds",
        definition="From the opening of an approval to its decision; nine in ten are at most this.",
        compute=lambda scope: _quantile(_approval_times(scope), 0.9),
    ),
    Measure(
        name="override_rate",
        unit="share",
        definition="Approvals rejected and held replies edited or discarded, of all that a person decided.",
        compute=_override_rate,
    ),
    Measure(
        name="csat",
        unit="share",
        definition="Ratings of 4 or 5, of all satisfaction ratings (1–5; the newest of a conversation).",
        compute=_csat,
    ),
    Measure(
        name="nps",
        unit="points",
        definition="The share of 9–10 minus the share of 0–6, times 100 (the newest answer of a conversation).",
        compute=_nps,
    ),
    Measure(
        name="contacted_again",
        unit="share",
        definition="Conversations whose customer opened another within seven days, of those of known customers opened"
        " at least seven days ago.",
        compute=_contacted_again,
    ),
)
"""Every measure, in the order in which it is printed."""
