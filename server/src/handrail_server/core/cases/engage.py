"""The talk between customer and person: first words, the customer waiting for an answer, and the answer."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import PersonId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.deadlines import CUSTOMER_SILENCE_SECONDS
from handrail_server.core.cases.facts import CaseEngaged, CustomerAnswered, ReplyAwaited
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


def person_spoke(case: Case, *, person: PersonId, turn: TurnNumber | None, by: Actor, at: At) -> Outcome[Case]:
    """The owner's words reached the conversation: the first engage the case, later ones end the customer's wait."""
    require_owner(case, person)
    if case.state is CaseState.ENGAGED:
        return _answered(case, person=person, turn=turn, by=by, at=at)
    spoken = replace(
        case,
        state=move(case, CaseVerb.ENGAGE),
        first_words_at=case.first_words_at or at,
        reply_due_at=None,
        silence_due_at=later(at, seconds=CUSTOMER_SILENCE_SECONDS),
    )
    first = case.first_words_at is None
    fact = CaseEngaged(by=by, at=at, person=person, turn=turn, first=first, waited_ms=at - case.requested_at)
    return settled(case, spoken, fact)


def customer_spoke(case: Case, *, turn: TurnNumber | None, by: Actor, at: At) -> Outcome[Case]:
    """The customer's words reached the conversation; the first that are unanswered start the owner's return time."""
    if case.state is not CaseState.ENGAGED or case.owner is None or case.reply_due_at is not None:
        return Outcome(state=case)
    reply_by = later(at, seconds=case.route.reply_within)
    awaited = replace(case, state=move(case, CaseVerb.AWAIT_REPLY), reply_due_at=reply_by, silence_due_at=None)
    return settled(case, awaited, ReplyAwaited(by=by, at=at, person=case.owner, turn=turn, reply_by=reply_by))


def require_owner(case: Case, person: PersonId) -> None:
    """Let the case's owner through, or raise `Forbidden`."""
    if case.owner != person:
        raise Forbidden("Another person has this case, or nobody.", fix="Claim it or take it over first.")


def _answered(case: Case, *, person: PersonId, turn: TurnNumber | None, by: Actor, at: At) -> Outcome[Case]:
    if case.reply_due_at is None:
        return Outcome(state=case)
    silence = later(at, seconds=CUSTOMER_SILENCE_SECONDS)
    answered = replace(case, state=move(case, CaseVerb.ANSWER), reply_due_at=None, silence_due_at=silence)
    return settled(case, answered, CustomerAnswered(by=by, at=at, person=person, turn=turn))
