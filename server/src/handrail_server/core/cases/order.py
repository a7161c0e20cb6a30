"""The order of work, as a text: whoever holds a list can put a case where the server would have listed it."""

from typing import Final

from handrail_server.core.cases.case import Case

_LIFT: Final = 2**62
"""Added to each number, so that negative ones sort before the others."""


def place(case: Case) -> str:
    """Rank, secondary rank, target deadline, requested_at and id, as a text that sorts as they do."""
    item = case.item
    numbers = (item.rank, item.secondary_rank, item.target_accept_at, item.requested_at)
    return " ".join((*(f"{number + _LIFT:016x}" for number in numbers), case.id))
