"""OpenAI guardrails: the results of `GuardrailsOpenAI`, of `run_guardrails`, and of the Agents SDK's tripwires."""

from collections.abc import Mapping

from handrail._said import SuppliedSignal
from handrail.foreign._found import Found
from handrail.foreign._reading import each, number, read, word

_STAGES = ("preflight", "input", "output")
_RUNS = (
    "input_guardrail_results",
    "output_guardrail_results",
    "tool_input_guardrail_results",
    "tool_output_guardrail_results",
)


def openai_guardrails(
    result: object, *, version: str | None = None, names: Mapping[str, str] | None = None
) -> tuple[SuppliedSignal, ...]:
    """One signal for each guardrail, such as `openai_guardrails_jailbreak`.

    Takes a `GuardrailsResponse` or its `guardrail_results`, a `GuardrailTripwireTriggered` exception, a run of the
    Agents SDK, one result or a list of them. A guardrail that failed to run (`execution_failed`) counts as tripped.

    >>> said = {"guardrail_name": "Jailbreak", "flagged": True, "confidence": 0.85, "threshold": 0.7}
    >>> found = foreign.openai_guardrails([{"tripwire_triggered": True, "info": said}])
    >>> found[0].name, found[0].score
    ('openai_guardrails_jailbreak', 0.85)
    """
    found = Found("openai_guardrails", version=version, names=names)
    results = _results(result)
    if results is None or not all(_told(each_result, found) for each_result in results):
        return found.unreadable()
    return found.signals()


def _results(result: object) -> tuple[object, ...] | None:
    if (listed := each(result)) is not None:
        return listed
    inner = read(result, "guardrail_results", "guardrail_result")
    if inner is not None:
        return _results(inner)
    if _tripwire(result) is not None:
        return (result,)
    if (everything := each(read(result, "all_results"))) is not None:
        return everything
    stages = [listed for name in (*_STAGES, *_RUNS) if (listed := each(read(result, name))) is not None]
    return tuple(one for stage in stages for one in stage) if stages else None


def _tripwire(result: object) -> bool | None:
    triggered = read(result, "tripwire_triggered")
    return triggered if isinstance(triggered, bool) else None


def _told(result: object, found: Found) -> bool:
    """Whether it was a result; those of the Agents SDK lie in an `output`, with their words in `output_info`."""
    output = read(result, "output")
    inner = result if _tripwire(result) is not None or output is None else output
    triggered, info = _tripwire(inner), read(inner, "info", "output_info")
    if triggered is None:
        return False
    name = word(read(info, "guardrail_name")) or word(read(read(result, "guardrail"), "name")) or "guardrail"
    if read(inner, "execution_failed") is True or read(info, "execution_failed") is True:
        found.tripped(name, note="execution_failed")
    elif triggered:
        found.tripped(name, number(read(info, "confidence")))
    else:
        found.passed(name, number(read(info, "confidence")))
    return True
