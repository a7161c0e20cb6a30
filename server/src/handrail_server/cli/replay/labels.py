"""Whether a person was needed, as a file's labels say it. The first of these that a conversation has counts:

| label | where | a person was needed |
|---|---|---|
| `needed`, `needed_turn` | conversation | as it says, from that turn on |
| `gold_transfer` | conversation | as it says, from `customer_asked_human_turn`, else `agent_transfer_turn` |
| `handoff` | turn | where any turn has 1, from the first such turn on |
| `label3` | customer's turn | where two customer's turns in a row have 0 (dissatisfied), from the second on |

The last is a stand-in: those raters were asked how content the customer was, not whether a person was needed.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from handrail_server.cli.replay.recording import Label

_ASKED = ("customer_asked_human_turn", "agent_transfer_turn")


def label_of(row: Mapping[str, object], turns: Sequence[Mapping[str, object]]) -> Label | None:
    """The conversation's label, None where it has none."""
    for name, places in (("needed", ("needed_turn",)), ("gold_transfer", _ASKED)):
        if name in row:
            needed = bool(row[name])
            return Label(needed=needed, turn=_first(row, places) if needed else None)
    if any("handoff" in turn for turn in turns):
        return _from(next((index for index, turn in enumerate(turns) if turn.get("handoff") == 1), None))
    rated = [(index, turn["label3"]) for index, turn in enumerate(turns) if "label3" in turn]
    if rated:
        return _from(next((index for (_, before), (index, now) in pairwise(rated) if before == now == 0), None))
    return None


def _from(turn: int | None) -> Label:
    return Label(needed=turn is not None, turn=turn)


def _first(row: Mapping[str, object], places: Sequence[str]) -> int | None:
    return next((value for place in places if isinstance(value := row.get(place), int)), None)
