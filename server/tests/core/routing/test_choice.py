"""How one of several eligible people is chosen."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.choice import ordering
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.place import place
from handrail_server.core.routing.queue import Choice
from server.tests.core.routing.given import NOW, after, item, load, queue, rep


def order(choice: Choice, *people: Person) -> list[str]:
    return [person.id for person in sorted(people, key=ordering(choice))]


def test_least_active_counts_cases_and_most_available_counts_units() -> None:
    one_big = rep("one_big", load("a", units=4))
    two_small = rep("two_small", load("b"), load("c"))
    assert order(Choice.LEAST_ACTIVE, two_small, one_big) == ["one_big", "two_small"]
    assert order(Choice.MOST_AVAILABLE, one_big, two_small) == ["two_small", "one_big"]


def test_longest_idle_counts_from_the_last_work_and_at_the_earliest_from_coming_online() -> None:
    rested = rep("rested")
    released = replace(rep("released"), last_released_at=after(-60))
    assigned = replace(rep("assigned"), last_assigned_at=after(-30))
    returned = replace(rep("returned"), status_since=after(-10), last_released_at=after(-9_999))
    people = (returned, assigned, released, rested)
    assert order(Choice.LONGEST_IDLE, *people) == ["rested", "released", "assigned", "returned"]


@pytest.mark.parametrize("choice", list(Choice))
def test_ties_go_to_the_longest_idle_then_to_the_lowest_id(choice: Choice) -> None:
    idle = replace(rep("z_idle"), status_since=after(-9_999))
    assert order(choice, rep("b"), rep("a"), idle) == ["z_idle", "a", "b"]


def handed_out(choice: Choice, people: list[Person], rounds: int) -> Counter[PersonId]:
    """Give out work again and again at one moment, as if each were released at once."""
    at, counts = queue(), Counter[PersonId]()
    staff = {person.id: person for person in people}
    for _ in range(rounds):
        chosen = place(item(), replace(at, choice=choice), staff.values(), now=NOW).chosen[0]
        counts[chosen.person] += 1
        staff[chosen.person] = replace(staff[chosen.person], turn=chosen.turn, last_assigned_at=NOW)
    return counts


@given(st.integers(1, 12), st.integers(1, 60), st.integers(0, 10**9))
def test_round_robin_gives_everybody_the_same_within_one(size: int, rounds: int, start: int) -> None:
    people = [replace(rep(f"p{number}"), turn=start) for number in range(size)]
    counts = handed_out(Choice.ROUND_ROBIN, people, rounds)
    given_out = [counts[person.id] for person in people]
    assert max(given_out) - min(given_out) <= 1


def test_somebody_new_in_the_round_is_not_flooded() -> None:
    people = [replace(rep("old"), turn=9_000_000), replace(rep("older"), turn=9_000_000), rep("new")]
    assert handed_out(Choice.ROUND_ROBIN, people, 9)[PersonId("new")] <= 4


@given(st.lists(st.integers(1, 10), min_size=2, max_size=6))
def test_weighted_follows_the_shares(shares: list[int]) -> None:
    people = [replace(rep(f"p{number}"), share=share) for number, share in enumerate(shares)]
    counts = handed_out(Choice.WEIGHTED, people, 3 * sum(shares))
    for person in people:
        assert abs(counts[person.id] - 3 * person.share) <= 2


people_lists = st.lists(
    st.builds(
        lambda number, turn, idle, loads: replace(
            rep(f"p{number:03}", *[load(f"c{index}") for index in range(loads)]), turn=turn, last_released_at=At(idle)
        ),
        st.integers(0, 200),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 5),
    ),
    max_size=40,
    unique_by=lambda person: person.id,
)


@given(people_lists, st.sampled_from(Choice), st.randoms(use_true_random=False))
def test_the_choice_does_not_depend_on_how_the_people_came(
    people: list[Person], choice: Choice, random: Random
) -> None:
    at = replace(queue(), choice=choice)
    shuffled = random.sample(people, len(people))
    assert place(item(), at, shuffled, now=NOW) == place(item(), at, people, now=NOW)
