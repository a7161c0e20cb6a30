"""LLM Guard: what `scan_prompt` and `scan_output` return, or the JSON of its API."""

from collections.abc import Mapping

from handrail._said import SuppliedSignal
from handrail.foreign._found import Found
from handrail.foreign._reading import each, mapping, number, read

_SCANNED = 3


def llm_guard(
    result: object, *, version: str | None = None, names: Mapping[str, str] | None = None
) -> tuple[SuppliedSignal, ...]:
    """One signal for each scanner, such as `llm_guard_prompt_injection`.

    Takes the triple (text, valid, risk scores) of `scan_prompt` and `scan_output`, or the API's
    `{"is_valid": …, "scanners": {name: score}}`, which tells no verdict of a single scanner: there the scores stand as
    they are, and `llm_guard` carries the verdict on the whole. Negative risks (nothing to look at) count as none.

    >>> found = foreign.llm_guard(("…", {"PromptInjection": False}, {"PromptInjection": 0.9}))
    >>> found[0].name, found[0].score
    ('llm_guard_prompt_injection', 0.9)
    """
    found = Found("llm_guard", version=version, names=names)
    triple = each(result)
    if triple is not None and len(triple) == _SCANNED:
        known = _scanned(triple[1], triple[2], found)
    else:
        known = _answered(read(result, "is_valid"), read(result, "scanners"), found)
    return found.signals() if known else found.unreadable()


def _scanned(verdicts: object, risks: object, found: Found) -> bool:
    valid, scores = mapping(verdicts), mapping(risks)
    if valid is None or scores is None:
        return False
    for name, passed in valid.items():
        match passed:
            case True:
                found.passed(name, number(scores.get(name)))
            case False:
                found.tripped(name, number(scores.get(name)))
            case _:
                found.blind(name, "the scanner gave no verdict")
    return True


def _answered(verdict: object, risks: object, found: Found) -> bool:
    scores = mapping(risks)
    if not isinstance(verdict, bool) or scores is None:
        return False
    for name, risk in scores.items():
        score = number(risk)
        if score is None:
            found.blind(name, "the scanner gave no score")
        else:
            found.graded(name, score)
    if verdict:
        found.passed("")
    else:
        found.tripped("")
    return True
