"""Finding the section that answers a question: Okapi BM25 over a few hundred sections, and how sure that is.

Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). The question that a section
answers counts more than its text. Confidence is the share of the question's meaning (its words weighed by rarity) that
the section carries: a question about something else keeps its rare words to itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.adapters.responding.embedded.articles import Section

K1: Final = 1.4
B: Final = 0.6
QUESTION_WEIGHT: Final = 3
_WORD: Final = re.compile(r"[a-zà-öø-ÿ0-9]+")
_STOP: Final = frozenset(
    "a an and any are as at be been but by can could do does did for from get got had has have how i if in is it its "
    "me my no not of on or our so some than that the their them then there these they this to us was we were what when "
    "where which who why will with would you your am im ive hello hi hey dear good morning afternoon evening please "
    "thanks thank just want need like know tell about also still very really".split()
)
_SAME: Final = {
    "delivered": "deliver", "delivery": "deliver", "shipping": "deliver", "ship": "deliver", "shipped": "deliver",
    "parcel": "deliver", "returned": "return", "refunded": "refund", "refunds": "refund", "reimburse": "refund",
    "money": "refund", "broken": "damage", "damaged": "damage", "split": "damage", "cracked": "damage",
    "scratched": "damage", "defective": "damage", "faulty": "damage", "guarantee": "warranty", "cost": "price",
    "costs": "price", "prices": "price", "pricing": "price", "fee": "price", "charge": "price", "opening": "open",
    "hours": "hour", "invoice": "bill", "photograph": "photo", "photographs": "photo", "picture": "photo",
    "pictures": "photo", "cancelled": "cancel", "cancellation": "cancel", "canceled": "cancel", "exchange": "replace",
    "replacement": "replace", "pay": "payment", "paid": "payment", "card": "payment", "transfer": "wire",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A section with its score, and how much of the question it carries (0..1)."""

    section: Section
    score: float
    carried: float


class Index:
    """The sections, ready to be asked."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._counts = [_counts(section) for section in sections]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / len(sections) if sections else 1.0
        self._holding = Counter(term for counts in self._counts for term in counts)

    def find(self, question: str, *, agent: str, most: int = 3) -> tuple[Found, ...]:
        """The best sections that this agent knows, best first."""
        terms = list(dict.fromkeys(terms_of(question)))
        whole = sum(self._rarity(term) for term in terms)
        if not whole:
            return ()
        found = [
            Found(
                section=section,
                score=self._score(terms, place),
                carried=sum(self._rarity(term) for term in terms if term in self._counts[place]) / whole,
            )
            for place, section in enumerate(self._sections)
            if not section.agents or agent in section.agents
        ]
        return tuple(sorted((each for each in found if each.score > 0), key=lambda each: -each.score)[:most])

    def _score(self, terms: Iterable[str], place: int) -> float:
        counts, length = self._counts[place], self._lengths[place] / self._mean
        return sum(
            self._rarity(term) * counts[term] * (K1 + 1) / (counts[term] + K1 * (1 - B + B * length))
            for term in terms
            if term in counts
        )

    def _rarity(self, term: str) -> float:
        holding, all_of_them = self._holding[term], len(self._sections)
        return math.log(1 + (all_of_them - holding + 0.5) / (holding + 0.5))


def terms_of(text: str) -> list[str]:
    """The words that carry meaning, in a form that their variants share."""
    return [_stem(word) for word in _WORD.findall(text.lower().replace("'", "")) if word not in _STOP and len(word) > 1]


def _counts(section: Section) -> Counter[str]:
    counts = Counter(terms_of(section.text))
    for term in (*terms_of(section.question), *terms_of(section.title)):
        counts[term] += QUESTION_WEIGHT
    return counts


def _stem(word: str) -> str:
    known = _SAME.get(word)
    if known is not None:
        return known
    for ending in ("ing", "ies", "ed", "s"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return _SAME.get(stem, stem)
    return word
