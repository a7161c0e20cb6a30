"""Nearest wins, setting by setting: what is in force for one turn of one agent in one flow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Final, TypeVar

from handrail_server.core.policy.charter import Charter
from handrail_server.core.policy.decision import Strength, Verdict, Waiting
from handrail_server.core.policy.document import (
    ALL,
    ActionSetting,
    Costs,
    Policy,
    Rule,
    Settings,
    ThresholdSetting,
)
from handrail_server.core.policy.reasons import BUILT_IN, Threshold, soft

ORGANISATION: Final = "organisation"
_COST_OF_ERROR: Final = Decimal(60)
_COST_OF_PERSON: Final = Decimal(15)
_BASELINE: Final = 0.03
_COOL_DOWN: Final = 3
_SAYABLE: Final = (Verdict.PROCEED, Verdict.HAND_OVER)
"""What can be done about words already said: they can be neither held nor asked about."""
_S = TypeVar("_S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a turn stands; each name that the policy knows is a scope."""

    agent: str | None = None
    """The agent's policy object."""
    topic: str | None = None
    object: str | None = None
    flow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A threshold in force, with the scope that set its number."""

    threshold: Threshold
    scope: str
    waiting: Waiting | None
    when_blind: Verdict | None
    """What the policy itself states for it when blind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedRule:
    """A rule in force, with the scope that states it."""

    rule: Rule
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """All settings for one place."""

    scopes: tuple[str, ...]
    """Nearest first."""
    bars: tuple[Bar, ...]
    weighed: tuple[Bar, ...]
    """Those of soft reasons, which also count together."""
    rules: tuple[ScopedRule, ...]
    cost_of_error: Decimal
    cost_of_person: Decimal
    baseline: float
    cool_down: int
    charter: Charter
    actions: dict[str, ActionSetting]
    route_for: dict[str, str]

    def action(self, tool: str) -> ActionSetting:
        """What is set for the tool, completed by what is set for every tool."""
        return _merged((self.actions.get(tool, ActionSetting()), self.actions.get(ALL, ActionSetting())))


def scopes_of(policy: Policy, place: Place) -> tuple[tuple[str, Settings], ...]:
    """The scopes that hold at `place`, nearest first: flow, business object, topic, agent, organisation."""
    named = (
        ("flow", place.flow, policy.flows),
        ("object", place.object, policy.objects),
        ("topic", place.topic, policy.topics),
        ("agent", place.agent, policy.agents),
    )
    nearer = tuple((f"{kind}:{name}", known[name]) for kind, name, known in named if name is not None and name in known)
    return (*nearer, (ORGANISATION, policy.organisation))


def in_force(policy: Policy, place: Place) -> InForce:
    """What the policy sets at `place`."""
    scopes = scopes_of(policy, place)
    settings = [setting for _, setting in scopes]
    costs = _merged([setting.costs for setting in settings])
    cool_down = next((setting.cool_down for setting in settings if setting.cool_down is not None), _COOL_DOWN)
    bars = tuple(_bar(code, scopes) for code in _codes(settings))
    return InForce(
        scopes=tuple(name for name, _ in scopes),
        bars=bars,
        weighed=tuple(bar for bar in bars if bar.threshold.weight > 0 and bar.threshold.strength is Strength.SOFT),
        rules=tuple(_rules(scopes)),
        cost_of_error=_COST_OF_ERROR if costs.cost_of_error is None else costs.cost_of_error,
        cost_of_person=_COST_OF_PERSON if costs.cost_of_person is None else costs.cost_of_person,
        baseline=_BASELINE if costs.baseline is None else costs.baseline,
        cool_down=cool_down,
        charter=_merged([setting.charter for setting in settings]),
        actions={
            tool: _merged([setting.actions.get(tool, ActionSetting()) for setting in settings])
            for tool in sorted({tool for setting in settings for tool in setting.actions})
        },
        route_for={reason: route for setting in reversed(settings) for reason, route in setting.route_for.items()},
    )


def _codes(settings: Sequence[Settings]) -> list[str]:
    own = {code for setting in settings for code in setting.thresholds} - BUILT_IN.keys()
    return [*BUILT_IN, *sorted(own)]


def _bar(code: str, scopes: Sequence[tuple[str, Settings]]) -> Bar:
    """Each field from the nearest scope that states it, else the built-in one."""
    stated = [(name, setting.thresholds[code]) for name, setting in scopes if code in setting.thresholds]
    set_here = _merged([setting for _, setting in stated]) if stated else ThresholdSetting()
    built_in = BUILT_IN.get(code) or soft(code, f"The signal {code}", 0.5, weight=0.0)
    threshold = replace(
        built_in,
        at=_or(set_here.at, built_in.at),
        then=_or(set_here.then, built_in.then),
        said=_or(set_here.said, set_here.then if set_here.then in _SAYABLE else built_in.said),
        acting=_or(set_here.acting, built_in.acting),
        strength=_or(set_here.strength, built_in.strength),
        weight=_or(set_here.weight, built_in.weight),
        patience=_or(set_here.patience, built_in.patience),
    )
    scope = next((name for name, setting in stated if setting.at is not None), ORGANISATION)
    return Bar(threshold=threshold, scope=scope, waiting=set_here.waiting, when_blind=set_here.when_blind)


def _rules(scopes: Sequence[tuple[str, Settings]]) -> Iterator[ScopedRule]:
    """A nearer rule hides a farther one of the same id."""
    seen: set[str] = set()
    for scope, setting in scopes:
        for rule in setting.rules:
            if rule.id not in seen:
                seen.add(rule.id)
                yield ScopedRule(rule=rule, scope=scope)


_Stated = TypeVar("_Stated", ThresholdSetting, Costs, Charter, ActionSetting)


def _merged(nearest_first: Sequence[_Stated]) -> _Stated:
    """Field by field, the first that is not None."""
    result = nearest_first[-1]
    for nearer in reversed(nearest_first[:-1]):
        stated = {own.name: value for own in fields(nearer) if (value := getattr(nearer, own.name)) is not None}
        result = replace(result, **stated)
    return result


def _or(stated: _S | None, otherwise: _S) -> _S:
    return otherwise if stated is None else stated
