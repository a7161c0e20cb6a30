"""The thresholds of one scope as a form: each reason with what is set here, what holds, and who answers for it."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Owned, Policy, Settings, ThresholdSetting
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_setting import (
    BUILT_IN_FROM,
    HERE,
    STRENGTHS,
    WAITING,
    Control,
    Setting,
    choices,
    number,
    verdicts,
)
from handrail_server.core.policy.reasons import BUILT_IN, HARDEST, PATIENT
from handrail_server.core.policy.scope import ORGANISATION, Bar, Place, in_force, scopes_of

_MOST_WEIGHT: Final = 10.0
_MOST_PATIENCE: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdForm:
    """A reason with its settings."""

    code: str
    title: str
    path: Path
    always: bool
    """A built-in hard reason: it may be moved and led elsewhere, never weakened."""
    below: bool
    """It fires where the input lies below the number (a confidence), not above it."""
    stated: bool
    """Something is written about it in this scope."""
    chosen: bool
    """False: a default that nobody has adopted or changed yet."""
    fields: tuple[Setting, ...]
    owned: tuple[Setting, ...]
    """Owner, reason and the day of the next review."""


def threshold_forms(policy: Policy, scope: Path, place: Place, unchosen: frozenset[str]) -> tuple[ThresholdForm, ...]:
    """Every reason that has a threshold, the hard ones first, as the policy stands at `place`."""
    scopes = scopes_of(policy, place)
    bars = sorted(in_force(policy, place).bars, key=lambda bar: bar.threshold.strength is not Strength.HARD)
    return tuple(_form(bar, scope, scopes, unchosen) for bar in bars)


def owned_settings(path: Path, owned: Owned) -> tuple[Setting, ...]:
    """Who answers for it, why it is so, and when somebody looks at it again."""
    return (
        Setting(path=(*path, "owner"), label="Owner", control=Control.LINE, value=owned.owner, in_force=owned.owner),
        Setting(
            path=(*path, "reason"), label="Reason", control=Control.TEXT, value=owned.reason, in_force=owned.reason
        ),
        Setting(
            path=(*path, "review"),
            label="Look again on",
            control=Control.DAY,
            value=owned.review,
            in_force=owned.review,
        ),
    )


def _form(bar: Bar, scope: Path, scopes: tuple[tuple[str, Settings], ...], unchosen: frozenset[str]) -> ThresholdForm:
    code = bar.threshold.code
    path = (*scope, "thresholds", code)
    here = scopes[0][1].thresholds.get(code)
    outer = scopes[-1][1].thresholds.get(code) if len(scopes) > 1 else None
    built_in = BUILT_IN.get(code)
    always = built_in is not None and built_in.strength is Strength.HARD
    own = here or ThresholdSetting()
    return ThresholdForm(
        code=code,
        title=bar.threshold.title,
        path=path,
        always=always,
        below=bar.threshold.below,
        stated=here is not None,
        chosen=".".join(map(str, path)) not in unchosen,
        fields=_fields(bar, path, own, outer or ThresholdSetting(), always=always),
        owned=owned_settings(path, own),
    )


def _fields(
    bar: Bar, path: Path, here: ThresholdSetting, outer: ThresholdSetting, *, always: bool
) -> tuple[Setting, ...]:
    threshold = bar.threshold

    def source(name: str) -> str:
        if getattr(here, name) is not None:
            return HERE
        return BUILT_IN_FROM if getattr(outer, name) is None else ORGANISATION

    def verdict(name: str, label: str, in_force: Verdict | None, about: str) -> Setting:
        least = in_force_least(threshold.code, name) if always else Verdict.PROCEED
        return Setting(
            path=(*path, name),
            label=label,
            about=about,
            control=Control.CHOICE,
            value=getattr(here, name),
            in_force=in_force,
            source=source(name),
            choices=verdicts(least),
        )

    fires = "Fires below" if threshold.below else "Fires from"
    about = "The agent's confidence, 0 to 1." if threshold.below else "How strong the sign must be, 0 to 1."
    most = HARDEST if always else 1.0
    settings = [
        number(
            (*path, "at"), fires, here.at, threshold.at, source=source("at"), within=(0.0, most), step=0.01, about=about
        ),
        verdict("then", "Then", threshold.then, "On a customer's turn or a drafted reply."),
        verdict("said", "If already said", threshold.said, "Where the agent has spoken the words already."),
        verdict("acting", "If the agent acts", threshold.acting, "Where an action is judged."),
        verdict(
            "when_blind", "If it cannot be read", bar.when_blind or threshold.when_blind, "Where the detector failed."
        ),
        Setting(
            path=(*path, "waiting"),
            label="While the customer waits",
            control=Control.CHOICE,
            value=here.waiting,
            in_force=bar.waiting,
            source=source("waiting"),
            choices=choices(WAITING),
        ),
    ]
    if not always:
        settings.append(
            Setting(
                path=(*path, "strength"),
                label="Strength",
                control=Control.CHOICE,
                value=here.strength,
                in_force=threshold.strength,
                source=source("strength"),
                choices=choices(STRENGTHS),
            )
        )
        weight = "What a full score adds when all signs are weighed together; 0: nothing."
        settings.append(
            number(
                (*path, "weight"), "Weight", here.weight, threshold.weight, source=source("weight"),
                within=(0.0, _MOST_WEIGHT), step=0.1, about=weight,
            )
        )  # fmt: skip
    if threshold.code in PATIENT:
        patience = "Of a feeling about a situation, nobody blamed: in so many of the customer's first turns it waits."
        settings.append(
            number(
                (*path, "patience"), "The agent answers first", here.patience, threshold.patience,
                source=source("patience"), within=(0.0, _MOST_PATIENCE), unit="turns", about=patience,
            )
        )  # fmt: skip
    return tuple(settings)


def in_force_least(code: str, name: str) -> Verdict:
    """The least that a hard reason is answered with."""
    built_in = BUILT_IN[code]
    least = {"then": built_in.then, "said": built_in.said, "acting": built_in.acting, "when_blind": built_in.when_blind}
    return least[name]
