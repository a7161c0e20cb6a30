"""What the fake accepts: as strict as the server, so that a test fails where the server would refuse."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from handrail._said import Amount, Attachment, Captured, Confidence, Source, SuppliedSignal, ToolCall

Text = Annotated[str, Field(min_length=1, max_length=100_000)]
Line = Annotated[str, Field(min_length=1, max_length=500)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\w.:@+/=~-]+$")]
Floor = Annotated[int, Field(ge=1, strict=True)]


class Request(BaseModel):
    """Unknown fields are refused, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Spoken(Request):
    """What any turn may carry."""

    id: Name
    text: Text
    said_at: datetime | None = None
    seq: int | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
    confidence: Confidence | None = None
    topic: Line | None = None
    intent: Line | None = None
    sources: Annotated[tuple[Source, ...], Field(max_length=50)] = ()
    captured: Annotated[tuple[Captured, ...], Field(max_length=100)] = ()
    tool_calls: Annotated[tuple[ToolCall, ...], Field(max_length=50)] = ()
    signals: Annotated[tuple[SuppliedSignal, ...], Field(max_length=50)] = ()
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=20)] = ()


class Turn(Spoken):
    """A turn that was said."""

    author: Literal["customer", "agent", "person"]
    person: Name | None = None
    floor: Floor | None = None
    channel: Name = "chat"
    customer: Name | None = None
    flow: Name | None = None
    agent: Name | None = None
    error: Line | None = None
    late: bool = False


class Draft(Spoken):
    """What the agent wants to say."""

    floor: Floor


class ActionRequest(Request):
    """What the agent wants to do."""

    call_id: Name
    tool: Name
    arguments: dict[str, object]
    floor: Floor
    amount: Amount | None = None
    impact: Annotated[str, Field(max_length=100_000)] | None = None
    topic: Line | None = None
    flow: Name | None = None


class HandOverRequest(Request):
    """The agent itself asks for a person."""

    id: Name
    reason: Line
    floor: Floor
    note: Annotated[str, Field(max_length=100_000)] | None = None


class LeaseRequest(Request):
    """The wish to run a call now."""

    floor: Floor | None = None
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Completion(Request):
    """A call was done."""

    lease: Name
    result: object = None


class Failure(Request):
    """A tool failed."""

    lease: Name
    error: Line


class Acknowledgement(Request):
    """A delivery was passed on: nothing more to say."""


class LessonQuestion(Request):
    """What the customer asks."""

    query: Text
    limit: Annotated[int, Field(ge=1, le=10)] = 3
