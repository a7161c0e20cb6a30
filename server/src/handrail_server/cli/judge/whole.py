"""`--task conversations`: whole dialogues through the default policy, as `replay` plays them, without a server."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from handrail_server.cli.judge.looking import Looked, look_at
from handrail_server.cli.judge.measured import Figures, times
from handrail_server.cli.judge.rows import rows_of
from handrail_server.cli.judge.spoken import talk_of
from handrail_server.cli.replay.jsonl import conversation
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.learning.judging.figures import accuracy, counts, macro_f1
from handrail_server.core.policy.decision import Verdict

_ASKED = "customer_asked_human_turn"
_REQUEST = "explicit_request"


def whole(test: Path) -> Figures:
    """Where a person would have been asked, and how that agrees with what people said of the conversations.

    Whether a person was needed: core/learning/needed.py.
    """
    rows = rows_of(test)
    recorded = [conversation(row.line, row.values) for row in rows]
    seen = look_at([talk_of(each) for each in recorded], all_turns=True)
    first = _first(seen)
    gold = ["1" if each.label and each.label.needed else "0" for each in recorded]
    named = ["1" if group in first else "0" for group in range(len(rows))]
    strictly = ["1" if each.label and each.label.said else "0" for each in recorded]
    counted = counts(gold, named, "1")
    late = [turns for group in first if (turns := _late(recorded[group], first[group])) is not None]
    asked = {looked.group for looked in seen if looked.score(_REQUEST) >= 0.5}
    said_to_ask = [group for group, row in enumerate(rows) if row.has(_ASKED)]
    return {
        "task": "conversations",
        "n": len(rows),
        "turns": len(seen),
        "escalations_per_100": 100 * len(first) / len(rows),
        "macro_f1": macro_f1(gold, named),
        "f1": counted.f1,
        "accuracy": accuracy(gold, named),
        "precision": counted.precision,
        "recall": counted.recall,
        "needless_per_100": 100 * counted.wrong / len(rows),
        "needless_by_the_label_alone": 100 * counts(strictly, named, "1").wrong / len(rows),
        "asked_for_a_person": len(said_to_ask),
        "requests_missed": sum(group not in asked and group not in first for group in said_to_ask),
        "lateness_turns": fmean(late) if late else None,
        "reasons": _reasons(first),
        "baselines": {
            name: {
                "needless_per_100": 100 * counts(gold, said, "1").wrong / len(rows),
                "f1": counts(gold, said, "1").f1,
            }
            for name, said in (("never", ["0"] * len(rows)), ("always", ["1"] * len(rows)))
        },
    } | times([looked.milliseconds for looked in seen])


def _first(seen: Sequence[Looked]) -> dict[int, Looked]:
    """The first turn of each conversation at which a person is asked."""
    found: dict[int, Looked] = {}
    for looked in seen:
        if looked.decision.verdict is Verdict.HAND_OVER:
            found.setdefault(looked.group, looked)
    return found


def _late(recorded: Recorded, looked: Looked) -> int | None:
    """Turns between the one from which a person was needed and the hand-over; early counts as 0."""
    wanted = recorded.label.turn if recorded.label else None
    if wanted is None:
        return None
    at = recorded.turns[looked.place].index
    return sum(wanted < said.index <= at for said in recorded.turns)


def _reasons(first: dict[int, Looked]) -> dict[str, int]:
    codes = [looked.decision.reasons[0].code for looked in first.values() if looked.decision.reasons]
    return {code: codes.count(code) for code in sorted(set(codes))}
