"""Two lines of the conversation's own words: what the customer wants, and where it stands. Always labelled."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import COVER, Redactor
from handrail_server.core.cases.sentences import Sentence, content_words, sentences
from handrail_server.core.turns.turn import Saying, Turn

EXTRACTIVE: Final = "extractive"
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line, and whose words it is."""

    author: ActorKind
    turn: TurnNumber
    text: str
    shortened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """At most two lines, and who made them: `extractive`, or a model's name."""

    lines: tuple[SummaryLine, ...]
    label: str


def extractive(turns: Sequence[Turn], redactor: Redactor) -> Summary:
    """The customer's sentence that says most of what they talk about, and the newest that says where it stands."""
    said = [turn for turn in turns if turn.saying is Saying.SAID]
    customer = [turn for turn in said if turn.author.kind is ActorKind.CUSTOMER]
    spoken = [sentence for turn in customer for sentence in _shown(turn, redactor)]
    wish = max(spoken, key=_centrality(spoken), default=None)
    if wish is None:
        return Summary(lines=(), label=EXTRACTIVE)
    first = _line(ActorKind.CUSTOMER, wish)
    stands = _where_it_stands(said, wish, redactor)
    return Summary(lines=(first, stands) if stands else (first,), label=EXTRACTIVE)


def _where_it_stands(said: Sequence[Turn], wish: Sentence, redactor: Redactor) -> SummaryLine | None:
    for turn in reversed(said):
        if turn.number == wish.turn or turn.author.kind not in (ActorKind.CUSTOMER, ActorKind.AGENT):
            continue
        shown = _shown(turn, redactor)
        if shown:
            return _line(turn.author.kind, max(shown, key=_centrality(shown)))
    return None


def _shown(turn: Turn, redactor: Redactor) -> tuple[Sentence, ...]:
    return sentences(turn.number, redactor.turn(turn.number, turn.text))


def _line(author: ActorKind, sentence: Sentence) -> SummaryLine:
    return SummaryLine(author=author, turn=sentence.turn, text=sentence.text, shortened=sentence.shortened)


class _centrality:  # noqa: N801 - it is used as a function of a sentence
    """How much of what is talked about a sentence says, per word; covered, tiny and late sentences count less."""

    def __init__(self, spoken: Sequence[Sentence]) -> None:
        self._often = Counter(word for sentence in spoken for word in content_words(sentence.text))

    def __call__(self, sentence: Sentence) -> tuple[float, int, int]:
        words = content_words(sentence.text)
        weight = sum(self._often[word] for word in words) / math.sqrt(1 + len(words))
        if len(words) < _FEWEST_WORDS or COVER in sentence.text:
            weight /= 4
        return weight, -sentence.turn, -sentence.start
