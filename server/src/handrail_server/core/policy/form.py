"""A policy as a form: every setting of one scope with its words, bounds, default, and what is in force there.

So that no rule lives in who shows it: what may be chosen, what is inherited from where, and which default nobody has
chosen yet is said here. Each setting names its path, and an edit of that path changes the document (see `edits`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.policy.chosen import not_yet_chosen
from handrail_server.core.policy.document import Policy, Settings
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_authority import (
    HoursForm,
    LimitForm,
    ToolForm,
    charter_settings,
    cost_settings,
    hours_forms,
    limit_forms,
    tool_forms,
)
from handrail_server.core.policy.form_routes import (
    MessageForm,
    RouteForm,
    message_forms,
    reason_choices,
    route_choices,
    route_forms,
    routed_settings,
)
from handrail_server.core.policy.form_rules import RuleForm, rule_forms
from handrail_server.core.policy.form_setting import Choice, Control, Setting, number
from handrail_server.core.policy.form_thresholds import ThresholdForm, threshold_forms
from handrail_server.core.policy.scope import ORGANISATION, Place, in_force
from handrail_server.core.policy.vocabulary import scopes

_FAMILIES: Final = {"agents": "agent", "topics": "topic", "objects": "object", "flows": "flow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """A place where settings stand."""

    path: Path
    kind: str
    """`organisation`, `agent`, `topic`, `object` or `flow`."""
    name: str | None
    unchosen: int
    """Defaults there that nobody has chosen yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The policy at one scope, and what is the organisation's as a whole."""

    name: str
    scope: Path
    scopes: tuple[ScopeLine, ...]
    thresholds: tuple[ThresholdForm, ...]
    costs: tuple[Setting, ...]
    charter: tuple[Setting, ...]
    limits: tuple[LimitForm, ...]
    hours: tuple[HoursForm, ...]
    tools: tuple[ToolForm, ...]
    routed: tuple[Setting, ...]
    rules: tuple[RuleForm, ...]
    routes: tuple[RouteForm, ...]
    messages: tuple[MessageForm, ...]
    general: tuple[Setting, ...]
    reasons: tuple[Choice, ...]
    """What may be routed, marked or told about."""


def form_of(policy: Policy, scope: Path = (ORGANISATION,), adopted: Collection[str] = ()) -> Form:
    """The form at `scope`, such as `("flows", "refund")`; raises `NotFound` where the policy has no such scope."""
    here, place = _at(policy, scope)
    holds = in_force(policy, place)
    unchosen = frozenset(not_yet_chosen(policy, adopted))
    return Form(
        name=policy.name,
        scope=scope,
        scopes=_scopes(policy, unchosen),
        thresholds=threshold_forms(policy, scope, place, unchosen),
        costs=cost_settings(scope, here, holds, policy.organisation),
        charter=charter_settings(scope, here, holds),
        limits=limit_forms(scope, here),
        hours=hours_forms(scope, here),
        tools=tool_forms(scope, here, holds, route_choices(policy)),
        routed=routed_settings(scope, policy, here, holds),
        rules=rule_forms(scope, here),
        routes=route_forms(policy),
        messages=message_forms(policy),
        general=_general(policy),
        reasons=reason_choices(policy),
    )


def _at(policy: Policy, scope: Path) -> tuple[Settings, Place]:
    if scope == (ORGANISATION,):
        return policy.organisation, Place()
    match scope:
        case ("agents", str() as name) if name in policy.agents:
            return policy.agents[name], Place(agent=name)
        case ("topics", str() as name) if name in policy.topics:
            return policy.topics[name], Place(topic=name)
        case ("objects", str() as name) if name in policy.objects:
            return policy.objects[name], Place(object=name)
        case ("flows", str() as name) if name in policy.flows:
            return policy.flows[name], Place(flow=name)
    raise NotFound("The policy has no such scope.", field="scope", fix="Read the form's list of scopes.")


def _scopes(policy: Policy, unchosen: frozenset[str]) -> tuple[ScopeLine, ...]:
    lines = []
    for path, _ in scopes(policy):
        family, _, name = path.partition(".")
        lines.append(
            ScopeLine(
                path=(family, name) if name else (family,),
                kind=_FAMILIES.get(family, family),
                name=name or None,
                unchosen=sum(each.startswith(f"{path}.") for each in unchosen),
            )
        )
    return tuple(lines)


def _general(policy: Policy) -> tuple[Setting, ...]:
    second, rehearsal = policy.publishing.second_person, policy.publishing.rehearsal
    return (
        _line(("name",), "Name", policy.name),
        _line(("language",), "Language where the customer's has no words", policy.language),
        Setting(
            path=("publishing", "second_person"),
            label="Somebody other than the author publishes",
            about="From the next version on.",
            control=Control.FLAG,
            value=second,
            in_force=second,
        ),
        Setting(
            path=("publishing", "rehearsal"),
            label="A rehearsal on recorded conversations comes first",
            about="From the next version on.",
            control=Control.FLAG,
            value=rehearsal,
            in_force=rehearsal,
        ),
        _names(
            ("marks", "critical"), "Critical reasons", policy.marks.critical,
            "They reach supervisor and account owner at once.",
        ),
        _names(
            ("marks", "compliance"), "Compliance reasons", policy.marks.compliance,
            "A case closes only with the documentation that its route demands.",
        ),
        _names(("marks", "sealed"), "Reasons that seal", policy.marks.sealed, "Beside those that always do."),
        _names(("notices", "to"), "Critical notices go to", policy.notices.to, None),
        number(
            ("notices", "fold_seconds"), "Repeats are one notice within", policy.notices.fold_seconds,
            policy.notices.fold_seconds, within=(0, None), unit="seconds",
        ),
    )  # fmt: skip


def _line(path: Path, label: str, value: str) -> Setting:
    return Setting(path=path, label=label, control=Control.LINE, value=value, in_force=value)


def _names(path: Path, label: str, value: tuple[str, ...], about: str | None) -> Setting:
    return Setting(path=path, label=label, about=about, control=Control.NAMES, value=value, in_force=value)
