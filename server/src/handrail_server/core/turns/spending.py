"""What an agent moved today by itself: counted when a call is cleared, on the agent, so that two conversations cannot
both spend the same allowance.

A call that is cleared and then fails stays counted until the day is over (UTC): the limit errs on the safe side.
"""

from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.agent_facts import AmountMoved


def spent_today(agent: Agent, at: At) -> tuple[Money, ...]:
    """What was moved today, by currency."""
    if agent.spent_on != at // DAY:
        return ()
    return tuple(Money(amount=Decimal(amount), currency=currency) for currency, amount in agent.spent.items())


def spend(agent: Agent, amount: Money, *, by: Actor, at: At) -> Outcome[Agent]:
    """Count an amount that the agent moves without a person's approval."""
    today = {money.currency: money.amount for money in spent_today(agent, at)}
    total = today.get(amount.currency, Decimal(0)) + abs(amount.amount)
    spent = {**{currency: str(known) for currency, known in today.items()}, amount.currency: str(total)}
    moved = AmountMoved(by=by, at=at, amount=amount, total=Money(amount=total, currency=amount.currency))
    return Outcome(state=replace(agent, spent_on=at // DAY, spent=spent), facts=(moved,))
