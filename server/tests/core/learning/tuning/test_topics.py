"""Topics that stand out, with the likelier remedy; topics that could be relaxed."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from handrail_server.core.learning.tuning.topics import HotSpot, Remedy, hot_spots, widenings
from handrail_server.core.learning.tuning.tried import Tried, counted

SCALE = (1.0, 0.5, 0.0)
STANDS = 1


def talks(
    topic: str, count: int, *, reaches: int = 1, needed: bool | None = False, unsure: bool = False
) -> Iterator[Tried]:
    for number in range(count):
        name = f"{topic}-{reaches}-{needed}-{number}"
        yield Tried(id=name, topic=topic, reaches=reaches, needed=needed, unsure=unsure)


def spots(*more: Iterator[Tried]) -> tuple[HotSpot, ...]:
    calm = talks("delivery", 400)
    found = [*calm, *(each for part in more for each in part)]
    return hot_spots(found, STANDS, error=Decimal(60), person=Decimal(15))


@pytest.mark.parametrize(
    ("needed", "unsure", "remedy"),
    [
        (True, True, Remedy.KNOWLEDGE),
        (True, False, Remedy.ROUTE),
        (False, True, Remedy.STRICT),
        (None, True, Remedy.KNOWLEDGE),
        (None, False, None),
    ],
)
def test_the_remedy_follows_from_who_was_right(*, needed: bool | None, unsure: bool, remedy: Remedy | None) -> None:
    (spot,) = spots(talks("duties", 20, reaches=3, needed=needed, unsure=unsure))
    assert (spot.topic, spot.escalated, spot.remedy) == ("duties", 20, remedy)
    assert spot.cost == 20 * 15


def test_what_was_missed_costs_too_and_is_read_first() -> None:
    escalated = talks("duties", 20, reaches=3, needed=True, unsure=True)
    (spot,) = spots(escalated, talks("duties", 5, reaches=1, needed=True))
    assert spot.missed == 5
    assert spot.cost == 20 * 15 + 5 * 60
    assert spot.behind[:5] == tuple(f"duties-1-True-{number}" for number in range(5))


def test_a_topic_where_the_agent_is_only_unsure_stands_out_as_well() -> None:
    (spot,) = spots(talks("duties", 20, unsure=True))
    assert (spot.escalated, spot.unsure) == (0, 20)


def test_topics_that_are_alike_do_not_stand_out() -> None:
    found = [
        *talks("one", 90), *talks("one", 10, reaches=3), *talks("two", 88), *talks("two", 12, reaches=3)
    ]  # fmt: skip
    assert hot_spots(found, STANDS, error=Decimal(60), person=Decimal(15)) == ()


def test_a_topic_is_widened_only_with_a_certificate_of_its_own() -> None:
    safe = [*talks("safe", 300), *talks("safe", 40, reaches=2)]
    small = [*talks("small", 30), *talks("small", 20, reaches=2)]
    wrong = [*talks("wrong", 300), *talks("wrong", 40, reaches=2, needed=True)]
    (wider,) = widenings(SCALE, [*safe, *small, *wrong], STANDS, alpha=0.02, delta=0.06)
    assert (wider.topic, wider.count.at, wider.spared) == ("safe", 0.0, 40)
    assert wider.certificate.delta == pytest.approx(0.02)
    assert wider.certificate.bound <= 0.02


def test_counts_follow_from_how_far_each_conversation_is_escalated() -> None:
    found = [*talks("t", 3, reaches=1), *talks("t", 2, reaches=2, needed=True), *talks("t", 4, needed=None)]
    strict, middle, loose = counted(SCALE, found)
    assert (strict.n, strict.escalated, strict.needless, strict.missed) == (5, 5, 3, 0)
    assert (middle.escalated, middle.needless, middle.missed, middle.caught) == (2, 0, 0, 2)
    assert (loose.escalated, loose.missed) == (0, 2)
