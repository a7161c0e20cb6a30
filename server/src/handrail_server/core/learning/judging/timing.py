"""Golden transfer within tolerance: whether a hand-over came at the right moment (MHCH, AAAI 2021).

For each predicted position p the best exp(-(p - q)² / 2T²) over the right positions q; the mean over predictions; 1
where neither is there, 0 where only one is; the mean over dialogues.
"""

from collections.abc import Sequence
from math import exp

TOLERANCES = (1, 2, 3)


def golden_transfer(gold: Sequence[int], predicted: Sequence[int], tolerance: int) -> float:
    """Of one dialogue: the positions at which a person should come, and those at which one was asked for."""
    if not gold or not predicted:
        return float(not gold and not predicted)
    spread = 2.0 * tolerance**2
    return sum(max(exp(-((p - q) ** 2) / spread) for q in gold) for p in predicted) / len(predicted)


def golden_transfers(dialogues: Sequence[tuple[Sequence[int], Sequence[int]]]) -> dict[str, float]:
    """The mean for each tolerance, by its name: "1", "2", "3"."""
    if not dialogues:
        return {str(tolerance): 0.0 for tolerance in TOLERANCES}
    return {
        str(tolerance): sum(golden_transfer(gold, said, tolerance) for gold, said in dialogues) / len(dialogues)
        for tolerance in TOLERANCES
    }
