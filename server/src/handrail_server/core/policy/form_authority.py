"""What an agent may do by itself in one scope, as a form: costs, charter and tools."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.document import ActionSetting, Settings
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_setting import (
    ASKS,
    BUILT_IN_FROM,
    HERE,
    Choice,
    Control,
    Setting,
    choices,
    number,
    written,
)
from handrail_server.core.policy.scope import ORGANISATION, InForce


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitForm:
    """How much an agent may move by itself."""

    path: Path
    act: str
    fields: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursForm:
    """A window of time in which it may work."""

    path: Path
    days: tuple[str, ...]
    opens: int
    closes: int
    utc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolForm:
    """One tool, or `*` for every other."""

    path: Path
    tool: str
    stated: bool
    fields: tuple[Setting, ...]


_CHARTER: Final = {
    "topics": ("Topics", "What it may talk about. Left open: anything; empty: nothing."),
    "tools": ("Tools", "What it may call. Any other tool asks first."),
    "data": ("Data", "Kinds of data that its calls may read."),
    "terms": ("Terms", "What it may promise."),
    "languages": ("Languages", "Such as `en`. Every other language goes to a person."),
}


def cost_settings(scope: Path, here: Settings, holds: InForce, outer: Settings) -> tuple[Setting, ...]:
    """What an error and a person cost; only the ratio decides."""
    costs = (*scope, "costs")

    def source(own: object, others: object) -> str:
        return HERE if own is not None else BUILT_IN_FROM if others is None else ORGANISATION

    error, person, base = here.costs.cost_of_error, here.costs.cost_of_person, here.costs.baseline
    known = outer.costs
    return (
        number(
            (*costs, "cost_of_error"), "An error of the agent costs", error, holds.cost_of_error,
            source=source(error, known.cost_of_error), within=(0.01, None), unit="units",
            about="Against the next figure; only their ratio decides how eagerly a person is asked.",
        ),
        number(
            (*costs, "cost_of_person"), "Asking a person costs", person, holds.cost_of_person,
            source=source(person, known.cost_of_person), within=(0.01, None), unit="units",
        ),
        number(
            (*costs, "baseline"), "The agent fails where nothing was noticed", base, holds.baseline,
            source=source(base, known.baseline), within=(0.001, 0.999), step=0.01, unit="share",
        ),
        number(
            (*scope, "cool_down"), "A sign that was dealt with stays quiet for", here.cool_down, holds.cool_down,
            source=source(here.cool_down, outer.cool_down), within=(0, 100), unit="customer turns",
        ),
    )  # fmt: skip


def charter_settings(scope: Path, here: Settings, holds: InForce) -> tuple[Setting, ...]:
    """What it is authorised to do, list by list."""
    path = (*scope, "charter")
    return tuple(
        Setting(
            path=(*path, name),
            label=label,
            about=about,
            control=Control.NAMES,
            value=getattr(here.charter, name),
            in_force=getattr(holds.charter, name),
            source=HERE if getattr(here.charter, name) is not None else _from(getattr(holds.charter, name)),
        )
        for name, (label, about) in _CHARTER.items()
    )


def limit_forms(scope: Path, here: Settings) -> tuple[LimitForm, ...]:
    """The amounts that it may move."""
    path = (*scope, "charter", "amounts")
    return tuple(
        LimitForm(
            path=(*path, limit.act),
            act=limit.act,
            fields=(
                _amounts((*path, limit.act, "per_act"), "At most at once", written(limit.per_act)),
                _amounts((*path, limit.act, "per_day"), "At most a day", written(limit.per_day)),
            ),
        )
        for limit in here.charter.amounts or ()
    )


def hours_forms(scope: Path, here: Settings) -> tuple[HoursForm, ...]:
    """When it may work."""
    return tuple(
        HoursForm(
            path=(*scope, "charter", "hours", index),
            days=tuple(day.value for day in window.days),
            opens=window.opens,
            closes=window.closes,
            utc_offset=window.utc_offset,
        )
        for index, window in enumerate(here.charter.hours or ())
    )


def tool_forms(scope: Path, here: Settings, holds: InForce, routes: tuple[Choice, ...]) -> tuple[ToolForm, ...]:
    """Every tool that the policy names, as it holds here."""
    return tuple(
        _tool((*scope, "actions", tool), tool, here.actions.get(tool), holds.actions[tool], routes)
        for tool in sorted(holds.actions, key=lambda name: (name != "*", name))
    )


def _tool(
    path: Path, tool: str, own: ActionSetting | None, holds: ActionSetting, routes: tuple[Choice, ...]
) -> ToolForm:
    stated = own or ActionSetting()

    def source(value: object, in_force: object) -> str:
        return HERE if value is not None else _from(in_force)

    return ToolForm(
        path=path,
        tool=tool,
        stated=own is not None,
        fields=(
            Setting(
                path=(*path, "ask"),
                label="Asks first",
                control=Control.CHOICE,
                value=stated.ask,
                in_force=holds.ask,
                source=source(stated.ask, holds.ask),
                choices=choices(ASKS),
            ),
            _amounts(
                (*path, "above"),
                "Above",
                written(stated.above),
                written(holds.above),
                source(stated.above, holds.above),
            ),
            Setting(
                path=(*path, "route"),
                label="Decided by",
                control=Control.CHOICE,
                value=stated.route,
                in_force=holds.route,
                source=source(stated.route, holds.route),
                choices=routes,
            ),
            *(
                Setting(
                    path=(*path, name),
                    label=label,
                    control=Control.LINE,
                    value=getattr(stated, name),
                    in_force=getattr(holds, name),
                    source=source(getattr(stated, name), getattr(holds, name)),
                )
                for name, label in (
                    ("amount_from", "Argument with the amount"),
                    ("currency_from", "Argument with the currency"),
                    ("currency", "Currency otherwise"),
                )
            ),
        ),
    )


def _amounts(
    path: Path,
    label: str,
    value: tuple[str, ...] | None,
    in_force: tuple[str, ...] | None = None,
    source: str = HERE,
) -> Setting:
    return Setting(
        path=path,
        label=label,
        about="One in each currency, such as 100 EUR.",
        control=Control.AMOUNTS,
        value=value,
        in_force=value if in_force is None else in_force,
        source=source,
    )


def _from(in_force: object) -> str:
    return BUILT_IN_FROM if in_force is None else ORGANISATION
