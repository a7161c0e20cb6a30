"""One turn: what somebody said, or what the agent wants to say."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import ConversationId, TurnId, TurnNumber
from handrail_server.core.basics.time import At


class Saying(StrEnum):
    """Whether the words were said, or are a draft that asks first."""

    SAID = "said"
    PROPOSED = "proposed"


class TurnStatus(StrEnum):
    """What became of a turn. All but `said` and `released` are drafts that the customer never saw."""

    SAID = "said"
    HELD = "held"
    RELEASED = "released"
    EDITED = "edited"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class ConfidenceOrigin(StrEnum):
    """Where a confidence comes from. `estimated` is ours, where none was supplied."""

    MODEL = "model"
    LOG_PROBABILITIES = "log_probabilities"
    RETRIEVAL = "retrieval"
    JUDGE = "judge"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How likely the answer is right, 0..1, and who says so."""

    value: float
    origin: ConfidenceOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a turn; its bytes lie behind a port."""

    id: str
    media_type: str
    size: int
    digest: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something the agent's answer rests on: a document, a passage, a record."""

    id: str
    title: str | None = None
    text: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A data point that the agent collected, with the turn it came from."""

    name: str
    value: str
    turn: TurnNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A tool that the agent called while it made this turn, with what came back."""

    name: str
    arguments: str
    """JSON text, as the agent sent it."""
    result: str | None = None
    failed: bool = False
    call_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedSignal:
    """A signal that came in with the turn, from a guardrail the agent already runs."""

    name: str
    score: float
    source: str
    """The tool and its version, such as `nemo@0.24`."""
    blind: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn as it came in, before it is judged.

    `said_at` is shown; `received_at` drives deadlines and measures. Order is `number`, the server's; `seq` is the
    client's and may have gaps or come late.
    """

    conversation: ConversationId
    id: TurnId
    number: TurnNumber
    author: Actor
    text: str
    saying: Saying = Saying.SAID
    channel: str
    language: str | None = None
    said_at: At
    received_at: At
    seq: int | None = None
    out_of_order: bool = False
    late: bool = False
    epoch: int
    """The floor's epoch when the turn was accepted; delivered with it, so that a receiver can check law 1 itself."""
    replies_to: TurnNumber | None = None
    attachments: tuple[Attachment, ...] = ()
    confidence: Confidence | None = None
    topic: str | None = None
    intent: str | None = None
    sources: tuple[Source, ...] = ()
    captured: tuple[Captured, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    signals: tuple[SuppliedSignal, ...] = ()
    error: str | None = None
    """The agent's own failure (exception, outage), where it reports one instead of an answer."""
    amount: Decimal | None = None
    currency: str | None = None
