"""What a rehearsal came to: figures of each policy, and the conversations that fare differently."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import IO, Final

from rich.table import Table

from handrail_server.cli.laboratory.differences import Differences
from handrail_server.cli.laboratory.load import Load, load_of
from handrail_server.cli.laboratory.sums import Reached, SideSums, Sums
from handrail_server.cli.replay.scores import Scores
from handrail_server.core.policy.scope import InForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One policy's figures."""

    name: str
    escalated: int
    reasons: dict[str, int]
    """How many escalations have each as their leading reason."""
    routes: dict[str, int]
    scores: Scores | None
    cost: Decimal | None
    """Escalations × cost of a person + errors × cost of an error, on the labelled; None where there are none."""
    hours: float
    """Of people's work."""
    load: Load | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """All of it. The rehearsed policy's side is the first."""

    conversations: int
    turns: int
    seconds: float
    sides: tuple[Side, ...]

    def write(self, target: IO[str], differences: Differences) -> None:
        """All of it, as JSON; docs/guides/rehearsing.md explains each field."""
        found = asdict(self)
        for side in found["sides"]:
            side["cost"] = None if side["cost"] is None else str(side["cost"])
        target.write(json.dumps(found, indent=1, ensure_ascii=False).removesuffix("\n}") + ',\n "differences": [')
        for number, line in enumerate(differences.lines()):
            target.write(("," if number else "") + "\n  " + line)
        target.write("]\n}\n")


def rehearsed(names: Sequence[str], sums: Sums, *, costs: InForce, minutes: float, seconds: float) -> Rehearsed:
    """The figures, policy by policy. Both are weighed with the same costs: those of the rehearsed one."""
    return Rehearsed(
        conversations=sums.conversations,
        turns=sums.turns,
        seconds=round(seconds, 3),
        sides=tuple(
            _side(name, side, sums.hours, costs, minutes) for name, side in zip(names, sums.sides, strict=True)
        ),
    )


def figures_table(found: Rehearsed) -> Table:
    """The policies side by side."""
    table = Table(title=f"Rehearsal on {found.conversations:,} conversations, {found.turns:,} turns")
    table.add_column("")
    for side in found.sides:
        table.add_column(side.name, justify="right")
    for name, of in _ROWS:
        table.add_row(name, *(of(side) for side in found.sides))
    for code in dict.fromkeys(code for side in found.sides for code in side.reasons):
        table.add_row(f"  for {code}", *(f"{side.reasons.get(code, 0):,}" for side in found.sides))
    return table


def differences_table(found: Rehearsed, differences: Differences) -> Table:
    """The first conversations that fare differently."""
    table = Table(title=f"{differences.count:,} conversations fare differently")
    for name in ("conversation", "a person needed", f"under {found.sides[1].name}", f"under {found.sides[0].name}"):
        table.add_column(name)
    for each in differences.first:
        needed = {None: "–", True: "yes", False: "no"}[each.needed]
        table.add_row(each.conversation, needed, _told(each.before), _told(each.after))
    return table


def _side(name: str, sums: SideSums, span: tuple[int, int] | None, costs: InForce, minutes: float) -> Side:
    agreed = sums.agreement
    errors = agreed.needed - agreed.found
    return Side(
        name=name,
        escalated=sums.escalated,
        reasons=dict(sums.reasons.most_common()),
        routes=dict(sums.routes.most_common()),
        scores=agreed.scores,
        cost=agreed.escalated * costs.cost_of_person + errors * costs.cost_of_error if agreed.labelled else None,
        hours=sums.escalated * minutes / 60,
        load=load_of(sums.hours, span, minutes=minutes),
    )


def _told(reached: Reached | None) -> str:
    return "nobody" if reached is None else f"turn {reached.turn}: {', '.join(reached.reasons)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


_ROWS: Final[tuple[tuple[str, Callable[[Side], str]], ...]] = (
    ("reach a person", lambda side: f"{side.escalated:,}"),
    ("precision", lambda side: _share(side.scores.precision if side.scores else None)),
    ("recall", lambda side: _share(side.scores.recall if side.scores else None)),
    ("needless per 100", lambda side: "–" if side.scores is None else f"{side.scores.needless_per_100:.1f}"),
    ("late by, turns", lambda side: _share(side.scores.lateness_turns if side.scores else None)),
    ("cost", lambda side: "–" if side.cost is None else f"{side.cost:,f}"),
    ("hours of work", lambda side: f"{side.hours:,.1f}"),
    ("an hour, mean", lambda side: "–" if side.load is None else f"{side.load.mean:.2f}"),
    ("in the busiest hour", lambda side: "–" if side.load is None else f"{side.load.busiest:,}"),
    ("people it keeps at work", lambda side: "–" if side.load is None else f"{side.load.people:.1f}"),
)
