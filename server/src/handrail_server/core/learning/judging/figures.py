"""Figures of classification: counts, F1, macro F1, accuracy, AUC, calibration error."""

from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often a class was rightly named, wrongly named, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of those named, the share that is right; 0 where none was named."""
        named = self.right + self.wrong
        return self.right / named if named else 0.0

    @property
    def recall(self) -> float:
        """Of those there are, the share that was named; 0 where there are none."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """2·right / (2·right + wrong + missed); 0 where there is nothing to name and nothing named."""
        all_of_it = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / all_of_it if all_of_it else 0.0


def counts(gold: Sequence[str], named: Sequence[str], label: str) -> Counts:
    """For one class."""
    pairs = list(zip(gold, named, strict=True))
    return Counts(
        right=sum(one == other == label for one, other in pairs),
        wrong=sum(other == label != one for one, other in pairs),
        missed=sum(one == label != other for one, other in pairs),
    )


def macro_f1(gold: Sequence[str], named: Sequence[str]) -> float:
    """The mean of the classes' F1, over every class that is there or was named."""
    labels = sorted({*gold, *named})
    return sum(counts(gold, named, label).f1 for label in labels) / len(labels) if labels else 0.0


def accuracy(gold: Sequence[str], named: Sequence[str]) -> float:
    """The share that was rightly named."""
    return sum(one == other for one, other in zip(gold, named, strict=True)) / len(gold) if gold else 0.0


def auc(positive: Sequence[bool], scores: Sequence[float]) -> float | None:
    """The chance that one of the class scores above one that is not (ties half); None where a side is empty."""
    ranked = sorted(zip(scores, positive, strict=True))
    there = sum(positive)
    others = len(ranked) - there
    if not there or not others:
        return None
    won, below, place = 0.0, 0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        of_class = sum(is_there for _, is_there in ranked[place:end])
        apart = end - place - of_class
        won += of_class * (below + apart / 2)
        below += apart
        place = end
    return won / (there * others)


def calibration_error(positive: Sequence[bool], probabilities: Sequence[float]) -> float:
    """Expected calibration error over ten equal bins: the mean distance of what was said from what was."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for p, is_there in zip(probabilities, positive, strict=True):
        bins[min(_BINS - 1, int(p * _BINS))].append((p, is_there))
    error = 0.0
    for found in filter(None, bins):
        said = sum(p for p, _ in found) / len(found)
        was = sum(is_there for _, is_there in found) / len(found)
        error += abs(said - was) * len(found)
    return error / len(positive) if positive else 0.0
