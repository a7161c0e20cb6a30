"""What keeps going wrong: a topic with a reason, or with a label on the agent's replies, that comes up repeatedly."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final, Literal

from handrail_server.core.basics.time import At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.figures import scope_of
from handrail_server.core.learning.measuring import Scope
from handrail_server.core.learning.rows import CaseRow
from handrail_server.core.learning.selection import NONE, Selection

LEAST: Final = 3
REASON: Final = (
    f"A topic and a reason that met in at least {LEAST} hand-overs; beside them the hand-overs in the span of the same"
    " length before, the share that was solved, and the share of the labelled ones that most labels call avoidable."
)
LABEL: Final = (
    f"A topic on which people labelled the agent's replies so in at least {LEAST} conversations; beside them the"
    " conversations in the span of the same length before."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A topic and what keeps coming up on it."""

    kind: Literal["reason", "label"]
    topic: str
    """`(none)`: no topic."""
    code: str
    count: int
    before: int | None
    """In the span of the same length before; None where the selection has no beginning or end."""
    solved: float | None = None
    avoidable: float | None = None


def patterns(book: Book, which: Selection, *, at: At) -> tuple[Pattern, ...]:
    """The most frequent first."""
    scope = scope_of(book, which, at=at)
    earlier = _earlier(which)
    past = scope_of(book, earlier, at=at) if earlier else None
    found = [*_reasons(scope, past), *_labels(scope, past)]
    return tuple(sorted(found, key=lambda each: (-each.count, each.topic, each.code)))


def _earlier(which: Selection) -> Selection | None:
    if which.since is None or which.until is None:
        return None
    return replace(which, since=At(2 * which.since - which.until), until=which.since)


def _reasons(scope: Scope, past: Scope | None) -> list[Pattern]:
    known = _by_reason(past) if past else None
    return [
        Pattern(
            kind="reason",
            topic=topic,
            code=code,
            count=len(cases),
            before=None if known is None else len(known.get((topic, code), ())),
            solved=_share([case.solved for case in cases if case.ended_at is not None]),
            avoidable=_share([case.avoidable for case in cases if case.labels]),
        )
        for (topic, code), cases in _by_reason(scope).items()
        if len(cases) >= LEAST
    ]


def _by_reason(scope: Scope) -> dict[tuple[str, str], list[CaseRow]]:
    found: defaultdict[tuple[str, str], list[CaseRow]] = defaultdict(list)
    for case in scope.hand_overs:
        for code in case.codes:
            found[case.topic or NONE, code].append(case)
    return found


def _labels(scope: Scope, past: Scope | None) -> list[Pattern]:
    known = _by_label(past) if past else None
    return [
        Pattern(kind="label", topic=topic, code=code, count=count, before=None if known is None else known[topic, code])
        for (topic, code), count in _by_label(scope).items()
        if count >= LEAST
    ]


def _by_label(scope: Scope) -> defaultdict[tuple[str, str], int]:
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for talk in scope.talks:
        for label in sorted(set(talk.reply_labels.values())):
            found[talk.topic or NONE, label] += 1
    return found


def _share(flags: list[bool]) -> float | None:
    return round(sum(flags) / len(flags), 4) if flags else None
