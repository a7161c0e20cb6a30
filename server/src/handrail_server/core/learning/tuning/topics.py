"""Where escalation gathers, and where it could be relaxed: topic by topic."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from handrail_server.core.learning.tuning.binomial import chance_of_at_most
from handrail_server.core.learning.tuning.choosing import Certificate, Chosen, by_errors
from handrail_server.core.learning.tuning.tried import Count, Tried, counted

_CHANCE: Final = 0.05
"""How likely a topic may stand out by accident, over all topics together."""
_MOSTLY: Final = 0.5
_SHOWN: Final = 20


class Remedy(StrEnum):
    """What likelier helps than more people."""

    KNOWLEDGE = "knowledge_missing"
    """The agent is unsure, and rightly: it lacks the answers."""
    STRICT = "threshold_too_strict"
    """Most of those who met a person needed none."""
    ROUTE = "wrong_route"
    """People are needed though the agent is sure of itself: the topic should go to them, or elsewhere, at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpot:
    """A topic of which more reaches a person, or in which the agent is unsure more often, than of the others."""

    topic: str
    conversations: int
    escalated: int
    unsure: int
    needless: int
    missed: int
    cost: Decimal
    remedy: Remedy | None
    """None where too few of its escalations are labelled to tell."""
    behind: tuple[str, ...]
    """Conversations to read: those that reach a person, and those that should have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """A topic in which a looser number still keeps the allowed rate of errors."""

    topic: str
    count: Count
    spared: int
    """Conversations that no longer reach a person."""
    certificate: Certificate


@dataclass(slots=True)
class _Topic:
    conversations: list[Tried]
    escalated: list[Tried]

    @property
    def unsure(self) -> int:
        return sum(each.unsure for each in self.conversations)


def hot_spots(tried: Iterable[Tried], place: int, *, error: Decimal, person: Decimal) -> tuple[HotSpot, ...]:
    """The topics that stand out under the number at `place` of the scale, the costliest first."""
    topics = _by_topic(tried, place)
    n = sum(len(each.conversations) for each in topics.values())
    escalated, unsure = sum(len(each.escalated) for each in topics.values()), sum(t.unsure for t in topics.values())
    chance = _CHANCE / (2 * max(1, len(topics)))
    found = [
        _spot(name, each, place, error, person)
        for name, each in topics.items()
        if _stands_out(len(each.escalated), len(each.conversations), escalated, n, chance)
        or _stands_out(each.unsure, len(each.conversations), unsure, n, chance)
    ]
    return tuple(sorted(found, key=lambda spot: (-spot.cost, spot.topic)))


def widenings(
    scale: Sequence[float], tried: Iterable[Tried], place: int, *, alpha: float, delta: float
) -> tuple[Widening, ...]:
    """Topics that are safe to widen, those that spare most first. δ is shared out among the topics."""
    topics = _by_topic(tried, place)
    found = []
    for name, each in topics.items():
        counts = counted(scale, each.conversations)
        chosen = by_errors(counts, alpha=alpha, delta=delta / len(topics))
        spared = counts[place].escalated - chosen.count.escalated if isinstance(chosen, Chosen) else 0
        if isinstance(chosen, Chosen) and chosen.place > place and spared:
            found.append(Widening(topic=name, count=chosen.count, spared=spared, certificate=chosen.certificates[0]))
    return tuple(sorted(found, key=lambda each: (-each.spared, each.topic)))


def _by_topic(tried: Iterable[Tried], place: int) -> dict[str, _Topic]:
    topics: defaultdict[str, _Topic] = defaultdict(lambda: _Topic([], []))
    for each in tried:
        if each.topic is not None:
            topics[each.topic].conversations.append(each)
            if place < each.reaches:
                topics[each.topic].escalated.append(each)
    return dict(topics)


def _stands_out(seen: int, of: int, all_seen: int, n: int, chance: float) -> bool:
    """Whether so many, were the topic like the others together, would be an accident."""
    others = n - of
    if seen == 0 or others <= 0:
        return False
    rate = (all_seen - seen) / others
    return chance_of_at_most(of - seen, of, 1.0 - rate) <= chance


def _spot(name: str, topic: _Topic, place: int, error: Decimal, person: Decimal) -> HotSpot:
    needless = [each for each in topic.escalated if each.needed is False]
    missed = [each for each in topic.conversations if each.needed and place >= each.reaches]
    return HotSpot(
        topic=name,
        conversations=len(topic.conversations),
        escalated=len(topic.escalated),
        unsure=topic.unsure,
        needless=len(needless),
        missed=len(missed),
        cost=len(topic.escalated) * person + len(missed) * error,
        remedy=_remedy(topic, len(needless), missed),
        behind=tuple(each.id for each in (*missed, *needless, *topic.escalated))[:_SHOWN],
    )


def _remedy(topic: _Topic, needless: int, missed: Sequence[Tried]) -> Remedy | None:
    labelled = [each for each in (*topic.escalated, *missed) if each.needed is not None]
    if not labelled:
        return Remedy.KNOWLEDGE if topic.unsure > _MOSTLY * len(topic.conversations) else None
    if needless > _MOSTLY * len(labelled):
        return Remedy.STRICT
    needed = [each for each in labelled if each.needed]
    unsure = sum(each.unsure for each in needed)
    return Remedy.KNOWLEDGE if unsure > _MOSTLY * len(needed) else Remedy.ROUTE
