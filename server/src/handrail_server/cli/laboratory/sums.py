"""What a rehearsal adds up, part by part: parts that processes made of a file come to the same as the whole."""

from collections import Counter
from dataclasses import dataclass, field

from handrail_server.cli.replay.recording import Recorded
from handrail_server.cli.replay.scores import Agreement, agreement
from handrail_server.core.basics.time import HOUR, At


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The first turn at which a person is asked, by its place in the file, and why."""

    turn: int
    at: At | None
    reasons: tuple[str, ...]
    """Those that ask for a person, the leading one first."""
    route: str | None


Fates = tuple[Reached | None, ...]
"""Where one conversation reached a person: one for each policy, the rehearsed one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """A conversation that fares differently; `after` is under the rehearsed policy."""

    conversation: str
    needed: bool | None
    before: Reached | None
    after: Reached | None


@dataclass(slots=True, kw_only=True)
class SideSums:
    """One policy's."""

    escalated: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    """Escalations in each hour since 1970."""
    agreement: Agreement = field(default_factory=Agreement)

    def take(self, recorded: Recorded, reached: Reached | None) -> None:
        """One conversation more."""
        self.agreement += agreement(recorded, None if reached is None else reached.turn)
        if reached is None:
            return
        self.escalated += 1
        self.reasons.update(reached.reasons[:1])
        self.routes[reached.route or "–"] += 1
        if reached.at is not None:
            self.hours[reached.at // HOUR] += 1

    def add(self, other: "SideSums") -> None:
        """Another part of the file."""
        self.escalated += other.escalated
        self.reasons.update(other.reasons)
        self.routes.update(other.routes)
        self.hours.update(other.hours)
        self.agreement += other.agreement


@dataclass(slots=True, kw_only=True)
class Sums:
    """All of it."""

    sides: tuple[SideSums, ...]
    conversations: int = 0
    turns: int = 0
    hours: tuple[int, int] | None = None
    """The first and the last hour in which anything was said; None without times."""
    differences: list[Differs] = field(default_factory=list)

    def take(self, recorded: Recorded, fates: Fates) -> None:
        """One conversation more."""
        self.conversations += 1
        self.turns += len(recorded.turns)
        times = [said.at // HOUR for said in recorded.turns if said.at is not None]
        if times:
            self._span((min(times), max(times)))
        for side, reached in zip(self.sides, fates, strict=True):
            side.take(recorded, reached)
        if len(fates) > 1 and fates[0] != fates[1]:
            needed = recorded.label.needed if recorded.label else None
            self.differences.append(Differs(conversation=recorded.id, needed=needed, before=fates[1], after=fates[0]))

    def add(self, other: "Sums") -> None:
        """Another part of the file, the next one."""
        self.conversations += other.conversations
        self.turns += other.turns
        if other.hours is not None:
            self._span(other.hours)
        for side, more in zip(self.sides, other.sides, strict=True):
            side.add(more)
        self.differences += other.differences

    def _span(self, hours: tuple[int, int]) -> None:
        first, last = self.hours or hours
        self.hours = min(first, hours[0]), max(last, hours[1])


def nothing(policies: int) -> Sums:
    """Before the first conversation."""
    return Sums(sides=tuple(SideSums() for _ in range(policies)))
