"""What is kept of the turns before: two numbers a row, and what they add."""

from dataclasses import fields

import pytest

from handrail_server.core.signals.learned.echo import Echo, Echoing, echoed
from handrail_server.core.signals.learned.model import Curve, Model, Read, nothing


def test_the_first_turn_hears_nothing() -> None:
    row = Echoing(first_bias=0.5, first=(1.0, 2.0), bias=9.0, now=(9.0, 9.0), last=(9.0, 9.0), mean=(9.0, 9.0))
    assert row.log_odds((1.0, -1.0), None) == pytest.approx(-0.5)


def test_later_turns_hear_the_last_and_the_mean() -> None:
    row = Echoing(first_bias=9.0, first=(9.0,), bias=0.5, now=(1.0,), last=(10.0,), mean=(100.0,))
    assert row.log_odds((1.0,), Echo(last=(2.0,), mean=(3.0,))) == pytest.approx(321.5)


def test_what_is_kept_does_not_grow_and_forgets_slowly() -> None:
    echo: Echo | None = None
    for number in range(500):
        echo = echoed((float(number == 0), 1.0), echo)
    assert echo is not None
    assert {len(getattr(echo, own.name)) for own in fields(echo)} == {2}
    assert echo.last == (0.0, 1.0)
    assert echo.mean == pytest.approx((0.0, 1.0))
    assert echoed((0.0,), echoed((1.0,), None)) == Echo(last=(0.0,), mean=(0.6,))


def test_a_model_that_follows_says_of_a_lone_turn_what_it_says_of_a_first_one() -> None:
    model = Model(
        name="m", version="1", labels=("0", "1"), bias=(-1.0,), words=nothing, parts=nothing, meaning=nothing,
        around={"bad": (3.0,)}, curves=(Curve(),), at=(0.5,),
        echoing=(Echoing(first_bias=0.0, first=(1.0,), bias=0.0, now=(1.0,), last=(1.0,), mean=(0.0,)),),
    )  # fmt: skip
    bad, plain = Read(pieces=(), around={"bad": 1.0}), Read(pieces=())
    first, echo = model.follow(bad, None)
    second, _ = model.follow(plain, echo)
    assert first == model.probabilities(bad)
    assert model.choose(model.probabilities(plain)) == "0"
    assert model.choose(second) == "1", "a trouble lasts"
