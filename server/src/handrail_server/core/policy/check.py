"""Everything that can be known to be wrong with a policy before it judges anybody."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from handrail_server.core.policy.check_routes import check_routes
from handrail_server.core.policy.check_rules import check_rules
from handrail_server.core.policy.check_settings import check_settings
from handrail_server.core.policy.document import FORMAT, Policy
from handrail_server.core.policy.likeness import did_you_mean
from handrail_server.core.policy.message import CLAIMS, MOMENTS
from handrail_server.core.policy.problem import Problem, Severity, error
from handrail_server.core.policy.reasons import SIGNALS
from handrail_server.core.policy.vocabulary import reason_codes, unknown_reasons

LONGEST_MESSAGE: Final = 1_000
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NEEDED: Final = ("hand_over", "hold", "ask_first")


def check_policy(policy: Policy, *, queues: AbstractSet[str] | None = None) -> tuple[Problem, ...]:
    """All problems, errors first. `queues` are the organisation's, where they are known."""
    found = [
        *_head(policy),
        *_declared(policy),
        *check_rules(policy),
        *check_settings(policy),
        *check_routes(policy, queues),
        *_messages(policy),
        *_marks(policy),
    ]
    return tuple(sorted(found, key=lambda problem: problem.severity is Severity.WARNING))


def _head(policy: Policy) -> Iterator[Problem]:
    if policy.format != FORMAT:
        yield error("format", f"`{policy.format}` is not a format that this server reads.", f"Write `{FORMAT}`.")
    if not _LANGUAGE.fullmatch(policy.language):
        yield error("language", f"`{policy.language}` is not a language.", "Such as `en` or `pt-BR`.")


def _declared(policy: Policy) -> Iterator[Problem]:
    for name, declared in policy.inputs.signals.items():
        path = f"inputs.signals.{name}"
        if name in SIGNALS:
            yield error(path, f"`{name}` is a built-in signal.", "Give yours another name.")
        yield from (_misnamed(path, each) for each in (name, *declared.values) if not _NAME.fullmatch(each))
        if "score" in declared.values or "noticed" in declared.values:
            yield error(f"{path}.values", "Every signal has `score` and `noticed`.", "Remove them.")
    for name in policy.inputs.arguments:
        if not _NAME.fullmatch(name):
            yield _misnamed(f"inputs.arguments.{name}", name)


def _misnamed(path: str, name: str) -> Problem:
    return error(path, f"`{name}` cannot be named in a rule.", "Use small letters, digits and single underscores.")


def _messages(policy: Policy) -> Iterator[Problem]:
    for name in _NEEDED:
        if name not in policy.messages:
            yield error("messages", f"The customer would be told nothing: `{name}` is missing.", f"Add {name}.")
    held = {f"{moment}.{code}" for moment in ("hold", "ask_first") for code in reason_codes(policy)}
    yield from unknown_reasons("messages", (name for name in policy.messages if name not in held), policy, *MOMENTS)
    for name, texts in policy.messages.items():
        path = f"messages.{name}"
        if policy.language not in texts:
            yield error(path, f"It has no text in the fallback language {policy.language}.", "Add one.")
        for language, text in texts.items():
            if not _LANGUAGE.fullmatch(language):
                fix = did_you_mean(language, ("en", "de", "fr", "es", "pt", "it", "nl"))
                yield error(f"{path}.{language}", f"`{language}` is not a language.", fix)
            if not text.strip() or len(text) > LONGEST_MESSAGE:
                yield error(f"{path}.{language}", f"A message has 1 to {LONGEST_MESSAGE} characters.")
            claim = CLAIMS.search(text) if name != "takeover" else None
            if claim:
                fix = "Say that a person was asked, and what happens next."
                yield error(f"{path}.{language}", f"“{claim.group()}” is not true yet when this is said.", fix)


def _marks(policy: Policy) -> Iterator[Problem]:
    for name, codes in (
        ("critical", policy.marks.critical),
        ("compliance", policy.marks.compliance),
        ("sealed", policy.marks.sealed),
    ):
        yield from unknown_reasons(f"marks.{name}", codes, policy)
    notices = policy.notices
    if any(seconds < 1 for seconds in (*notices.ladder_seconds, notices.fold_seconds)):
        yield error("notices", "Times are 1 second or more.")
