"""Chance alone seldom alarms, a real shift is found, and a change that people made begins the reference anew."""

import random
from collections.abc import Callable
from math import comb

import pytest

from handrail_server.core.basics.time import DAY, HOUR, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.drift import ALPHA, FEWEST, Compared, Kind, Series, compared
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.learning.two_samples import fisher, kolmogorov_smirnov, share_between

PER_DAY = 100
SIGNALS = {"low_confidence": 0.05, "repeated_failure": 0.02, "billing_dispute": 0.1, "explicit_request": 0.03}
Rate = Callable[[str, int], float]


def talk(number: int, chance: random.Random, rate: Rate, *, day: int, sure: float) -> ConversationRow:
    row = ConversationRow(
        id=f"c{number:06}", agent="shop", channel="chat", customer=None, opened_at=At(day * DAY + HOUR + number)
    )
    row.fired.update(name for name in SIGNALS if chance.random() < rate(name, day))
    row.confidence.take(min(1.0, max(0.0, chance.gauss(sure, 0.1))))
    if chance.random() < 0.1:
        row.needed_a_person = chance.random() < 0.1
    return row


def unchanged(name: str, _day: int) -> float:
    return SIGNALS[name]


def doubled_from(day: int) -> Rate:
    return lambda name, now: SIGNALS[name] * (2 if name == "low_confidence" and now >= day else 1)


def a_book(
    chance: random.Random, days: int, rate: Rate = unchanged, *, sure: Callable[[int], float] | None = None
) -> Book:
    book = Book()
    for number in range(days * PER_DAY):
        day = number // PER_DAY
        row = talk(number, chance, rate, day=day, sure=0.8 if sure is None else sure(day))
        book.conversations[row.id] = row
    return book


def alarms(book: Book, day: int) -> list[Compared]:
    return [each for each in compared(book, begun={}, now=At(day * DAY + HOUR)) if each.moved]


@pytest.mark.parametrize("lives", [8, pytest.param(150, marks=pytest.mark.prove)])
def test_when_nothing_changes_fewer_lives_alarm_than_the_stated_rate_though_each_is_looked_at_daily(lives: int) -> None:
    chance, false = random.Random(7), 0
    for _ in range(lives):
        book = a_book(chance, 40)
        false += any(alarms(book, day) for day in range(15, 41))
    assert false <= lives * ALPHA


@pytest.mark.parametrize("lives", [5, pytest.param(150, marks=pytest.mark.prove)])
def test_a_doubled_rate_of_five_in_a_hundred_is_found_within_three_thousand_conversations_in_four_of_five_lives(
    lives: int,
) -> None:
    found = 0
    for life in range(lives):
        book = a_book(random.Random(life), 70, doubled_from(40))
        by = [each.series for day in range(42, 72) for each in alarms(book, day)]
        found += Series(kind=Kind.FIRING, rule="low_confidence") in by
    assert found >= 0.8 * lives


def test_agents_that_become_less_sure_are_found_with_both_means_and_their_intervals() -> None:
    book = a_book(random.Random(1), 40, sure=lambda day: 0.8 if day < 25 else 0.7)
    (alarm,) = alarms(book, 40)
    assert alarm.series == Series(kind=Kind.CONFIDENCE)
    assert alarm.before.value == pytest.approx(0.8, abs=0.01)
    assert alarm.after.value == pytest.approx(0.73, abs=0.03)
    assert alarm.before.between[0] < alarm.before.value < alarm.before.between[1]
    assert alarm.before.of == 1_500


def test_after_a_change_that_people_made_the_reference_begins_anew() -> None:
    book = a_book(random.Random(1), 62, doubled_from(30))
    assert alarms(book, 62)
    book.changed_at = At(30 * DAY)
    assert not alarms(book, 62)
    assert compared(book, begun={}, now=At(62 * DAY))[0].before.since >= book.changed_at


def test_an_acknowledged_series_has_a_reference_of_its_own() -> None:
    book = a_book(random.Random(1), 62, doubled_from(30))
    begun = {"firing:low_confidence": At(31 * DAY)}
    assert not [each for each in compared(book, begun=begun, now=At(62 * DAY)) if each.moved]


def test_too_few_conversations_are_not_compared() -> None:
    book = Book()
    for number in range(2 * FEWEST - 1):
        row = talk(number, random.Random(2), unchanged, day=number // 10, sure=0.8)
        book.conversations[row.id] = row
    assert compared(book, begun={}, now=At(60 * DAY)) == ()


def test_fisher_agrees_with_the_sum_of_all_tables() -> None:
    (one, of_one), (two, of_two) = (3, 40), (12, 50)
    times = one + two
    chances = [comb(of_one, n) * comb(of_two, times - n) / comb(of_one + of_two, times) for n in range(times + 1)]
    assert fisher((one, of_one), (two, of_two)) == pytest.approx(2 * min(sum(chances[: one + 1]), sum(chances[one:])))


@pytest.mark.parametrize("seed", range(3))
def test_the_distance_of_two_distributions_alarms_no_more_often_than_it_says(seed: int) -> None:
    chance, times = random.Random(seed), 400
    false = sum(
        kolmogorov_smirnov([chance.random() for _ in range(60)], [chance.random() for _ in range(90)]) <= 0.1
        for _ in range(times)
    )
    assert false <= 0.14 * times


def test_a_share_of_nothing_is_anything() -> None:
    assert share_between(0, 0) == (0.0, 1.0)
    low, high = share_between(5, 100)
    assert (round(low, 3), round(high, 3)) == (0.022, 0.112)
