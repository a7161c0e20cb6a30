"""A day has so many requests, and every one of them is a fact."""

import pytest

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.signals.opinion.spending import BudgetSpent, OpinionAsked, Opinions, asked_today, spend

NOW = At(20_000 * DAY + 5)


def asked(before: Opinions, at: At) -> Outcome[Opinions]:
    return spend(before, ConversationId("c1"), 4, model="m", daily=2, by=system("second_opinion"), at=at)


def test_a_spent_day_is_over_with_the_day() -> None:
    once = asked(Opinions(), NOW)
    twice = asked(once.state, NOW)
    with pytest.raises(BudgetSpent):
        asked(twice.state, NOW)
    assert asked_today(twice.state, NOW) == 2
    tomorrow = At(NOW + DAY)
    assert asked_today(twice.state, tomorrow) == 0
    assert asked(twice.state, tomorrow).state.asked == 1


def test_each_request_names_the_turn_that_was_shown_and_to_whom() -> None:
    (fact,) = asked(Opinions(), NOW).facts
    assert isinstance(fact, OpinionAsked)
    assert (fact.conversation, fact.number, fact.model, fact.asked) == ("c1", 4, "m", 1)
