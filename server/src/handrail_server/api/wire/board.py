"""The supervisor's board: what is live, ranked by who needs a person now."""

from typing import Literal

from handrail_server.api.wire.cases import Kind, MoneyReply, State
from handrail_server.api.wire.setup import StopReply
from handrail_server.api.wire.shape import Moment, Reply


class BoardHolder(Reply, frozen=True, kw_only=True):
    """Who holds the floor."""

    kind: Literal["agent", "queue", "person", "nobody"]
    id: str | None


class BoardNeed(Reply, frozen=True, kw_only=True):
    """One sign that somebody should look, with its points; docs/reference/board.md lists all of them."""

    sign: str
    points: int
    since: Moment | None


class BoardCase(Reply, frozen=True, kw_only=True):
    """An open case of the conversation: heads only."""

    id: str
    kind: Kind
    state: State
    queue: str | None
    owner: str | None
    severity: str
    reasons: tuple[str, ...]
    """Codes."""
    requested_at: Moment
    accept_by: Moment
    expires_at: Moment | None
    held: bool
    """It is a held reply."""
    sealed: bool
    practice: bool
    version: int


class BoardRow(Reply, frozen=True, kw_only=True):
    """A live conversation. Heads and numbers; its words are read where it is opened."""

    id: str
    version: int
    agent: str
    customer: str | None
    customer_name: str | None
    """From the CRM; absent where the conversation is sealed."""
    channel: str
    language: str
    mode: Literal["observe", "assist", "enforce"]
    flow: str | None
    topic: str | None
    holder: BoardHolder
    epoch: int
    turns: int
    opened_at: Moment
    active_at: Moment
    waiting_since: Moment | None
    """Since when the customer, or a decision, waits for somebody."""
    sealed: bool
    flagged: bool
    holds_replies: bool
    paused_until: Moment | None
    sentiment: tuple[float, ...]
    """Of the customer's last turns (at most 20), oldest first, −1 to 1."""
    confidence: tuple[float, ...]
    """Of the agent's last turns (at most 20), oldest first, 0 to 1."""
    points: int
    level: Literal["now", "soon", "calm"]
    needs: tuple[BoardNeed, ...]
    """Why it stands where it stands, most points first."""
    cases: tuple[BoardCase, ...]


class BoardQueue(Reply, frozen=True, kw_only=True):
    """What waits in a queue now."""

    id: str
    name: str
    waiting: int
    oldest_at: Moment | None
    in_hand: int
    """Open cases of it that somebody has."""
    staffed: int
    """Its people who are online."""


class WaitingQueues(Reply, frozen=True, kw_only=True):
    """What waits in the queues that you may look into."""

    queues: tuple[BoardQueue, ...]
    number: int


class BoardPerson(Reply, frozen=True, kw_only=True):
    """A person with presence and load."""

    id: str
    name: str
    roles: tuple[str, ...]
    queues: tuple[str, ...]
    status: Literal["online", "busy", "away", "offline"]
    status_since: Moment
    used: int
    capacity: int
    cases: tuple[str, ...]
    """What they have in hand or are offered."""


class BoardNotice(Reply, frozen=True, kw_only=True):
    """A critical notice that nobody has acknowledged."""

    id: str
    case: str
    conversation: str
    reasons: tuple[str, ...]
    amount: MoneyReply | None
    raised_at: Moment
    rung: int
    """How far it has climbed."""
    told: tuple[str, ...]
    """Everybody who was told."""
    mine: bool
    """It is in your own list: you can acknowledge it."""


class Board(Reply, frozen=True, kw_only=True):
    """The board, or what of it has changed since the `cursor` you sent."""

    whole: bool
    """These rows are all there are: forget those you have. Else put each in the place of the one of its id."""
    rows: tuple[BoardRow, ...]
    """The order of the board: more points first, then the longest `waiting_since` (else `active_at`), then the id."""
    gone: tuple[str, ...]
    """Ids that are no longer live."""
    live: int
    """How many conversations are live, also where `rows` has not all of them."""
    queues: tuple[BoardQueue, ...]
    people: tuple[BoardPerson, ...] | None
    """All of them; None where none has changed since the cursor."""
    notices: tuple[BoardNotice, ...]
    stops: tuple[StopReply, ...]
    """Emergency stops in force."""
    at: Moment
    number: int
    """The place in the stream before this read."""
    cursor: str
    """Send it back to be told what has changed."""


class TodayFigure(Reply, frozen=True, kw_only=True):
    """A figure of today so far, beside what is usual at this time of this weekday."""

    name: str
    unit: Literal["share", "seconds", "sentiment"]
    definition: str
    value: float | None
    of: int
    """How many conversations, cases or turns it rests on."""
    usual: float | None
    """The median of the same part of the same weekday in the last weeks; None: there is no usual yet."""
    lowest: float | None
    highest: float | None
    days: int
    """How many days the usual rests on."""
    days_of: int
    """How many conversations, cases or turns those days had until this time."""


class TodayQueue(Reply, frozen=True, kw_only=True):
    """How a queue is served today, and how long whoever comes now will wait."""

    id: str
    service_level: float | None
    """Of the cases taken today, or that should have been, the share taken in time."""
    of: int
    estimate_seconds: int | None
    """None where nobody is there, or nothing is known yet of how long its cases take."""
    staffed: int
    opens_at: Moment | None
    """When it opens, where it is closed now."""


class Today(Reply, frozen=True, kw_only=True):
    """Today so far."""

    since: Moment
    """Midnight, where the organisation is."""
    weeks: int
    """Against how many weeks the usual is taken."""
    figures: tuple[TodayFigure, ...]
    queues: tuple[TodayQueue, ...]
    at: Moment


class StopPreview(Reply, frozen=True, kw_only=True):
    """What an emergency stop would stop now."""

    scope: Literal["agent", "topic", "organisation"]
    id: str
    conversations: int
    """Live conversations in which an agent would fall silent."""
    actions: int
    """Approvals of theirs that wait, and could not be executed."""
    agents: tuple[str, ...]
    in_force: bool
    """It is stopped already."""
