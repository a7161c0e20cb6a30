"""How confidence and sentiment are spread, by topic, in ten bins."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.learning.book import BINS, Book
from handrail_server.core.learning.selection import EVERYTHING, Selection

CONFIDENCE: Final = "How often the agent's turns had a confidence in each tenth of 0..1, by topic."
SENTIMENT: Final = "How often the customers' turns had a sentiment in each tenth of −1..1, by topic."


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Counts by topic (`""`: no topic), lowest bin first."""

    name: str
    definition: str
    lowest: float
    width: float
    by_topic: dict[str, tuple[int, ...]]


def distributions(book: Book, which: Selection = EVERYTHING) -> tuple[Distribution, ...]:
    """Confidence, then sentiment."""
    confidence = {topic: tuple(counts) for topic, counts in which.counted(book.confidence, book.days).items()}
    sentiment = {topic: tuple(counts) for topic, counts in which.counted(book.sentiment, book.days).items()}
    return (
        Distribution(name="confidence", definition=CONFIDENCE, lowest=0.0, width=1 / BINS, by_topic=confidence),
        Distribution(name="sentiment", definition=SENTIMENT, lowest=-1.0, width=2 / BINS, by_topic=sentiment),
    )
