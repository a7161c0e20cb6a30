"""Two ways of judging the same labels, side by side: figures of both with intervals, and how often one is better."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.learning.judging.calibrating import best_bar
from handrail_server.core.learning.judging.figures import auc, calibration_error, counts
from handrail_server.core.learning.judging.intervals import interval
from handrail_server.core.learning.proposal import Figure

FOLDS: Final = 5
_YES, _NO = "yes", "no"
_Rows = Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgings:
    """What was true of each row, what either way made of it (0..1), and which conversation it is of (0, 1, 2 …)."""

    gold: Sequence[bool]
    before: Sequence[float]
    after: Sequence[float]
    groups: Sequence[int]


def compared(rows: Judgings, draws: Sequence[Sequence[int]]) -> tuple[tuple[Figure, ...], float]:
    """F1, AUC, calibration error and needless escalations per 100, and the share of draws in which AUC is better after.

    For F1 both ways name a row from the bar that is best on the other folds, so that neither is measured at a bar that
    was chosen for it. A draw names conversations, with repetition.
    """
    members: dict[int, list[int]] = {}
    for place, group in enumerate(rows.groups):
        members.setdefault(group, []).append(place)
    of_groups = [members[group] for group in sorted(members)]
    ways = (_Way(rows, rows.before), _Way(rows, rows.after))
    measures: tuple[tuple[str, Callable[[_Way, _Rows], float]], ...] = (
        ("f1", _Way.f1),
        ("auc", _Way.auc),
        ("ece", _Way.ece),
        ("needless_per_100", _Way.needless),
    )
    figures = tuple(_figure(name, ways, measure, of_groups, draws) for name, measure in measures)
    wins = sum(_beats(ways, [row for group in draw for row in of_groups[group]]) for draw in draws)
    return figures, round(wins / len(draws), 4) if draws else 0.5


class _Way:
    """One way of judging, with the names it gives."""

    def __init__(self, rows: Judgings, p: Sequence[float]) -> None:
        self._gold, self._p = rows.gold, p
        self._named = _named(rows, p)

    def f1(self, chosen: _Rows) -> float:
        gold = [_YES if self._gold[row] else _NO for row in chosen]
        return counts(gold, [_YES if self._named[row] else _NO for row in chosen], _YES).f1

    def auc(self, chosen: _Rows) -> float:
        found = auc([self._gold[row] for row in chosen], [self._p[row] for row in chosen])
        return 0.5 if found is None else found

    def ece(self, chosen: _Rows) -> float:
        return calibration_error([self._gold[row] for row in chosen], [self._p[row] for row in chosen])

    def needless(self, chosen: _Rows) -> float:
        return 100.0 * sum(self._named[row] and not self._gold[row] for row in chosen) / max(1, len(chosen))


def folds_of(groups: Sequence[int], folds: int = FOLDS) -> list[int]:
    """The fold of each row: conversations go round."""
    ranks = {group: rank for rank, group in enumerate(sorted(set(groups)))}
    return [ranks[group] % folds for group in groups]


def _named(rows: Judgings, p: Sequence[float]) -> list[bool]:
    folds = folds_of(rows.groups)
    bars = [
        best_bar(
            [one for one, fold in zip(p, folds, strict=True) if fold != out],
            [yes for yes, fold in zip(rows.gold, folds, strict=True) if fold != out],
        )
        for out in range(FOLDS)
    ]
    return [one >= bars[fold] for one, fold in zip(p, folds, strict=True)]


def _figure(
    name: str,
    ways: tuple[_Way, _Way],
    measure: Callable[[_Way, _Rows], float],
    groups: Sequence[Sequence[int]],
    draws: Sequence[Sequence[int]],
) -> Figure:
    everything = [row for group in groups for row in group]

    def between(way: _Way) -> tuple[float, float]:
        low, high = interval(groups, draws, lambda chosen: measure(way, chosen))
        return round(low, 4), round(high, 4)

    return Figure(
        name=name,
        topic=None,
        count=len(everything),
        before=round(measure(ways[0], everything), 4),
        before_between=between(ways[0]),
        after=round(measure(ways[1], everything), 4),
        after_between=between(ways[1]),
    )


def _beats(ways: tuple[_Way, _Way], chosen: _Rows) -> float:
    before, after = ways[0].auc(chosen), ways[1].auc(chosen)
    return 0.5 if before == after else float(after > before)
