"""What may come with words or with a wish to act: typed values, checked before they are sent."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, TypedDict

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


def _exact(value: object) -> object:
    """Money is never a float: 0.1 + 0.2 is not 0.3 there."""
    if isinstance(value, float):
        raise ValueError("Give the amount as a Decimal or as text, such as '120.50'.")  # noqa: TRY004  pydantic reports it
    return value


def _plain(value: Decimal) -> str:
    return format(value, "f")


class Part(BaseModel):
    """What all parts share: they are values, and a misspelt name is an error here, not at the server."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Confidence(Part):
    """How likely the answer is right, from 0 to 1, and who says so.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Where is my parcel?")
    >>> chat.propose("It arrives today.", confidence=Confidence(value=0.93, origin="judge")).say_it
    True

    A plain number is the model's own: `confidence=0.93`.
    """

    value: Annotated[float, Field(ge=0, le=1)]
    origin: Literal["model", "log_probabilities", "retrieval", "judge"] = "model"


class Source(Part):
    """Something the answer rests on.

    >>> Source(id="faq/returns", title="Returns", score=0.8).id
    'faq/returns'
    """

    id: str
    title: str | None = None
    text: str | None = None
    score: float | None = None


class Captured(Part):
    """A data point the agent collected, with the number of the turn it came from.

    >>> Captured(name="order", value="A1", turn=3).value
    'A1'
    """

    name: str
    value: str
    turn: int | None = None


class ToolCall(Part):
    """A tool the agent called while it made this turn. Calls that change anything belong to `act`.

    >>> ToolCall(name="find_order", arguments={"order": "A1"}, result={"state": "sent"}).failed
    False
    """

    name: str
    arguments: dict[str, object] | str = Field(default_factory=dict)
    result: object = None
    failed: bool = False
    call_id: str | None = None


class SuppliedSignal(Part):
    """What a guardrail of yours noticed, from 0 to 1.

    >>> SuppliedSignal(name="prompt_injection", score=0.9, source="nemo").blind
    False
    """

    name: str
    score: Annotated[float, Field(ge=0, le=1)]
    source: str
    blind: bool = False
    note: str | None = None


class Attachment(Part):
    """A file that came with the turn: what it is, never its bytes.

    >>> Attachment(id="f-1", media_type="image/png", size=1024, digest="0" * 64).media_type
    'image/png'
    """

    id: str
    media_type: str
    size: Annotated[int, Field(ge=0)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: str | None = None


class Amount(Part):
    """Money: a Decimal, or its text, and an ISO 4217 currency. A float is refused.

    >>> from decimal import Decimal
    >>> Amount(amount=Decimal("120.50"), currency="EUR").model_dump(mode="json")
    {'amount': '120.50', 'currency': 'EUR'}
    """

    amount: Annotated[Decimal, BeforeValidator(_exact), PlainSerializer(_plain)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class About(TypedDict, total=False):
    """What may be said about any turn, each by its name.

    >>> about: About = {"topic": "delivery", "language": "en"}
    >>> rail.conversation("c-1").customer("Where is my parcel?", **about).verdict
    'proceed'
    """

    id: str
    """Your own id of the turn, so that sending it again changes nothing. Without one, one is made."""
    said_at: datetime
    seq: int
    language: str
    confidence: Confidence | float
    """How sure the agent is; a plain number from 0 to 1 is the model's own."""
    topic: str
    intent: str
    sources: tuple[Source, ...]
    captured: tuple[Captured, ...]
    tool_calls: tuple[ToolCall, ...]
    signals: tuple[SuppliedSignal, ...]
    attachments: tuple[Attachment, ...]


class Asking(TypedDict, total=False):
    """What may come with a wish to act, each by its name.

    >>> asking: Asking = {"amount": Amount(amount="120.50", currency="EUR"), "impact": "Money leaves the account."}
    >>> asking["amount"].currency
    'EUR'
    """

    amount: Amount
    """What it moves, where the policy cannot read it from the arguments."""
    impact: str
    topic: str
    flow: str
