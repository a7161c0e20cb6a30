"""A notice as its case keeps it: what somebody must hear, who was told, and whether anybody answered."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import NoticeId, PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At


class Severity(StrEnum):
    """A critical notice climbs from person to person until somebody acknowledges it."""

    CRITICAL = "critical"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Heads only: codes, an amount and a link, never the customer's words."""

    id: NoticeId
    severity: Severity
    reasons: tuple[str, ...]
    amount: Money | None = None
    link: str
    """The console's path that opens the case."""
    recipients: tuple[PersonId, ...]
    """The people told last; climbing goes on from them."""
    told: tuple[PersonId, ...]
    """Everybody told so far."""
    channels: tuple[str, ...] = ()
    """Outside addresses told with them, such as `slack:#escalations`."""
    raised_at: At
    rung: int = 0
    repeats: int = 0
    """How often the same was raised again and folded into this notice."""
    climbs_at: At | None = None
    acknowledged_by: PersonId | None = None
    acknowledged_at: At | None = None
