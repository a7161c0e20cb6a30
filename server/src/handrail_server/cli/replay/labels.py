"""Whether a person was needed, as a file's labels say it. The first of these that a conversation has counts:

| label | where | a person was needed |
|---|---|---|
| `needed`, `needed_turn` | conversation | as it says, from that turn on |
| `gold_transfer` | conversation | as it says, from `agent_transfer_turn` |
| `handoff` | turn | where any turn has 1, from the first such turn on |
| `label3` | customer's turn | where two customer's turns in a row have 0 (dissatisfied), from the second on |

The last is a stand-in: those raters were asked how content the customer was, not whether a person was needed. Whatever
the label says, a person was needed where the customer asked for one: from `customer_asked_human_turn` on.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from handrail_server.cli.replay.recording import Label
from handrail_server.core.learning.needed import needed

_ASKED = "customer_asked_human_turn"


def label_of(row: Mapping[str, object], turns: Sequence[Mapping[str, object]]) -> Label | None:
    """The conversation's label, None where it has none."""
    label, asked = _said(row, turns), _turn(row, _ASKED)
    if asked is None:
        return label
    said = None if label is None else label.said
    return Label(said=said, needed=needed(said=said, asked=True) is True, turn=asked)


def _said(row: Mapping[str, object], turns: Sequence[Mapping[str, object]]) -> Label | None:
    for name, place in (("needed", "needed_turn"), ("gold_transfer", "agent_transfer_turn")):
        if name in row:
            said = bool(row[name])
            return Label(said=said, needed=said, turn=_turn(row, place) if said else None)
    if any("handoff" in turn for turn in turns):
        return _from(next((index for index, turn in enumerate(turns) if turn.get("handoff") == 1), None))
    rated = [(index, turn["label3"]) for index, turn in enumerate(turns) if "label3" in turn]
    if rated:
        return _from(next((index for (_, before), (index, now) in pairwise(rated) if before == now == 0), None))
    return None


def _from(turn: int | None) -> Label:
    return Label(said=turn is not None, needed=turn is not None, turn=turn)


def _turn(row: Mapping[str, object], place: str) -> int | None:
    value = row.get(place)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
