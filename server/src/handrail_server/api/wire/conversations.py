"""The agent's side: observe, propose, act, and what comes back."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import (
    END,
    MOST_SAFE,
    Amount,
    Line,
    Moment,
    Name,
    OptionalText,
    Reply,
    Request,
    Score,
    Text,
)

Verdict = Literal["proceed", "hold", "ask_first", "hand_over"]
Floor = Annotated[
    int,
    msgspec.Meta(
        ge=1,
        le=MOST_SAFE,
        description="The floor token: the epoch in the answer to the customer's turn that this replies to. "
        "Send it back unchanged; never refresh it.",
    ),
]


class Confidence(Request, frozen=True, kw_only=True):
    """How likely the answer is right, and who says so."""

    value: Score
    origin: Literal["model", "log_probabilities", "retrieval", "judge"] = "model"


class Source(Request, frozen=True, kw_only=True):
    """Something the answer rests on."""

    id: Line
    title: Line | None = None
    text: OptionalText | None = None
    score: float | None = None


class Captured(Request, frozen=True, kw_only=True):
    """A data point the agent collected, with the number of the turn it came from."""

    name: Name
    value: OptionalText
    turn: Annotated[int, msgspec.Meta(ge=1, le=MOST_SAFE)] | None = None


class ToolCall(Request, frozen=True, kw_only=True):
    """A tool the agent called while it made this turn."""

    name: Name
    arguments: dict[str, object] | OptionalText = msgspec.field(default_factory=dict)
    result: object = None
    failed: bool = False
    call_id: Name | None = None


class SuppliedSignal(Request, frozen=True, kw_only=True):
    """A signal from a guardrail that the agent already runs."""

    name: Name
    score: Score
    source: Line
    blind: bool = False
    note: Line | None = None


class AttachmentReference(Request, frozen=True, kw_only=True):
    """A file that came with the turn."""

    id: Name
    media_type: Line
    size: Annotated[int, msgspec.Meta(ge=0, le=MOST_SAFE)]
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}" + END)]
    name: Line | None = None


class Spoken(Request, frozen=True, kw_only=True):
    """What any turn may carry."""

    id: Name
    text: Text
    said_at: Moment | None = None
    seq: Annotated[int, msgspec.Meta(ge=-MOST_SAFE, le=MOST_SAFE)] | None = None
    language: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*" + END)] | None = None
    confidence: Confidence | None = None
    topic: Line | None = None
    intent: Line | None = None
    sources: Annotated[tuple[Source, ...], msgspec.Meta(max_length=50)] = ()
    captured: Annotated[tuple[Captured, ...], msgspec.Meta(max_length=100)] = ()
    tool_calls: Annotated[tuple[ToolCall, ...], msgspec.Meta(max_length=50)] = ()
    signals: Annotated[tuple[SuppliedSignal, ...], msgspec.Meta(max_length=50)] = ()
    attachments: Annotated[tuple[AttachmentReference, ...], msgspec.Meta(max_length=20)] = ()


class Turn(Spoken, frozen=True, kw_only=True):
    """A turn that was said: `POST /v1/conversations/{conversation}/turns`. It is never refused for what it says.

    The first turn opens the conversation; `channel`, `customer` and `flow` are read then (a customer who becomes
    known later may be named by a later turn).
    """

    author: Literal["customer", "agent", "person"]
    person: Name | None = None
    """For author `person`: who spoke, where known."""
    floor: Floor | None = None
    channel: Name = "chat"
    customer: Name | None = None
    flow: Name | None = None
    agent: Name | None = None
    """Which agent this is about: the key's own."""
    error: Line | None = None
    """The agent's own failure, where it could not answer."""
    late: bool = False
    """Sent after an outage, in order, from the client's buffer: judged, and marked."""


class Draft(Spoken, frozen=True, kw_only=True):
    """What the agent wants to say: `POST /v1/conversations/{conversation}/proposals`."""

    floor: Floor


class ActionRequest(Request, frozen=True, kw_only=True):
    """What the agent wants to do: `POST /v1/conversations/{conversation}/actions`."""

    call_id: Name
    """The framework's id of this call; never made from its content."""
    tool: Name
    arguments: dict[str, object]
    floor: Floor
    amount: Amount | None = None
    """What it moves, where the policy cannot read it from the arguments."""
    impact: OptionalText | None = None
    topic: Line | None = None
    flow: Name | None = None


