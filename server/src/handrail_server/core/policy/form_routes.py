"""Routes and messages as a form: who is asked after whom, and what the customer hears."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.document import ALL, Policy, Settings
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_setting import (
    HERE,
    WAITING,
    Choice,
    Control,
    Setting,
    choices,
    number,
)
from handrail_server.core.policy.message import MOMENTS
from handrail_server.core.policy.plain_routes import route_in_words, skill_in_words, target_in_words
from handrail_server.core.policy.plain_terms import named, raised
from handrail_server.core.policy.reasons import BUILT_IN
from handrail_server.core.policy.route import LandingKind, Route, SkillNeed, Target
from handrail_server.core.policy.scope import ORGANISATION, InForce
from handrail_server.core.policy.vocabulary import ROUTED_BY, reason_codes, scopes

LANDINGS: Final = {
    LandingKind.CALL_BACK: "Call back",
    LandingKind.EMAIL: "Answer by e-mail",
    LandingKind.HAND_BACK: "The agent goes on",
}
_MOMENTS: Final = {
    ALL: "Everything else",
    "hand_over": "A person was asked to take over",
    "hold": "The reply is looked at first",
    "ask_first": "The action waits for approval",
    "still_waiting": "It takes longer than promised",
    "call_back": "Nobody is free: call back",
    "email": "Nobody is free: e-mail",
    "hand_back": "Nobody is free: the agent goes on",
    "takeover": "A person has taken over",
    "rejected": "The action was not approved",
    "expired": "Nobody decided in time",
}

_KEPT: Final = "Empty: it stays needed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place in a route's chain."""

    target: str
    """As the document writes it."""
    words: str
    after_seconds: int
    """From the request on; the landing's is when nobody accepted at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillForm:
    """A skill that the person needs."""

    skill: str
    path: Path
    words: str
    fields: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteForm:
    """How a case travels."""

    id: str
    path: Path
    words: str
    reasons: tuple[str, ...]
    chain: tuple[Step, ...]
    landing: str
    skills: tuple[SkillForm, ...]
    fields: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageForm:
    """What the customer hears on one occasion, by language."""

    code: str
    title: str
    path: Path
    stated: bool
    texts: dict[str, str]


def route_forms(policy: Policy) -> tuple[RouteForm, ...]:
    """Every route, with the reasons that lead to it."""
    leading: dict[str, list[str]] = {}
    for _, settings in scopes(policy):
        for reason, route in settings.route_for.items():
            leading.setdefault(route, []).append(reason)
    return tuple(_route(route, tuple(dict.fromkeys(leading.get(name, ())))) for name, route in policy.routes.items())


def route_choices(policy: Policy) -> tuple[Choice, ...]:
    """The routes by name."""
    return tuple(Choice(value=name, label=raised(named(name)).rstrip(".")) for name in policy.routes)


def routed_settings(scope: Path, policy: Policy, here: Settings, holds: InForce) -> tuple[Setting, ...]:
    """Where each reason leads: those that are set here or farther out."""
    reasons = sorted(holds.route_for, key=lambda reason: (reason != ALL, reason))
    return tuple(
        Setting(
            path=(*scope, "route_for", reason),
            label=reason_in_words(reason),
            control=Control.CHOICE,
            value=here.route_for.get(reason),
            in_force=holds.route_for[reason],
            source=HERE if reason in here.route_for else ORGANISATION,
            choices=route_choices(policy),
        )
        for reason in reasons
    )


def reason_choices(policy: Policy) -> tuple[Choice, ...]:
    """Every reason that a decision can have, and the verdicts."""
    codes = sorted({*reason_codes(policy), *ROUTED_BY}, key=reason_in_words)
    return tuple(Choice(value=code, label=reason_in_words(code)) for code in codes)


def message_forms(policy: Policy) -> tuple[MessageForm, ...]:
    """The occasions that every policy has, then those of its own."""
    codes = dict.fromkeys((*MOMENTS, *policy.messages))
    return tuple(
        MessageForm(
            code=code,
            title=reason_in_words(code),
            path=("messages", code),
            stated=code in policy.messages,
            texts=dict(policy.messages.get(code, {})),
        )
        for code in codes
    )


def reason_in_words(reason: str) -> str:
    """A reason's title, with its kind."""
    known = _MOMENTS.get(reason)
    if known is not None:
        return known
    code, _, kind = reason.partition(".")
    if code in (Verdict.HOLD.value, Verdict.ASK_FIRST.value):
        return f"{_MOMENTS[code]}: {named(kind)}"
    title = BUILT_IN[code].title if code in BUILT_IN else raised(named(code)).rstrip(".")
    return f"{title}: {named(kind)}" if kind else title


