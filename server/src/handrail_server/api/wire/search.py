"""What a search finds."""

from handrail_server.api.wire.shape import Moment, Reply


class Place(Reply, frozen=True, kw_only=True):
    """A part of a text, in characters."""

    start: int
    end: int


class Excerpt(Reply, frozen=True, kw_only=True):
    """Where the words stand."""

    turn: int
    author: str
    said_at: Moment
    text: str
    spans: tuple[Place, ...]


class ConversationHit(Reply, frozen=True, kw_only=True):
    """A conversation that is yours to look at. Of one that is sealed to you there are heads only."""

    conversation: str
    customer: str | None
    customer_name: str | None
    agent: str
    channel: str
    topic: str | None
    active_at: Moment
    open: bool
    sealed: bool
    turns: int
    holder: str
    case: str | None
    """Its latest case."""
    case_state: str | None
    reasons: tuple[str, ...]
    excerpt: Excerpt | None
    """Absent where only an id or a reason was asked for."""


class ConversationHits(Reply, frozen=True, kw_only=True):
    """The newest activity first. A page may hold fewer than asked for, even none: `next` says whether to look on."""

    hits: tuple[ConversationHit, ...]
    next: str | None


class CustomerHit(Reply, frozen=True, kw_only=True):
    """A customer with what the CRM says of them."""

    customer: str
    name: str | None
    email: str | None
    account: str | None
    tier: str | None
    stale: bool
    """The CRM did not answer in time."""
    last_conversation: str | None
    """The one of theirs that is yours to look at and was active last."""


class CustomerHits(Reply, frozen=True, kw_only=True):
    """By id. A page may hold fewer than asked for, even none: `next` says whether to look on."""

    hits: tuple[CustomerHit, ...]
    next: str | None
