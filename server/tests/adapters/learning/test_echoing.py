"""What earlier turns say of the next is learnt where they say something, and only there."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from handrail_server.adapters.learning.echoing import Floats, _fit, _with_before, followed
from handrail_server.core.signals.learned.echo import Echo, echoed


def talks(*, lasting: bool) -> tuple[list[float], list[bool], list[int]]:
    """150 conversations of six turns: the log-odds are noisy; a bad conversation is bad throughout, or by chance."""
    chance = random.Random(0)
    odds: list[float] = []
    there: list[bool] = []
    groups: list[int] = []
    for group in range(150):
        bad = chance.random() < 0.4
        for _ in range(6):
            is_bad = bad if lasting else chance.random() < 0.4
            there.append(is_bad)
            odds.append((0.5 if is_bad else -0.5) + chance.gauss(0.0, 1.5))
            groups.append(group)
    return odds, there, groups


def follow(odds: list[float], there: list[bool], groups: list[int]) -> tuple[float, float] | None:
    """The share that is right by this turn alone, and by the turns before as well."""
    numbers, gold = np.array(odds)[:, None], np.array(there)[:, None]
    ranks = np.array(groups)
    found = followed(numbers, gold, groups, [ranks % 5 == fold for fold in range(5)])
    if found is None:
        return None
    return float(((numbers > 0) == gold).mean()), float(((found[1] > 0) == gold).mean())


def test_what_lasts_is_heard_in_the_turns_before() -> None:
    found = follow(*talks(lasting=True))
    assert found is not None
    alone, heard = found
    assert heard > alone + 0.05


def test_nothing_is_made_of_turns_that_tell_nothing_of_the_next() -> None:
    assert follow(*talks(lasting=False)) is None


def test_few_turns_and_turns_that_stand_alone_are_not_followed() -> None:
    odds, there, groups = talks(lasting=True)
    assert follow(odds[:120], there[:120], groups[:120]) is None
    assert follow(odds, there, list(range(len(odds)))) is None


def test_each_conversation_is_heard_by_itself_also_where_turns_lie_mixed() -> None:
    odds, there, groups = talks(lasting=True)
    order = [group * 6 + turn for turn in range(6) for group in range(150)]
    mixed = follow([odds[at] for at in order], [there[at] for at in order], [groups[at] for at in order])
    assert mixed is not None
    straight = follow(odds, there, groups)
    assert straight is not None
    assert abs(mixed[1] - straight[1]) < 0.01


def test_what_is_served_is_what_was_fitted_for_first_turns_and_later_ones() -> None:
    odds, there, groups = talks(lasting=True)
    numbers, gold, ranks = np.array(odds)[:, None], np.array(there)[:, None], np.array(groups)
    found = followed(numbers, gold, groups, [ranks % 5 == fold for fold in range(5)])
    assert found is not None
    (row,) = found[0]
    echo: Echo | None = None
    heard: list[float] = []
    for number in odds[:6]:
        heard.append(row.log_odds((number,), echo))
        echo = echoed((number,), echo)
    assert heard == pytest.approx(fitted_on(numbers, gold, groups)[:6])


def fitted_on(numbers: Floats, gold: NDArray[np.bool_], groups: list[int]) -> list[float]:
    seen = _with_before(numbers, groups)
    weights, bias = _fit(seen, gold[:, 0])
    odds: list[float] = (seen @ weights + bias).tolist()
    return odds
