"""What a case needs done outside: words to the customer, word to the agent. Notices to people are routing's.

They name the moment, not the words: the flow finds those in the policy version that the case keeps, by reason and
language, and commits them as a turn. The words said when a case opens are the decision's own (`Decision.say`).
"""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import ActionId, CaseId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case


class Moment(StrEnum):
    """What just happened to a case that somebody must hear of."""

    STILL_WAITING = "still_waiting"
    REQUEUED = "requeued"
    TRANSFERRED = "transferred"
    PROMISED = "promised"
    PROMISE_BROKEN = "promise_broken"
    LANDED = "landed"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCustomer(Effect):
    """Say the policy's words for this moment to the customer, in the conversation's lane."""

    case: CaseId
    moment: Moment
    due_at: At | None = None
    """The time that the words may name: when a person will be there, or a promise falls due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAgent(Effect):
    """Deliver a decision about its call or draft to the agent, in the conversation's lane."""

    case: CaseId
    moment: Moment
    action: ActionId | None = None


def asked_by_person(case: Case) -> bool:
    """Whether a person asked for what was decided: they tell the customer, and the agent knows nothing of it."""
    return case.asked is not None and case.asked.by_person


def tell_customer(case: Case, moment: Moment, due_at: At | None = None) -> TellCustomer:
    """The effect, in the lane of the case's conversation."""
    return TellCustomer(lane=case.conversation, case=case.id, moment=moment, due_at=due_at)


def tell_agent(case: Case, moment: Moment) -> TellAgent:
    """The effect, in the lane of the case's conversation."""
    action = case.asked.action if case.asked else None
    return TellAgent(
        lane=case.conversation, destination=f"agent/{case.agent}", case=case.id, moment=moment, action=action
    )
