"""Guardrails AI: the `ValidationOutcome` of `guard.validate`, or its JSON."""

from collections.abc import Mapping

from handrail._said import SuppliedSignal
from handrail.foreign._found import Found
from handrail.foreign._reading import each, read, word


def guardrails_ai(
    outcome: object, *, version: str | None = None, names: Mapping[str, str] | None = None
) -> tuple[SuppliedSignal, ...]:
    """One signal for each validator, such as `guardrails_ai_detect_pii`, and `guardrails_ai` for the whole.

    A validator that failed counts as tripped also where it mended the text (`on_fail="fix"`). The words that it found
    are not sent. An outcome with an `error` is `blind`.

    >>> summary = {"validator_name": "ToxicLanguage", "validator_status": "fail", "failure_reason": "…"}
    >>> found = foreign.guardrails_ai({"validation_passed": False, "validation_summaries": [summary]})
    >>> [(signal.name, signal.score) for signal in found]
    [('guardrails_ai_toxic_language', 1.0), ('guardrails_ai', 1.0)]
    """
    found = Found("guardrails_ai", version=version, names=names)
    passed = read(outcome, "validation_passed", "validationPassed")
    summaries = each(read(outcome, "validation_summaries", "validationSummaries") or ())
    if not isinstance(passed, bool) or summaries is None:
        return found.unreadable()
    for summary in summaries:
        _validator(summary, found)
    if read(outcome, "error") is not None:
        found.blind("", "validation ended with an error")
    elif passed:
        found.passed("")
    else:
        found.tripped("")
    return found.signals()


def _validator(summary: object, found: Found) -> None:
    name = word(read(summary, "validator_name", "validatorName")) or "validator"
    match word(read(summary, "validator_status", "validatorStatus")):
        case "pass":
            found.passed(name)
        case "fail":
            found.tripped(name)
        case _:
            found.blind(name, "the validator gave no result")
