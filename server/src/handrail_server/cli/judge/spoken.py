"""The shapes in which labelled talk comes: single turns, dialogues, and pairs of customer's and agent's words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from handrail_server.cli.judge.rows import Row
from handrail_server.cli.replay.recording import Recorded, ToolUse

Author = Literal["customer", "agent", "person"]
_AUTHORS: Final[dict[str, Author]] = {
    "customer": "customer",
    "user": "customer",
    "human": "customer",
    "0": "customer",
    "agent": "agent",
    "assistant": "agent",
    "bot": "agent",
    "system": "agent",
    "1": "agent",
    "person": "person",
    "rep": "person",
}
CLASSES: Final = ("0", "1", "2")
"""Dissatisfied, neutral, satisfied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One turn; `label` where people said something of it."""

    author: Author
    text: str
    label: str | None = None
    tools: tuple[ToolUse, ...] = ()
    confidence: float | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Turns that belong together."""

    line: int
    turns: tuple[Said, ...]


def talk_of(recorded: Recorded) -> Talk:
    """A recorded conversation, all its turns."""
    turns = tuple(
        Said(author=said.author, text=said.text, tools=said.tools, confidence=said.confidence, topic=said.topic)
        for said in recorded.turns
    )
    return Talk(line=0, turns=turns)


def single(row: Row, label: str) -> Talk:
    """A customer's only turn."""
    return Talk(line=row.line, turns=(Said(author="customer", text=row.text("text"), label=label),))


def dialogue(row: Row, label: Callable[[Row, Author], str | None]) -> Talk:
    """`turns`, each with `role` and `text` or `tokens`."""
    turns: list[Said] = []
    for turn in row.rows("turns"):
        author = _author(turn)
        turns.append(Said(author=author, text=_words(turn), label=label(turn, author)))
    return Talk(line=row.line, turns=tuple(turns))


def satisfaction(row: Row) -> Talk:
    """`turns[].label3`, or `context` with the `label3` of its last customer's turn."""
    if not row.has("turns") and row.has("context"):
        return context(row, row.one_of("label3", CLASSES))
    return dialogue(row, _satisfied)


def context(row: Row, label: str) -> Talk:
    """Pairs of customer's and agent's words; what nobody said is left out; the label is the last customer's turn's."""
    turns: list[Said] = []
    for index, pair in enumerate(row.items("context")):
        turns += _pair(row, index, pair)
    last = max((place for place, said in enumerate(turns) if said.author == "customer"), default=None)
    if last is None:
        raise row.wrong("context", "holds no word of the customer's.", "End it with the customer's turn.")
    said = turns[last]
    turns = [*turns[:last], Said(author=said.author, text=said.text, label=label)]
    return Talk(line=row.line, turns=tuple(turns))


def _pair(row: Row, index: int, pair: object) -> Sequence[Said]:
    if isinstance(pair, dict):
        pair = [pair.get("customer", pair.get("user")), pair.get("agent", pair.get("system"))]
    if isinstance(pair, str):
        pair = [pair]
    if not isinstance(pair, list) or len(pair) > 2 or not all(isinstance(text, str | None) for text in pair):
        raise row.wrong(f"context[{index}]", "is no pair of texts.", "Write [customer, agent].")
    authors: tuple[Author, Author] = ("customer", "agent")
    return [
        Said(author=author, text=text)
        for author, text in zip(authors, pair, strict=False)
        if isinstance(text, str) and text.strip()
    ]


def _author(turn: Row) -> Author:
    role = turn.word("role").lower()
    if role not in _AUTHORS:
        raise turn.wrong("role", f"is {role[:20]!r}.", "Write 0 or customer, 1 or agent.")
    return _AUTHORS[role]


def _words(turn: Row) -> str:
    """The text; where the words were replaced by numbers, one made-up word for each."""
    if turn.has("text") or not turn.has("tokens"):
        return turn.text("text")
    tokens = turn.items("tokens")
    if not all(isinstance(token, (int, str)) for token in tokens):
        raise turn.wrong("tokens", "holds something that is no number and no word.", "Write a list of numbers.")
    return " ".join(token if isinstance(token, str) else f"w{token}" for token in tokens)


def _satisfied(turn: Row, author: Author) -> str | None:
    if author != "customer":
        return None
    if turn.has("label3"):
        return turn.one_of("label3", CLASSES)
    ratings = (
        [value for value in turn.items("ratings") if isinstance(value, (int, float))] if turn.has("ratings") else []
    )
    if not ratings:
        return None
    mean = fmean(ratings)
    return "0" if mean < 3 else "2" if mean > 3 else "1"


def handed_over(turn: Row, author: Author) -> str | None:
    """`handoff` of a turn; a turn without it needs nobody."""
    del author
    return "1" if turn.yes("handoff", default=False) else "0"
