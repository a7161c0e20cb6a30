"""The words that plain sentences share: lists, amounts, spans of time, names of scopes and verdicts."""

from collections.abc import Iterable
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.decision import Verdict

_SCOPES: Final = {"agents": "For the agent", "topics": "On the topic", "objects": "About", "flows": "In the process"}
_SPANS: Final = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))

VERDICTS: Final = {
    Verdict.PROCEED: "the agent goes on",
    Verdict.HOLD: "the reply waits until a person has read it",
    Verdict.ASK_FIRST: "the action waits until somebody entitled approves it",
    Verdict.HAND_OVER: "a person takes the conversation over",
}


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *before, end = list(words) or ["nothing"]
    return f"{', '.join(before)} {last} {end}" if before else end


def named(code: str) -> str:
    """A code or a tool's name as words."""
    return code.replace("_", " ").replace("-", " ").replace(".", ": ")


def amounts(values: Iterable[Money]) -> str:
    """Limits, each in its own currency."""
    return listed(map(str, values), "or")


def span(seconds: int) -> str:
    """A span of time in its largest whole unit."""
    size, unit = next((each for each in _SPANS if seconds % each[0] == 0), _SPANS[-1])
    count = seconds // size
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def share(value: float) -> str:
    """A share of one, in percent."""
    return f"{value * 100:.0f} %" if value * 100 == round(value * 100) else f"{value * 100:.1f} %"


def lowered(text: str) -> str:
    """A sentence as a clause: its first letter small, without its full stop."""
    return (text[:1].lower() + text[1:]).rstrip(".")


def raised(text: str) -> str:
    """A clause as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(("”", ".")) else ".")


def within(scope: str, clause: str) -> str:
    """The clause as a sentence of its scope, such as `agents.shop`; the organisation's stands alone."""
    family, _, name = scope.partition(".")
    return raised(f"{_SCOPES[family]} {name}: {clause}" if family in _SCOPES else clause)
