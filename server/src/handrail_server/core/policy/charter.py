"""What an agent is authorised to do. What lies outside is the hard reason `out_of_scope` or `over_authority`."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, MINUTE, At

ANY = "*"


class Weekday(StrEnum):
    """The days as the policy writes them, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_THURSDAY = 3
"""1970-01-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """When the agent may work: `opens` to `closes` (minutes from midnight) on `days`, at a fixed distance from UTC.

    A fixed distance, since the core knows no time zones: who keeps summer time writes two policies or two windows.
    """

    days: tuple[Weekday, ...] = tuple(Weekday)
    opens: int = 0
    closes: int = 1_440
    utc_offset: int = 0
    """Minutes east of UTC."""

    def cover(self, at: At) -> bool:
        """Whether `at` lies within; hours that close before they open run past midnight."""
        local = at + self.utc_offset * MINUTE
        minute = local % DAY // MINUTE
        today = (local // DAY + _THURSDAY) % 7
        names = [str(day) for day in self.days]
        days = list(Weekday)
        if self.opens < self.closes:
            return str(days[today]) in names and self.opens <= minute < self.closes
        late = str(days[today]) in names and minute >= self.opens
        return late or (str(days[today - 1]) in names and minute < self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLimit:
    """How much an agent may move by itself, for one act (a tool's name, or `*`), in each limit's own currency."""

    act: str = ANY
    per_act: tuple[Money, ...] = ()
    per_day: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """An agent's authority. What is None is not limited here; a nearer scope may limit it."""

    topics: tuple[str, ...] | None = None
    tools: tuple[str, ...] | None = None
    data: tuple[str, ...] | None = None
    """Kinds of data that its calls may read."""
    amounts: tuple[AmountLimit, ...] | None = None
    terms: tuple[str, ...] | None = None
    """Terms that it may promise, by the kind of the signal `sales_beyond_authority`."""
    languages: tuple[str, ...] | None = None
    hours: tuple[OpenHours, ...] | None = None

    def limit_for(self, act: str) -> AmountLimit | None:
        """The limit of `act`: its own, else that of every act."""
        known = {limit.act: limit for limit in self.amounts or ()}
        return known.get(act) or known.get(ANY)


UNLIMITED = Charter()