class HandOverRequest(Request, frozen=True, kw_only=True):
    """The agent itself asks for a person: `POST /v1/conversations/{conversation}/hand-over`."""

    id: Name
    reason: Line
    floor: Floor
    note: OptionalText | None = None


class EvidenceSpan(Reply, frozen=True, kw_only=True):
    """Where a reason comes from."""

    turn: int | None
    start: int
    end: int
    fact: str | None
    value: str | None


class Reason(Reply, frozen=True, kw_only=True):
    """Why, in one line, with its evidence."""

    code: str
    strength: Literal["hard", "soft"]
    verdict: Verdict
    rule: str
    score: float
    threshold: float | None
    line: str
    evidence: tuple[EvidenceSpan, ...]


class FloorState(Reply, frozen=True, kw_only=True):
    """Who holds the floor. `epoch` is the floor token."""

    holder: Literal["agent", "queue", "person", "nobody"]
    id: str | None
    epoch: int


class Judgement(Reply, frozen=True, kw_only=True):
    """The answer to a turn, a draft or an action."""

    decision: str | None
    """None for words that are not judged: those of people."""
    conversation: str
    turn: int | None
    verdict: Verdict
    enforced: bool
    """False in `observe` and `assist` mode: recorded, but nothing is stopped."""
    reasons: tuple[Reason, ...]
    say: str | None
    """What to tell the customer now; None: nothing."""
    case: str | None
    """The case that waits for a person, where there is one."""
    sealed: bool
    """True: do not read on. A person with the credential must open this turn first."""
    floor: FloorState
    note: str | None
    """The hand-back note of the person who had the conversation, until the agent has answered once."""
    whispers: tuple[str, ...]
    """Steering words of a supervisor for the next answer."""
    lines: tuple[str, ...] = ()
    """Remarks, such as `out of order` or `late`."""


class ActionState(Reply, frozen=True, kw_only=True):
    """A guarded call. It may run only under a lease."""

    action: str
    call_id: str
    tool: str
    digest: str
    state: Literal["proposed", "waiting", "ready", "leased", "completed", "failed", "unknown", "refused"]
    verdict: Verdict
    reasons: tuple[Reason, ...]
    say: str | None
    case: str | None
    expires_at: Moment | None
    result: object
    error: str | None
    ground: str | None
    floor: FloorState


class LeaseRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/actions/{action}/lease`."""

    floor: Floor | None = None
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}" + END)]
    """The digest of the arguments about to run; another one is refused."""


class Lease(Reply, frozen=True, kw_only=True):
    """The one execution that may run now. Anybody else who asks gets the recorded result, or waits."""

    action: str
    state: Literal["leased", "completed", "failed", "unknown"]
    lease: str | None
    """None: it has run already; `result` is what was recorded."""
    arguments: dict[str, object]
    until: Moment | None
    result: object
    error: str | None


class Completion(Request, frozen=True, kw_only=True):
    """`POST /v1/actions/{action}/completion`."""

    lease: Name
    result: object = None


class Failure(Request, frozen=True, kw_only=True):
    """`POST /v1/actions/{action}/failure`."""

    lease: Name
    error: Line


class Delivery(Reply, frozen=True, kw_only=True):
    """Something the agent's application must pass on or know. Acknowledge it by id."""

    id: str
    conversation: str
    kind: Literal["words", "control", "whisper", "action", "feedback"]
    epoch: int
    author: Literal["agent", "person", "system"] | None
    author_name: str | None
    text: str | None
    turn: int | None
    holder: FloorState | None
    note: str | None
    action: str | None
    at: Moment
    decided: Literal["approved", "rejected", "expired", "discarded"] | None = None
    """Of an action, or of a draft that waited (`discarded`): what a person, or the clock, decided."""
    case: str | None = None
    expires_at: Moment | None = None
    """Until when a whisper holds."""
    label: Literal["incorrect", "unhelpful", "harmful"] | None = None
    """Of feedback: what a person said of the reply in `turn`; their comment is the `note`."""


class Deliveries(Reply, frozen=True, kw_only=True):
    """Deliveries in order, oldest first of each conversation."""

    deliveries: tuple[Delivery, ...]
