"""The organisation's own rules in one scope as a form: in words first, the condition for whoever opens it."""

from dataclasses import dataclass

from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Rule, Settings
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_setting import (
    STRENGTHS,
    WAITING,
    Choice,
    Control,
    Setting,
    choices,
    verdicts,
)
from handrail_server.core.policy.form_thresholds import owned_settings
from handrail_server.core.policy.plain_conditions import condition_in_words
from handrail_server.core.policy.plain_terms import named, raised


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleForm:
    """A rule of the organisation's own."""

    id: str
    path: Path
    title: str
    when: str
    """The condition as it is written, in CEL."""
    words: str
    """The condition read aloud."""
    hard: bool
    chosen: bool
    fields: tuple[Setting, ...]
    owned: tuple[Setting, ...]


def rule_forms(scope: Path, here: Settings) -> tuple[RuleForm, ...]:
    """The rules that this scope states."""
    return tuple(_rule((*scope, "rules", rule.id), rule) for rule in here.rules)


def _rule(path: Path, rule: Rule) -> RuleForm:
    return RuleForm(
        id=rule.id,
        path=path,
        title=rule.line or raised(named(rule.id)).rstrip("."),
        when=rule.when,
        words=raised(f"when {condition_in_words(rule.when)}"),
        hard=rule.strength is Strength.HARD,
        chosen=rule.chosen is not False,
        fields=(
            Setting(
                path=(*path, "line"), label="In one line", control=Control.LINE, value=rule.line, in_force=rule.line
            ),
            _choice((*path, "then"), "Then", rule.then, verdicts(Verdict.HOLD)),
            _choice((*path, "strength"), "Strength", rule.strength, choices(STRENGTHS)),
            _choice((*path, "when_blind"), "If it cannot be decided", rule.when_blind, verdicts()),
            _choice((*path, "waiting"), "While the customer waits", rule.waiting, choices(WAITING)),
        ),
        owned=owned_settings(path, rule),
    )


def _choice(path: Path, label: str, value: str | None, among: tuple[Choice, ...]) -> Setting:
    return Setting(path=path, label=label, control=Control.CHOICE, value=value, in_force=value, choices=among)
