"""What measures should come to: the organisation's own setting, drawn as a line beside the figure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.measures import BY_NAME
from handrail_server.core.learning.measuring import Unit
from handrail_server.core.routing.queue import MeasureTarget

_WITHIN: Final[dict[Unit, tuple[int, int]]] = {
    "share": (0, 1),
    "seconds": (0, 31_536_000),
    "points": (-100, 100),
    "count": (0, 1_000_000_000),
    "score": (-1, 1),
}


def check_targets(targets: Iterable[MeasureTarget]) -> None:
    """Each names a measure, once, with a value that it can have; raises `Invalid`."""
    seen: set[str] = set()
    for target in targets:
        measure = BY_NAME.get(target.measure)
        if measure is None:
            raise Invalid(f"`{target.measure}` is no measure.", field="targets", fix="GET /v1/measures names them all.")
        if target.measure in seen:
            raise Invalid(f"`{target.measure}` has two targets.", field="targets", fix="Give it one.")
        lowest, highest = _WITHIN[measure.unit]
        if not Decimal(lowest) <= target.value <= Decimal(highest):
            raise Invalid(
                f"`{target.measure}` is a {measure.unit}: its target lies between {lowest} and {highest}.",
                field="targets",
                fix="Correct the value.",
            )
        seen.add(target.measure)


def by_name(targets: Iterable[MeasureTarget]) -> dict[str, float]:
    """The targets as figures."""
    return {target.measure: float(target.value) for target in targets}
