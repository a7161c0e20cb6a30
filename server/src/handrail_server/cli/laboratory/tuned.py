"""What choosing a threshold came to: as lines, as tables, and as JSON."""

from dataclasses import asdict, dataclass
from typing import Final

from rich.table import Table

from handrail_server.core.learning.tuning.choosing import Chosen
from handrail_server.core.learning.tuning.topics import HotSpot, Remedy, Widening
from handrail_server.core.learning.tuning.tried import Count

_REMEDIES: Final = {
    Remedy.KNOWLEDGE: "knowledge is missing",
    Remedy.STRICT: "the threshold is too strict",
    Remedy.ROUTE: "the route is wrong: to people at once",
    None: "label some of these first",
}
_READ: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """A number for a threshold, with all that led to it."""

    sentence: str
    code: str
    stands: float
    now: Count
    """Under the number of the scale that is nearest to the one in force."""
    chosen: Chosen
    hot_spots: tuple[HotSpot, ...]
    widenings: tuple[Widening, ...]

    def lines(self) -> list[str]:
        """The statistics, one a line."""
        count = self.chosen.count
        certified = [
            f"Certificate ({each.of}): n {each.n:,}, alpha {'-' if each.alpha is None else f'{each.alpha:g}'}, "
            f"delta {each.delta:g}, {each.of} {each.seen:,}, bound {each.bound:.4f}."
            for each in self.chosen.certificates
        ]
        return [
            f"{self.code}: {self.stands:g} becomes {count.at:g}.",
            *certified,
            f"Labelled conversations {count.n:,}, a person needed in {count.caught + count.missed:,}.",
            f"Reach a person {count.escalated:,} (now {self.now.escalated:,}).",
            f"Needlessly {count.needless:,} (now {self.now.needless:,}).",
            f"Missed {count.missed:,} (now {self.now.missed:,}).",
        ]

    def document(self) -> dict[str, object]:
        """All of it, as JSON."""
        found = asdict(self)
        for each, spot in zip(found["hot_spots"], self.hot_spots, strict=True):
            each["cost"] = str(spot.cost)
        return found


def spots_table(spots: tuple[HotSpot, ...]) -> Table:
    """Where escalation gathers."""
    table = Table(title="Hot spots")
    for name in ("topic", "conversations", "reach a person", "needlessly", "missed", "unsure", "cost"):
        table.add_column(name, justify="left" if name == "topic" else "right")
    table.add_column("likelier remedy")
    table.add_column("read")
    for each in spots:
        figures = (each.conversations, each.escalated, each.needless, each.missed, each.unsure)
        row = (each.topic, *(f"{figure:,}" for figure in figures), f"{each.cost:,f}")
        table.add_row(*row, _REMEDIES[each.remedy], ", ".join(each.behind[:_READ]))
    return table


def widenings_table(widenings: tuple[Widening, ...]) -> Table:
    """Where fewer people would do."""
    table = Table(title="Safe to widen")
    for name in ("topic", "threshold", "spared", "n", "errors", "bound", "delta"):
        table.add_column(name, justify="left" if name == "topic" else "right")
    for each in widenings:
        certificate = each.certificate
        table.add_row(
            each.topic, f"{each.count.at:g}", f"{each.spared:,}", f"{certificate.n:,}", f"{certificate.seen:,}",
            f"{certificate.bound:.4f}", f"{certificate.delta:.4g}",
        )  # fmt: skip
    return table
