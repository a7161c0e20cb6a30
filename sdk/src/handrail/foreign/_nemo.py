"""NeMo Guardrails: the answer of `generate` with its log, of `check`, and of the server's `guardrail/checks`."""

from collections.abc import Mapping

from handrail._said import SuppliedSignal
from handrail.foreign._found import Found
from handrail.foreign._reading import each, mapping, read, word

_GOOD = frozenset({"passed", "success"})
_GUARDS = frozenset({"input", "output", "retrieval", "tool_call", "tool_result", "tool_input", "tool_output"})
"""Rails that guard; `dialog` and `generation` rails are how the bot talks."""


def nemo(
    result: object, *, version: str | None = None, names: Mapping[str, str] | None = None
) -> tuple[SuppliedSignal, ...]:
    """One signal for each rail that guards, such as `nemo_self_check_input`; it tripped where it stopped the talk.

    Takes a `GenerationResponse` made with `options={"log": {"activated_rails": True}}`, its `log`, a `RailsResult`,
    or the JSON of `/v1/guardrail/checks`. Without the log a `GenerationResponse` tells nothing, and is `blind`.
    A rail whose parameters stand in its name (`… $model=content_safety`) is named without them.

    >>> rail = {"type": "input", "name": "self check input", "stop": True}
    >>> found = foreign.nemo({"response": [], "log": {"activated_rails": [rail]}})
    >>> found[0].name, found[0].score
    ('nemo_self_check_input', 1.0)
    """
    found = Found("nemo", version=version, names=names)
    known = _statuses(result, found) or _rails_result(result, found) or _log(read(result, "log") or result, found)
    return found.signals() if known else found.unreadable()


def _statuses(result: object, found: Found) -> bool:
    """`{"rails_status": {"self check input": {"status": "blocked"}}}`."""
    rails = mapping(read(result, "rails_status"))
    if rails is None:
        return False
    for name, rail in rails.items():
        _status(_plain(name), word(read(rail, "status")), found)
    if not rails and word(read(result, "status")) not in _GOOD:
        found.blind("", "the check failed and named no rail")
    return True


def _rails_result(result: object, found: Found) -> bool:
    """`RailsResult(status, content, rail)`."""
    status = word(read(result, "status"))
    if status is None:
        return False
    _status(_plain(word(read(result, "rail")) or "rails"), status, found)
    return True


def _status(name: str, status: str | None, found: Found) -> None:
    if status in _GOOD:
        found.passed(name)
    elif status in {"blocked", "modified"}:
        found.tripped(name, note=status)
    else:
        found.blind(name, "the rail failed")


def _log(log: object, found: Found) -> bool:
    rails = each(read(log, "activated_rails"))
    if rails is None:
        return False
    for rail in rails:
        name, stopped = word(read(rail, "name")), read(rail, "stop")
        if name is None or not isinstance(stopped, bool):
            return False
        if stopped:
            found.tripped(_plain(name), note=word(read(rail, "type")))
        elif word(read(rail, "type")) in _GUARDS:
            found.passed(_plain(name))
    return True


def _plain(name: str) -> str:
    return name.partition("$")[0].strip()
