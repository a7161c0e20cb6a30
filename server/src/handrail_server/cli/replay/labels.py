"""Whether a person was needed, as a file's labels say it. The first of these that a conversation has counts:

| label | where | a person was needed |
|---|---|---|
| `needed`, `needed_turn` | conversation | as it says, from that turn on |
| `gold_transfer` | conversation | as it says, from `customer_asked_human_turn`, else `agent_transfer_turn` |
| `handoff` | turn | where any turn has 1, from the first such turn on |
| `label3` | customer's turn | where any turn has 0 (dissatisfied), from the first such turn on |
"""

from collections.abc import Mapping, Sequence

from handrail_server.cli.replay.recording import Label

_ASKED = ("customer_asked_human_turn", "agent_transfer_turn")
_TURN_LABELS = (("handoff", 1), ("label3", 0))


def label_of(row: Mapping[str, object], turns: Sequence[Mapping[str, object]]) -> Label | None:
    """The conversation's label, None where it has none."""
    for name, places in (("needed", ("needed_turn",)), ("gold_transfer", _ASKED)):
        if name in row:
            needed = bool(row[name])
            return Label(needed=needed, turn=_first(row, places) if needed else None)
    for name, positive in _TURN_LABELS:
        if any(name in turn for turn in turns):
            found = next((index for index, turn in enumerate(turns) if turn.get(name) == positive), None)
            return Label(needed=found is not None, turn=found)
    return None


def _first(row: Mapping[str, object], places: Sequence[str]) -> int | None:
    return next((value for place in places if isinstance(value := row.get(place), int)), None)