def _route(route: Route, reasons: tuple[str, ...]) -> RouteForm:
    path = ("routes", route.id)
    targets = (route.target, *route.fallbacks)
    return RouteForm(
        id=route.id,
        path=path,
        words=route_in_words(route, reasons),
        reasons=tuple(map(reason_in_words, reasons)),
        chain=tuple(
            Step(target=_written(target), words=target_in_words(target), after_seconds=index * route.accept_within)
            for index, target in enumerate(targets)
        ),
        landing=LANDINGS[route.landing.kind],
        skills=tuple(_skill((*path, "skills", need.skill), need) for need in route.skills),
        fields=_fields(path, route),
    )


def _skill(path: Path, need: SkillNeed) -> SkillForm:
    level, after, order = need.level, need.drop_after, need.drop_priority
    fields = (
        number((*path, "level"), "From level", level, level, within=(0, 10), unit="of 10"),
        number((*path, "drop_after"), "Given up after", after, after, within=(0, None), unit="seconds", about=_KEPT),
        number((*path, "drop_priority"), "Order of giving up", order, order, about="The highest goes first."),
    )
    return SkillForm(skill=need.skill, path=path, words=raised(skill_in_words(need)), fields=fields)


def _written(target: Target) -> str:
    return f"{target.kind}:{target.id}" if target.id else target.kind.value


def _fields(path: Path, route: Route) -> tuple[Setting, ...]:
    def seconds(name: str, label: str, value: int, *more: str) -> Setting:
        return number((*path, *more, name), label, value, value, within=(1, None), unit="seconds")

    def flag(name: str, label: str, *, value: bool) -> Setting:
        return Setting(
            path=(*path, "documentation", name), label=label, control=Control.FLAG, value=value, in_force=value
        )

    def names(name: str, label: str, value: tuple[str, ...], about: str | None = None) -> Setting:
        return Setting(path=(*path, name), label=label, about=about, control=Control.NAMES, value=value, in_force=value)

    def words(name: str, label: str, value: str | None) -> Setting:
        return Setting(path=(*path, name), label=label, control=Control.TEXT, value=value, in_force=value)

    return (
        Setting(
            path=(*path, "target"),
            label="First to",
            about="Such as `queue:general`, `account_owner`, `person:…`, `department:…`.",
            control=Control.LINE,
            value=_written(route.target),
            in_force=_written(route.target),
        ),
        names("fallbacks", "Then to", tuple(map(_written, route.fallbacks)), "In this order, while nobody accepts."),
        seconds("accept_within", "Each is given", route.accept_within),
        Setting(
            path=(*path, "landing", "kind"),
            label="If nobody is there",
            control=Control.CHOICE,
            value=route.landing.kind,
            in_force=route.landing.kind,
            choices=tuple(Choice(value=kind, label=label) for kind, label in LANDINGS.items()),
        ),
        seconds("promise_seconds", "Promised within", route.landing.promise_seconds, "landing"),
        names("credentials", "Credentials needed", route.credentials),
        number((*path, "rank"), "Rank", route.rank, route.rank, about="Lower goes first."),
        number((*path, "weight"), "Weighs", route.weight, route.weight, within=(1, None), unit="units of capacity"),
        seconds("offer_seconds", "One offer lasts", route.offer_seconds),
        seconds("reply_within", "First words within", route.reply_within),
        Setting(
            path=(*path, "waiting"),
            label="While the customer waits",
            control=Control.CHOICE,
            value=route.waiting,
            in_force=route.waiting,
            choices=choices(WAITING),
        ),
        names("notices", "Also told", route.notices, "`supervisor`, `account_owner`, `slack`."),
        Setting(
            path=(*path, "critical"),
            label="Critical",
            control=Control.FLAG,
            value=route.critical,
            in_force=route.critical,
        ),
        flag("ground", "A written ground is needed", value=route.documentation.ground),
        flag("verification", "The client is verified first", value=route.documentation.verification),
        flag("authoriser", "The authoriser is named", value=route.documentation.authoriser),
        number(
            (*path, "documentation", "attachments"),
            "Files of evidence, at least",
            route.documentation.attachments,
            route.documentation.attachments,
            within=(0, None),
        ),
        Setting(
            path=(*path, "approvers", "credential"),
            label="An approver holds the credential",
            control=Control.LINE,
            value=route.approvers.credential,
            in_force=route.approvers.credential,
        ),
        Setting(
            path=(*path, "approvers", "agent_owner"),
            label="The agent's owner may approve",
            control=Control.FLAG,
            value=route.approvers.agent_owner,
            in_force=route.approvers.agent_owner,
        ),
        words("suggestion", "Suggested way", route.suggestion),
        words("draft", "Suggested reply", route.draft),
    )
