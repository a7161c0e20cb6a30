"""Practice: an answer beside what people did, and the cases made up for newcomers."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.learning.practice import compared
from handrail_server.core.learning.practice_set import MADE_UP
from handrail_server.core.learning.re_asked import asked_for

NEEDED, LATE, AVOIDABLE = CaseLabel.NEEDED, CaseLabel.LATE, CaseLabel.AVOIDABLE


@pytest.mark.parametrize(
    ("given", "theirs", "agrees"),
    [
        (NEEDED, (NEEDED, NEEDED, LATE), True),
        (LATE, (NEEDED, NEEDED, LATE), False),
        (LATE, (NEEDED, LATE), True),
        (AVOIDABLE, (NEEDED,), False),
        (AVOIDABLE, (), None),
    ],
)
def test_a_label_agrees_with_what_most_people_said(
    given: CaseLabel, theirs: tuple[CaseLabel, ...], *, agrees: bool | None
) -> None:
    found = compared(replace(MADE_UP[0], labels=theirs), given, ())
    assert found.agrees is agrees
    assert sum(count for _, count in found.labels) == len(theirs)


def test_asking_again_for_what_was_said_is_told_once() -> None:
    kettle = MADE_UP[0]
    names = [name for name, _ in kettle.known]
    assert asked_for("Could you give me your order number? What is your order number?", names) == ("order_number",)
    assert asked_for("I see both photos of order KT-4471.", names) == ()
    assert compared(kettle, NEEDED, ("order_number", "order_number")).asked_again == ("order_number",)


def test_every_made_up_case_is_whole() -> None:
    assert len({each.id for each in MADE_UP}) == len(MADE_UP)
    for each in MADE_UP:
        assert each.before[0].author is ActorKind.CUSTOMER
        assert all(line.author is not ActorKind.PERSON for line in each.before)
        assert each.after[0].author is ActorKind.PERSON
        assert all((each.labels, each.lesson, each.why, each.outcome))
