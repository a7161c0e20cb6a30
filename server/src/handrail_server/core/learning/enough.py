"""Whether there are labels enough to fit to, and new ones enough to measure on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 100
"""Labelled turns below which nothing is fitted."""
FEWEST_OF_A_KIND: Final = 20
"""Conversations that needed a person, and as many that needed none."""
FEWEST_NEW: Final = 10
"""Of either kind, conversations that the version in force was not fitted to: on these the two are compared."""
TOO_FEW: Final = "too_few_labels"
TOO_FEW_NEW: Final = "too_few_new_labels"
EXTRA_MISSING: Final = "extra_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What counts of one labelled turn."""

    conversation: str
    yes: bool
    fresh: bool
    """The version in force was not fitted to it."""


def shortage(rows: Iterable[Labelled]) -> str | None:
    """What is missing, as a code; None where there is enough."""
    known = tuple(rows)
    if len(known) < FEWEST or _fewest(known) < FEWEST_OF_A_KIND:
        return TOO_FEW
    if _fewest(tuple(row for row in known if row.fresh)) < FEWEST_NEW:
        return TOO_FEW_NEW
    return None


def in_words(reason: str, labels: int) -> str:
    """Why nothing was fitted, and what to do."""
    match reason:
        case "too_few_labels":
            return (
                f"There are {labels} labelled turns; it takes {FEWEST}, from {FEWEST_OF_A_KIND} conversations that "
                f"needed a person and as many that needed none. Label more escalations, and judge the audit sample."
            )
        case "too_few_new_labels":
            return (
                "Too few labels are new since the version in force was fitted; to compare with it takes "
                f"{FEWEST_NEW} new conversations of either kind."
            )
        case "extra_missing":
            return "Learning takes the extra, where the worker runs: pip install 'handrail-server[learn]'."
        case _:
            return "Fitting failed; the server's log says why."


def _fewest(rows: tuple[Labelled, ...]) -> int:
    """Conversations of the rarer kind."""
    return min(len({row.conversation for row in rows if row.yes is kind}) for kind in (True, False))
