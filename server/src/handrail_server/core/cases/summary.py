"""Two lines of the conversation's own words: what the customer wants, and where it stands. Always labelled."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.cases.sentences import Sentence, content_words, sentences, telling
from handrail_server.core.signals.folding import fold
from handrail_server.core.turns.turn import Saying, Turn
from handrail_server.core.turns.written import COVER

EXTRACTIVE: Final = "extractive"
_FEWEST_WORDS: Final = 3
_LATER: Final = 0.85
"""What each later turn of the customer weighs of the one before it."""
_WISH: Final = re.compile(
    r"\b(?:want|need|would like|'d like|trying to|hoping|looking (?:for|to)|can you|could you|cancel|refund|return"
    r"|replace|change|problem|issue|broken|wrong|not working|doesn't work|why (?:is|was|did|do|does))\b"
)


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
    """The customer's sentence that says best what they want, and the newest that says where it stands."""
    said = [turn for turn in turns if turn.saying is Saying.SAID]
    customer = [turn for turn in said if turn.author.kind is ActorKind.CUSTOMER]
    spoken = [_shown(turn, redactor) for turn in customer]
    often = Counter(word for shown in spoken for sentence in shown for word in content_words(sentence.text))
    wishes = [(_wish(sentence, often, place), sentence) for place, shown in enumerate(spoken) for sentence in shown]
    if not wishes:
        return Summary(lines=(), label=EXTRACTIVE)
    _, wish = max(wishes, key=lambda weighed: weighed[0])
    stands = _where_it_stands(said, wish, redactor)
    first = _line(ActorKind.CUSTOMER, wish)
    return Summary(lines=(first, stands) if stands else (first,), label=EXTRACTIVE)


def _wish(sentence: Sentence, often: Counter[str], place: int) -> float:
    """How much of what the customer talks about it says, per word. Wishes and early words weigh more."""
    words = content_words(sentence.text)
    weight = sum(often[word] for word in words) / math.sqrt(1 + len(words)) * _LATER**place
    if _WISH.search(fold(sentence.text)):
        weight *= 2
    if len(words) < _FEWEST_WORDS or COVER in sentence.text:
        weight /= 4
    return weight


def _where_it_stands(said: Sequence[Turn], wish: Sentence, redactor: Redactor) -> SummaryLine | None:
    """The newest sentence that says something, whoever said it; thanks and good-byes are passed over."""
    for turn in reversed(said):
        newest = telling(_shown(turn, redactor))
        if turn.number > wish.turn and newest and len(content_words(newest.text)) >= _FEWEST_WORDS:
            return _line(turn.author.kind, newest)
    return None


def _shown(turn: Turn, redactor: Redactor) -> tuple[Sentence, ...]:
    return sentences(turn.number, redactor.turn(turn.number, turn.text))


def _line(author: ActorKind, sentence: Sentence) -> SummaryLine:
    return SummaryLine(author=author, turn=sentence.turn, text=sentence.text, shortened=sentence.shortened)
