"""One setting of a policy as a form shows it: what it is called, what it may be, what stands here and what holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.decision import Strength, Verdict, Waiting
from handrail_server.core.policy.document import Ask
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.finding import PROTECTION

Value: TypeAlias = "bool | float | str | tuple[str, ...] | None"

HERE: Final = "here"
BUILT_IN_FROM: Final = "built_in"


class Control(StrEnum):
    """What it is set with."""

    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    LINE = "line"
    TEXT = "text"
    DAY = "day"
    NAMES = "names"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a closed set."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `value` is what stands at the path, None where nothing does; `in_force` is what holds here."""

    path: Path
    label: str
    about: str | None = None
    control: Control
    value: Value = None
    in_force: Value = None
    source: str = HERE
    """Where `in_force` comes from: `here`, another scope such as `organisation`, or `built_in`."""
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    step: float | None = None
    unit: str | None = None


def number(  # noqa: PLR0913  a declaration reads best in one call, each part by name
    path: Path,
    label: str,
    value: "float | Decimal | None",
    in_force: "float | Decimal | None" = None,
    *,
    source: str = HERE,
    within: tuple[float | None, float | None] = (None, None),
    step: float = 1.0,
    unit: str | None = None,
    about: str | None = None,
) -> Setting:
    """A number within bounds."""
    return Setting(
        path=path,
        label=label,
        about=about,
        control=Control.NUMBER,
        value=None if value is None else float(value),
        in_force=None if in_force is None else float(in_force),
        source=source,
        least=within[0],
        most=within[1],
        step=step,
        unit=unit,
    )


VERDICTS: Final = {
    Verdict.PROCEED: "Let it pass",
    Verdict.HOLD: "Hold the reply",
    Verdict.ASK_FIRST: "Ask first",
    Verdict.HAND_OVER: "Hand over to a person",
}
STRENGTHS: Final = {Strength.HARD: "Hard: always fires", Strength.SOFT: "Soft: weighs with others"}
WAITING: Final = {Waiting.SILENT: "The agent is silent", Waiting.AGENT_STAYS: "The agent goes on"}
ASKS: Final = {Ask.NEVER: "Never asks", Ask.ABOVE: "Asks above an amount", Ask.ALWAYS: "Always asks"}


def verdicts(least: Verdict = Verdict.PROCEED) -> tuple[Choice, ...]:
    """The verdicts that protect at least so much."""
    return tuple(Choice(value=v, label=label) for v, label in VERDICTS.items() if PROTECTION[v] >= PROTECTION[least])


def choices(labels: dict[Strength, str] | dict[Waiting, str] | dict[Ask, str]) -> tuple[Choice, ...]:
    """Each with its label."""
    return tuple(Choice(value=str(value), label=label) for value, label in labels.items())


def written(amounts: Iterable[Money] | None) -> tuple[str, ...] | None:
    """Amounts as the document writes them."""
    return None if amounts is None else tuple(f"{money.amount:f} {money.currency}" for money in amounts)
