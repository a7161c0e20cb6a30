"""How often a second opinion was asked for today: the budget holds over restarts and for all processes together."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import RateLimited
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """The requests of one day (UTC), counted from 1970."""

    day: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Fact):
    """A turn was shown to the model, with what is regulated or personal covered."""

    conversation: ConversationId
    number: int
    model: str
    day: int
    asked: int
    """Requests of this day, this one among them."""


class BudgetSpent(RateLimited):
    """Today's requests are spent."""

    reason = "budget_spent"


def subject(org: OrgId) -> Subject:
    """The organisation's requests as the subject of facts."""
    return Subject(kind=SubjectKind.OPINIONS, id=org)


def asked_today(opinions: Opinions, at: At) -> int:
    """How many of today's requests are spent."""
    return opinions.asked if opinions.day == at // DAY else 0


def spend(
    opinions: Opinions, conversation: ConversationId, number: int, *, model: str, daily: int, by: Actor, at: At
) -> Outcome[Opinions]:
    """One more request; raises `BudgetSpent`."""
    spent = asked_today(opinions, at)
    if spent >= daily:
        raise BudgetSpent("Today's second opinions are spent.")
    state = replace(opinions, day=at // DAY, asked=spent + 1)
    fact = OpinionAsked(
        by=by, at=at, conversation=conversation, number=number, model=model, day=state.day, asked=state.asked
    )
    return Outcome(state=state, facts=(fact,))
