"""The truthful next step where nobody is to be had: a promised contact, or the conversation back to the agent."""

from dataclasses import replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import Moment, TellCustomer, tell_customer
from handrail_server.core.cases.facts import CaseLanded, ContactPromised, PromiseBroken
from handrail_server.core.cases.moves import UNTAKEN, CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.seal import without_owner
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import aimed
from handrail_server.core.policy.route import Landing, LandingKind

FIRST_IN_LINE: Final = 0
"""The rank of a case whose promise was broken."""


def land(case: Case, *, landing: Landing | None = None, by: Actor, at: At) -> Outcome[Case]:
    """The end of the chain, as the route (or `landing`) has it. Its words are said once."""
    chosen = landing or case.route.landing
    if chosen.kind is not LandingKind.HAND_BACK:
        return promise(case, landing=chosen, by=by, at=at)
    state = move(case, CaseVerb.LAND)
    landed = replace(case, state=state, offers=(), landed_words_said=True, closed_at=at)
    tried = (*case.item.tried, case.item.target)
    fact = CaseLanded(by=by, at=at, tried=tried)
    return settled(case, landed, *_taken_back(case, by=by, at=at), fact, effects=_words(case, landed, Moment.LANDED))


def promise(case: Case, *, landing: Landing, by: Actor, at: At) -> Outcome[Case]:
    """A call-back or an e-mail is promised: the case waits on, due at that time, and may be claimed before."""
    state = move(case, CaseVerb.PROMISE)
    due = later(at, seconds=landing.promise_seconds)
    again = aimed(without_owner(case), case.route.target, queue=None, tried=(), at=at)
    waiting = replace(again, state=state, promised=landing.kind, promised_for=due, landed_words_said=True)
    fact = ContactPromised(by=by, at=at, promise=landing.kind, promised_for=due, words_said=not case.landed_words_said)
    words = _words(case, waiting, Moment.PROMISED, due)
    return settled(case, waiting, *_taken_back(case, by=by, at=at), fact, effects=words)


def promise_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_promise` fell due with nobody on the case: the customer hears so, and the case goes first in line."""
    if case.state not in UNTAKEN or case.promised_for is None or at < case.promised_for:
        raise MoveRefused("No promise is due.")
    state = move(case, CaseVerb.BREAK_PROMISE)
    anew = aimed(case, case.route.target, queue=None, tried=(), at=at)
    waiting = replace(anew, state=state, severity="critical", item=replace(anew.item, rank=FIRST_IN_LINE))
    fact = PromiseBroken(
        by=by,
        at=at,
        promise=case.promised or case.route.landing.kind,
        promised_for=case.promised_for,
        target=waiting.item.target,
        accept_by=waiting.item.target_accept_at,
    )
    told = tell_customer(waiting, Moment.PROMISE_BROKEN, waiting.item.target_accept_at)
    return settled(case, waiting, *_taken_back(case, by=by, at=at), fact, effects=(told,))


def _words(before: Case, after: Case, moment: Moment, due: At | None = None) -> tuple[TellCustomer, ...]:
    return () if before.landed_words_said else (tell_customer(after, moment, due),)


def _taken_back(case: Case, *, by: Actor, at: At) -> tuple[Fact, ...]:
    return (rescinded(case.offers, by=by, at=at),) if case.offers else ()
