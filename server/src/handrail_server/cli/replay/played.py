"""What came of a replay."""

from collections import Counter
from dataclasses import dataclass, field

from handrail_server.cli.replay.answers import Reason
from handrail_server.cli.replay.recording import Author, Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """The turn at which a conversation first needed a person, and why. A case that is joined later is no other one."""

    conversation: str
    turn: int
    """The turn's place in the file, from 0."""
    author: Author
    case: str | None
    decision: str | None
    reasons: tuple[Reason, ...]
    places: dict[int, int]
    """The file's place of each turn number that the server gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A turn that the server did not take."""

    conversation: str
    turn: int
    status: int
    detail: str


@dataclass(slots=True, kw_only=True)
class Played:
    """The whole replay."""

    recorded: list[Recorded]
    escalations: list[Escalation] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    """Seconds to answer, one a turn."""

    @property
    def turns(self) -> int:
        """Turns that were taken."""
        return len(self.times)

    @property
    def first(self) -> dict[str, int]:
        """The turn at which each escalated conversation was."""
        return {each.conversation: each.turn for each in reversed(self.escalations)}

    def milliseconds(self, share: float) -> float:
        """The time within which so large a share of the turns was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1_000 if ordered else 0.0
