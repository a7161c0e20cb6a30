"""How well escalations agree with what people said of the conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handrail_server.cli.replay.recording import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Over the labelled conversations. None where there is nothing to divide by."""

    labelled: int
    needed: int
    precision: float | None
    """Of the escalated conversations, the share in which a person was needed."""
    recall: float | None
    """Of the conversations in which a person was needed, the share that was escalated."""
    needless_per_100: float
    """Escalated conversations in which nobody was needed, per 100 labelled ones."""
    lateness_turns: float | None
    """Turns of anybody between the turn from which a person was needed and the escalation; early counts as 0. Mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What scores are made of; two parts of a file add up."""

    labelled: int = 0
    needed: int = 0
    escalated: int = 0
    found: int = 0
    """Escalated, and a person was needed."""
    late: int = 0
    """Turns, all together."""
    late_of: int = 0
    """Escalations of which it is known how late they were."""

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            labelled=self.labelled + other.labelled,
            needed=self.needed + other.needed,
            escalated=self.escalated + other.escalated,
            found=self.found + other.found,
            late=self.late + other.late,
            late_of=self.late_of + other.late_of,
        )

    @property
    def scores(self) -> Scores | None:
        """The scores, None where nothing is labelled."""
        if not self.labelled:
            return None
        return Scores(
            labelled=self.labelled,
            needed=self.needed,
            precision=self.found / self.escalated if self.escalated else None,
            recall=self.found / self.needed if self.needed else None,
            needless_per_100=100 * (self.escalated - self.found) / self.labelled,
            lateness_turns=self.late / self.late_of if self.late_of else None,
        )


def scored(recorded: Sequence[Recorded], first: Mapping[str, int]) -> Scores | None:
    """The scores, None where nothing is labelled. `first` is the turn at which each escalated conversation was."""
    return sum((agreement(each, first.get(each.id)) for each in recorded), start=Agreement()).scores


def agreement(recorded: Recorded, turn: int | None) -> Agreement:
    """One conversation's, escalated at `turn` or not at all."""
    label = recorded.label
    if label is None:
        return Agreement()
    escalated = turn is not None
    late = _late(recorded, turn) if label.needed and turn is not None else None
    return Agreement(
        labelled=1,
        needed=int(label.needed),
        escalated=int(escalated),
        found=int(label.needed and escalated),
        late=late or 0,
        late_of=int(late is not None),
    )


def _late(recorded: Recorded, turn: int) -> int | None:
    if recorded.label is None or recorded.label.turn is None:
        return None
    gold = recorded.label.turn
    return sum(gold < said.index <= turn for said in recorded.turns)
