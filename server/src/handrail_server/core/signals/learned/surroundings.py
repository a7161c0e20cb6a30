"""What the learned layer reads beside the words: the other signals, the shape of the text, the turns before."""

from collections.abc import Iterable

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.view import View
from handrail_server.core.turns.conversation import Sketch

_VALUES = ("valence", "trend", "likeness", "attempts", "confidence", "log_odds")
_BACK = 4
"""So many of the customer's earlier turns count for the worst feeling."""
_COMPARED = 3
"""With so many of each side's last turns a turn is compared."""
_TURNS_FROM = (1, 2, 3, 4, 6, 8, 12)
_WORDS_FROM = (3, 5, 9, 13, 21, 31)
"""Steps, because what speaks for a person rises at first and falls again: no line fits that."""


def surroundings(view: View, signals: Iterable[Signal]) -> dict[str, float]:
    """Named numbers of about 0..1."""
    found: dict[str, float] = {}
    _signals(found, signals)
    _shape(found, view)
    _before(found, view)
    _moment(found, view)
    return found


def _signals(found: dict[str, float], signals: Iterable[Signal]) -> None:
    for signal in signals:
        if signal.reading is not Reading.READ:
            continue
        found[signal.name] = signal.score
        kind = signal.values.get("kind")
        if isinstance(kind, str):
            found[f"{signal.name}.{kind}"] = signal.score
        for name in _VALUES:
            value = signal.values.get(name)
            if isinstance(value, float):
                found[f"{signal.name}:{name}"] = max(-5.0, min(5.0, value))


def _shape(found: dict[str, float], view: View) -> None:
    text, folded, words = view.text, view.folded, len(view.words)
    size = max(1, len(text))
    found["shape:words"] = min(words, 40) / 40
    found["shape:short"] = 1.0 if words <= 3 else 0.0
    found["shape:asks"] = 1.0 if "?" in folded else 0.0
    found["shape:calls"] = min(3, folded.count("!")) / 3
    found["shape:link"] = 1.0 if "://" in folded else 0.0
    found["shape:tag"] = min(3, folded.count("#")) / 3
    found["shape:name"] = min(3, folded.count("@")) / 3
    found["shape:capitals"] = sum(1 for letter in text if letter.isupper()) / size
    found["shape:digits"] = sum(1 for letter in text if letter.isdigit()) / size
    found["shape:other_script"] = 0.0 if text.isascii() else sum(1 for letter in text if letter > "\u2fff") / size


def _before(found: dict[str, float], view: View) -> None:
    before = view.before
    found[f"author:{view.author.value}"] = 1.0
    found["before:turns"] = min(before.turns, 30) / 30
    found["before:customer_turns"] = min(before.customer_turns, 15) / 15
    found["before:refusals"] = min(before.refusals, 5) / 5
    found["before:attempts"] = min(before.attempts, 5) / 5
    found["before:nothing"] = 1.0 if not before.turns else 0.0
    recent = [seen for seen in before.recent if not seen.proposed]
    if recent:
        found[f"last:{recent[-1].author.value}"] = 1.0
    if len(recent) > 1:
        found[f"last:{recent[-1].author.value}:{recent[-2].author.value}"] = 1.0
    _of_agent(found, [seen for seen in recent if seen.author is ActorKind.AGENT])
    _of_customer(found, [seen for seen in recent if seen.author is ActorKind.CUSTOMER])


def _moment(found: dict[str, float], view: View) -> None:
    """How far the conversation has come, who has been speaking, and what of this turn was said before."""
    author, turns, words = view.author.value, view.before.turns, len(view.words)
    found |= {f"before:from_{least}": 1.0 for least in _TURNS_FROM if turns >= least}
    found |= {f"{author}:words_from_{least}": 1.0 for least in _WORDS_FROM if words >= least}
    recent = [seen for seen in view.before.recent if not seen.proposed]
    found["last:in_a_row"] = _in_a_row(recent, view.author) / 4
    if view.hashes:
        earlier = {word for seen in recent for word in seen.words}
        found["shape:new"] = sum(word not in earlier for word in view.hashes) / len(view.hashes)
    for who in (ActorKind.AGENT, ActorKind.CUSTOMER):
        theirs = [seen for seen in recent if seen.author is who][-_COMPARED:]
        for back, seen in enumerate(reversed(theirs), 1):
            found[f"{author}:like:{who.value}:{back}"] = _shared(view.hashes, seen.words)


def _in_a_row(recent: list[Sketch], author: ActorKind) -> int:
    """So many turns before this one are its author's too; at most four."""
    count = 0
    for seen in reversed(recent[-4:]):
        if seen.author is not author:
            break
        count += 1
    return count


def _of_agent(found: dict[str, float], seen: list[Sketch]) -> None:
    if not seen:
        return
    last = seen[-1]
    found["agent:asked"] = float(last.question)
    found["agent:refused"] = float(last.refusal)
    found["agent:words"] = len(last.words) / 24
    found["agent:failed"] = float(last.tool_failed)
    if len(seen) > 1:
        found["agent:alike"] = _shared(last.words, seen[-2].words)
    share = max(3, len(last.words)) ** -0.5
    for word in last.words:
        found[f"agent_said:{word}"] = share


def _of_customer(found: dict[str, float], seen: list[Sketch]) -> None:
    if not seen:
        return
    last = seen[-1]
    feelings = [each.sentiment for each in seen[-_BACK:] if each.sentiment is not None]
    found["customer:dissatisfied"] = float(last.dissatisfied)
    found["customer:complaints"] = min(4, sum(each.dissatisfied for each in seen)) / 4
    if feelings:
        found["customer:feeling"] = feelings[-1]
        found["customer:worst"] = min(feelings)


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    union = len(set(one).union(other))
    return len(set(one).intersection(other)) / union if union else 0.0
