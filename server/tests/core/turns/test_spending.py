"""What an agent moves in a day is counted on the agent."""

from decimal import Decimal

from handrail_server.core.basics.actors import agent
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.spending import spend, spent_today

NOON = At(20_000 * DAY + DAY // 2)
SHOP = Agent(id=AgentId("shop"), name="Shop", policy_object="shop", created_at=NOON)
BY = agent(SHOP.id)


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def test_amounts_of_a_day_add_up_by_currency() -> None:
    once = spend(SHOP, euros("20.50"), by=BY, at=NOON)
    twice = spend(once.state, euros("9.50"), by=BY, at=NOON)
    both = spend(twice.state, Money(amount=Decimal(5), currency="USD"), by=BY, at=NOON).state
    assert spent_today(both, NOON) == (euros("30.00"), Money(amount=Decimal(5), currency="USD"))
    assert [fact.verb for fact in twice.facts] == ["AmountMoved"]


def test_a_new_day_begins_at_nothing() -> None:
    spent = spend(SHOP, euros("20"), by=BY, at=NOON).state
    tomorrow = At(NOON + DAY)
    assert spent_today(spent, tomorrow) == ()
    assert spent_today(spend(spent, euros("1"), by=BY, at=tomorrow).state, tomorrow) == (euros("1"),)


def test_money_that_comes_back_counts_as_money_that_moved() -> None:
    assert spent_today(spend(SHOP, euros("-20"), by=BY, at=NOON).state, NOON) == (euros("20"),)
