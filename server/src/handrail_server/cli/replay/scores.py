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


def scored(recorded: Sequence[Recorded], first: Mapping[str, int]) -> Scores | None:
    """The scores, None where nothing is labelled. `first` is the turn at which each escalated conversation was."""
    labelled = [each for each in recorded if each.label is not None]
    if not labelled:
        return None
    needed = [each for each in labelled if each.label is not None and each.label.needed]
    found = [each for each in needed if each.id in first]
    escalated = sum(each.id in first for each in labelled)
    late = [turns for each in found if (turns := _late(each, first[each.id])) is not None]
    return Scores(
        labelled=len(labelled),
        needed=len(needed),
        precision=len(found) / escalated if escalated else None,
        recall=len(found) / len(needed) if needed else None,
        needless_per_100=100 * (escalated - len(found)) / len(labelled),
        lateness_turns=sum(late) / len(late) if late else None,
    )


def _late(recorded: Recorded, turn: int) -> int | None:
    if recorded.label is None or recorded.label.turn is None:
        return None
    gold = recorded.label.turn
    return sum(gold < said.index <= turn for said in recorded.turns)
