"""Thresholds, costs, charters and tools that are out of range, or that would bend a hard reason."""

import re
from collections.abc import Iterator
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.charter import Charter
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Ask, Owned, Policy, Settings, ThresholdSetting
from handrail_server.core.policy.finding import PROTECTION
from handrail_server.core.policy.likeness import did_you_mean
from handrail_server.core.policy.problem import Problem, error, warning
from handrail_server.core.policy.reasons import BUILT_IN, HARDEST, PATIENT
from handrail_server.core.policy.vocabulary import scopes

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_DAY: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MOST_WEIGHT: Final = 10.0
_MOST_PATIENCE: Final = 5


def check_settings(policy: Policy) -> Iterator[Problem]:
    """What is wrong with what the scopes set."""
    for scope, settings in scopes(policy):
        for code, setting in settings.thresholds.items():
            yield from _threshold(f"{scope}.thresholds.{code}", code, setting, policy)
        for index, rule in enumerate(settings.rules):
            yield from _owned(f"{scope}.rules[{index}]", rule)
        yield from _costs(f"{scope}.costs", settings)
        yield from _charter(f"{scope}.charter", settings.charter)
        yield from _actions(f"{scope}.actions", settings, policy)


def _threshold(path: str, code: str, setting: ThresholdSetting, policy: Policy) -> Iterator[Problem]:
    known = {*BUILT_IN, *policy.inputs.signals}
    if code not in known:
        yield error(path, f"`{code}` is not a reason with a threshold.", did_you_mean(code, known))
        return
    if setting.at is not None and not 0.0 <= setting.at <= 1.0:
        yield error(f"{path}.at", f"A threshold lies within 0..1, not at {setting.at:g}.")
    if setting.weight is not None and not 0.0 <= setting.weight <= _MOST_WEIGHT:
        yield error(f"{path}.weight", f"A weight lies within 0..{_MOST_WEIGHT:g}, not at {setting.weight:g}.")
    yield from _patience(f"{path}.patience", code, setting)
    built_in = BUILT_IN.get(code)
    if built_in is not None and built_in.strength is Strength.HARD:
        yield from _unbent(path, code, setting)
    yield from _owned(path, setting)


def _patience(path: str, code: str, setting: ThresholdSetting) -> Iterator[Problem]:
    if setting.patience is None:
        return
    if code not in PATIENT:
        yield error(path, f"The signal of {code} does not tell what it is about.", f"Only for {', '.join(PATIENT)}.")
    elif not 0 <= setting.patience <= _MOST_PATIENCE:
        yield error(path, f"Patience is 0 to {_MOST_PATIENCE} turns, not {setting.patience}.")
    elif setting.patience and setting.strength is Strength.HARD:
        yield error(path, f"{code} is made hard here, and a hard reason does not wait.", "Remove one of the two.")


def _unbent(path: str, code: str, setting: ThresholdSetting) -> Iterator[Problem]:
    """Hard reasons always fire: never gated, averaged or bent (law 5)."""
    built_in = BUILT_IN[code]
    if setting.strength is Strength.SOFT:
        yield error(f"{path}.strength", f"{code} is a hard reason and stays one.", "Remove the line.")
    if setting.at is not None and setting.at > HARDEST:
        yield error(f"{path}.at", f"At {setting.at:g} {code} could never fire.", f"Choose {HARDEST:g} or less.")
    for name in ("then", "said", "acting", "when_blind"):
        wanted: Verdict | None = getattr(setting, name)
        least: Verdict = getattr(built_in, name)
        if wanted is not None and PROTECTION[wanted] < PROTECTION[least]:
            yield error(f"{path}.{name}", f"{code} is hard: it is answered with {least} at least.", "Remove the line.")


def _owned(path: str, setting: Owned) -> Iterator[Problem]:
    missing = [name for name in ("owner", "reason", "review") if getattr(setting, name) is None]
    if missing:
        fix = "Write owner, reason and review, so that somebody can be asked about it."
        yield warning(path, f"Nobody answers for this: {', '.join(missing)} missing.", fix)
    if setting.review is not None and not _DAY.fullmatch(setting.review):
        yield error(f"{path}.review", f"{setting.review!r} is not a day.", "Write it as 2027-01-31.")


def _costs(path: str, settings: Settings) -> Iterator[Problem]:
    costs = settings.costs
    for name, cost in (("cost_of_error", costs.cost_of_error), ("cost_of_person", costs.cost_of_person)):
        if cost is not None and (not cost.is_finite() or cost <= 0):
            yield error(f"{path}.{name}", "A cost is above 0.")
    if costs.baseline is not None and not 0.0 < costs.baseline < 1.0:
        yield error(f"{path}.baseline", "The baseline is a chance between 0 and 1, neither of them.")
    if settings.cool_down is not None and not 0 <= settings.cool_down <= 100:
        yield error(path.replace(".costs", ".cool_down"), "The cool-down is 0 to 100 customer turns.")


def _charter(path: str, charter: Charter) -> Iterator[Problem]:
    acts: set[str] = set()
    for index, limit in enumerate(charter.amounts or ()):
        if limit.act in acts:
            yield error(f"{path}.amounts[{index}].act", f"The act {limit.act} has a limit already.", "Join the two.")
        acts.add(limit.act)
        yield from _amounts(f"{path}.amounts[{index}].per_act", limit.per_act)
        yield from _amounts(f"{path}.amounts[{index}].per_day", limit.per_day)
    for index, window in enumerate(charter.hours or ()):
        if not (0 <= window.opens < 1_440 and 0 < window.closes <= 1_440 and window.opens != window.closes):
            yield error(f"{path}.hours[{index}]", "Hours are minutes from midnight: 0..1439 to 1..1440.")
        if not -840 <= window.utc_offset <= 840 or not window.days:
            yield error(f"{path}.hours[{index}]", "Hours need days, and at most 14 hours from UTC.")


def _actions(path: str, settings: Settings, policy: Policy) -> Iterator[Problem]:
    for tool, action in settings.actions.items():
        if action.ask is Ask.ABOVE and not action.above:
            fix = "Write `above: [100 USD]`, or `ask: always`."
            yield error(f"{path}.{tool}", "It asks above an amount, and no amount is written.", fix)
        yield from _amounts(f"{path}.{tool}.above", action.above or ())
        if action.route is not None and action.route not in policy.routes:
            near = did_you_mean(action.route, policy.routes)
            yield error(f"{path}.{tool}.route", f"There is no route {action.route}.", near)
        if action.currency is not None and not _CURRENCY.fullmatch(action.currency):
            yield error(f"{path}.{tool}.currency", f"{action.currency!r} is not a currency.", "Such as EUR.")


def _amounts(path: str, amounts: tuple[Money, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, money in enumerate(amounts):
        if not _CURRENCY.fullmatch(money.currency):
            yield error(f"{path}[{index}]", f"{money.currency!r} is not a currency.", "Such as EUR.")
        if not money.amount.is_finite() or money.amount < 0:
            yield error(f"{path}[{index}]", "An amount is 0 or more.")
        if money.currency in seen:
            yield error(f"{path}[{index}]", f"There is an amount in {money.currency} already.", "Keep one of them.")
        seen.add(money.currency)
