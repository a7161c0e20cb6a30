"""Whether, of whom and about which turns a second opinion is asked."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import AgentId

LONGEST_SECONDS = 60
MOST_A_DAY = 1_000_000
MOST_AT_ONCE = 32


class Asking(StrEnum):
    """About which of the turns that went on it is asked."""

    SAMPLE = "sample"
    """A share of them, drawn by the turn's own id."""
    UNSURE = "unsure"
    """Where the strongest of the built-in signals lies between two bounds: something was noticed, but not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSettings:
    """An endpoint that speaks the OpenAI chat protocol, and what it is asked. `key` is sealed."""

    on: bool = False
    address: str
    """Up to, and without, `/chat/completions`."""
    model: str
    key: str | None = None
    agents: tuple[AgentId, ...] = ()
    """Only turns of these agents' conversations; all where none is named."""
    topics: tuple[str, ...] = ()
    """Only these topics; all where none is named."""
    asking: Asking = Asking.UNSURE
    share: float = 1.0
    """Of the turns that are chosen otherwise, this share is asked about."""
    low: float = 0.2
    high: float = 0.8
    seconds: int = 10
    """How long one request may take."""
    daily: int = 1_000
    """Requests a day (UTC), those that failed among them."""
    at_once: int = 4
    """Requests under way in one process."""


def check(settings: OpinionSettings) -> None:
    """Raises `Invalid` for what cannot be meant."""
    if not settings.model.strip():
        raise Invalid("A model has a name.", field="model")
    bounds = (
        ("seconds", settings.seconds, 1, LONGEST_SECONDS),
        ("daily", settings.daily, 1, MOST_A_DAY),
        ("at_once", settings.at_once, 1, MOST_AT_ONCE),
        ("share", settings.share, 0, 1),
        ("low", settings.low, 0, 1),
        ("high", settings.high, 0, 1),
    )
    for field, value, least, most in bounds:
        if not least <= value <= most:
            raise Invalid(f"It is not {least} to {most:,}.", field=field)
    if settings.low > settings.high:
        raise Invalid("The lower bound lies above the upper one.", field="low")
