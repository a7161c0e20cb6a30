"""What a customer in a widget sends and sees."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Line, Moment, Name, Reply, Request

ChatText = Annotated[str, msgspec.Meta(max_length=8_000, description="Words; empty only beside files.")]
Token = Annotated[str, msgspec.Meta(min_length=1, max_length=4_000)]


class ChatLook(Reply, frozen=True, kw_only=True):
    """How a widget looks and what it says; no secret, and the same for everybody."""

    title: str
    greeting: str
    language: str
    accent: str
    scheme: Literal["auto", "light", "dark"]
    texts: dict[str, str]
    """Words that the organisation says differently, by their names in the widget's own table."""
    files: bool
    file_types: tuple[str, ...]
    file_limit: int
    """Bytes."""


class ChatOpening(Request, frozen=True, kw_only=True):
    """`POST /v1/chat/{widget}/sessions`."""

    returning: Token | None = None
    """From the last answer of this kind, kept by the browser."""
    customer_token: Token | None = None
    """A JWT that the shop's backend signed (HS256 with the widget's secret, or EdDSA): `sub`, `exp`, `aud`."""


class ChatSession(Reply, frozen=True, kw_only=True):
    """A visit: send `token` as `Authorization: Bearer …`, ask again before it ends."""

    token: str
    until: Moment
    returning: str
    conversation: str
    known: bool
    """The shop vouched for the customer."""


class ChatMessage(Request, frozen=True, kw_only=True):
    """`POST /v1/chat/{widget}/messages`. `id` is yours: the same message twice is one."""

    id: Name
    text: ChatText = ""
    attachments: Annotated[tuple[Name, ...], msgspec.Meta(max_length=5)] = ()
    language: Name | None = None
    """What the browser speaks, such as `de`."""


class ChatReceipt(Reply, frozen=True, kw_only=True):
    """It is on the disk."""

    id: str
    number: int
    at: Moment


class ChatFile(Reply, frozen=True, kw_only=True):
    """A file that was kept: what it is, by its bytes."""

    id: str
    name: str
    media_type: str
    size: int
    digest: str


class ChatWords(Reply, frozen=True, kw_only=True):
    """Something said that the customer may see."""

    number: int
    id: str
    """The sender's own id, for the customer's words."""
    author: Literal["customer", "agent", "person", "system"]
    name: str | None
    """Who speaks: the agent's name, a person's first name."""
    text: str
    attachments: tuple[ChatFile, ...]
    at: Moment


class ChatHistory(Reply, frozen=True, kw_only=True):
    """Words in their order, the newest last."""

    messages: tuple[ChatWords, ...]
    before: int | None
    """Ask with this for what was said before; None: this is the beginning."""


class ChatState(Reply, frozen=True, kw_only=True):
    """Who has the floor now, and how long it may take."""

    speaker: Literal["agent", "person", "queue", "nobody"]
    name: str | None
    waiting: bool
    """A person was asked and has not come yet."""
    position: int | None
    """1 is next; None where it cannot be known."""
    wait_seconds: int | None
    opens_at: Moment | None
    staffed: bool | None
    """Whether anybody is there to come; None where nobody waits."""
    typing: Literal["agent", "person"] | None
    ended: bool


class ChatContact(Request, frozen=True, kw_only=True):
    """`POST /v1/chat/{widget}/contact`."""

    email: Line


class ChatRating(Request, frozen=True, kw_only=True):
    """`POST /v1/chat/{widget}/ratings`: satisfaction (1 to 5) or recommendation (0 to 10)."""

    kind: Literal["csat", "nps"]
    score: Annotated[int, msgspec.Meta(ge=0, le=10)]
    comment: Annotated[str, msgspec.Meta(max_length=2_000)] | None = None


class TypingState(Reply, frozen=True, kw_only=True):
    """Who is typing, as far as this process knows."""

    customer: bool
    person: bool
