"""What drifted, on the wire."""

from typing import Literal

from handrail_server.api.wire.learning import Interval
from handrail_server.api.wire.shape import Moment, Reply

DriftKind = Literal["confidence", "firing", "avoidable", "wrong", "missed"]


class SideReply(Reply, frozen=True, kw_only=True):
    """A series in one window: a share of conversations, or their mean confidence, with its 95 % interval."""

    value: float
    between: Interval
    conversations: int
    since: Moment
    until: Moment


class ComparedReply(Reply, frozen=True, kw_only=True):
    """A series lately beside its reference."""

    kind: DriftKind
    rule: str | None
    """Which threshold or rule fires, where the kind is `firing`."""
    title: str | None
    """The rule in words."""
    before: SideReply
    after: SideReply
    chance: float
    """How often chance alone makes a difference like this, at most."""


class DriftAlarmReply(ComparedReply, frozen=True, kw_only=True):
    """What moved, as it was when it was noticed."""

    alarm: int
    noticed_at: Moment
    standing: bool
    """Nobody has answered for it, and what judges was not changed since."""
    acknowledged_at: Moment | None
    acknowledged_by: str | None


class DriftReply(Reply, frozen=True, kw_only=True):
    """`GET /v1/drift`: the alarms, the newest first, and every series as it is today."""

    alarms: tuple[DriftAlarmReply, ...]
    series: tuple[ComparedReply, ...]
    """Those that differ most first; empty while there is too little to compare."""
    reference_since: Moment | None
    """When what judges was last changed; null: never."""
    fewest: int
    """Conversations of the reference, and as many after it, below which nothing is compared."""
    false_alarms: float
    """The chance of any false alarm between two changes of what judges."""
