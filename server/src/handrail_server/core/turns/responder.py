"""Who answers for an agent that Handrail stands around, and how it is asked."""

from dataclasses import dataclass
from enum import StrEnum

SECONDS = 30
LONGEST_SECONDS = 120


class ResponderKind(StrEnum):
    """What is asked for the agent's answers."""

    EMBEDDED = "embedded"
    """Our own small retrieval agent: it needs no model and no network."""
    WEBHOOK = "webhook"
    """The agent's application, by a signed request."""
    CHAT = "chat"
    """An endpoint that speaks the OpenAI chat protocol."""
    PYTHON = "python"
    """A callable that is installed beside the server (entry point `handrail.responders`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responder:
    """How an agent is asked. `key` is sealed: only the server that sealed it can open it."""

    kind: ResponderKind = ResponderKind.EMBEDDED
    address: str | None = None
    """For `webhook` and `chat`: where it is."""
    model: str | None = None
    """For `chat`: which model."""
    name: str | None = None
    """For `python`: the entry point's name."""
    instructions: str | None = None
    """For `chat`: what the model is told first."""
    log_probabilities: bool = False
    """For `chat`: ask for them, as a confidence. Some models refuse."""
    seconds: int = SECONDS
    """How long one request may take."""
    key: str | None = None


DEFAULT = Responder()
