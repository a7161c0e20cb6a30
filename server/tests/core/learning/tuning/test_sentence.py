"""The sentence says what was counted and promised, and rounds no promise down."""

from dataclasses import replace

import pytest

from handrail_server.core.learning.tuning.choosing import Certificate, Chosen
from handrail_server.core.learning.tuning.sentence import Load, sentence
from handrail_server.core.learning.tuning.tried import Count

COUNT = Count(at=0.7, n=2_000, escalated=168, needless=22, missed=25)
ERRORS = Certificate(of="errors", n=2_000, delta=0.05, seen=25, bound=0.01772, alpha=0.02)
CHOSEN = Chosen(place=30, count=COUNT, certificates=(ERRORS,))


def test_it_reads_as_one_would_say_it() -> None:
    assert sentence(CHOSEN, Load(minutes=10, a_week=430)) == (
        "Of 1,000 conversations 84 reach a person, 11 needlessly; in at most 2 of 100 a wrong answer gets through, "
        "95 % sure; 6 hours of work a week."
    )


@pytest.mark.parametrize(("bound", "told"), [(0.01772, "1.8"), (0.0171, "1.8"), (0.02, "2"), (0.00001, "0.1")])
def test_a_bound_without_an_allowed_rate_is_rounded_up(bound: float, told: str) -> None:
    certificate = replace(ERRORS, alpha=None, bound=bound)
    assert f"in at most {told} of 100" in sentence(replace(CHOSEN, certificates=(certificate,)), Load(minutes=1))


def test_without_a_week_it_tells_the_work_of_those_thousand() -> None:
    assert sentence(CHOSEN, Load(minutes=0.5)).endswith("; 42 minutes of work for them.")
    assert sentence(CHOSEN, Load(minutes=0.9)).endswith("; 1 hour of work for them.")
