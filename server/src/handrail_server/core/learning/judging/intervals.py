"""Bootstrap intervals: how far a figure might move on other conversations of the same kind."""

from collections.abc import Callable, Sequence

LEVEL = 0.95


def interval(
    groups: Sequence[Sequence[int]], draws: Sequence[Sequence[int]], figure: Callable[[Sequence[int]], float]
) -> tuple[float, float]:
    """The middle 95 % of the figure over the draws. A draw names groups (dialogues), with repetition.

    Rows of one dialogue are drawn together: they are no independent evidence (cluster bootstrap).
    """
    found = sorted(figure([row for group in draw for row in groups[group]]) for draw in draws)
    cut = int((1.0 - LEVEL) / 2 * (len(found) - 1))
    return found[cut], found[len(found) - 1 - cut]
