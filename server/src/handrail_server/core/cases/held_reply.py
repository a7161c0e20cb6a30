"""Deciding a held reply: released as it is or edited, or discarded; once expired it is never sent."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Forbidden, MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState, HeldReply
from handrail_server.core.cases.codes import coded, written
from handrail_server.core.cases.decision_facts import ReplyDiscarded, ReplyHoldExpired, ReplyReleased
from handrail_server.core.cases.effects import Moment, tell_agent
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.settle import settled


def release(case: Case, *, person: PersonId, text: str | None = None, by: Actor, at: At) -> Outcome[Case]:
    """The draft may be said. With another `text` the person becomes its author; that is no takeover."""
    state = move(case, CaseVerb.RELEASE)
    held = _decidable(case, person, at)
    words = held.text if text is None else written(text, field="text")
    edited = words != held.text
    released = _decided(case, person, state=state, outcome="edited" if edited else "released", at=at)
    fact = ReplyReleased(
        by=by, at=at, person=person, turn=held.turn, edited=edited, waited_ms=at - case.requested_at, text=words
    )
    return settled(case, released, fact)


def discard(case: Case, *, person: PersonId, why: str, note: str | None = None, by: Actor, at: At) -> Outcome[Case]:
    """The draft is never said."""
    state = move(case, CaseVerb.DISCARD)
    held = _decidable(case, person, at)
    code = coded(why, field="reason")
    discarded = _decided(case, person, state=state, outcome="discarded", at=at)
    fact = ReplyDiscarded(
        by=by, at=at, person=person, turn=held.turn, why=code, waited_ms=at - case.requested_at, note=note
    )
    return settled(case, discarded, fact, effects=(tell_agent(discarded, Moment.DISCARDED),))


def expire_held_reply(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_expiry` fell due: the draft is never sent. The same commit opens a hand-over with reason `hold_expired`."""
    state = move(case, CaseVerb.EXPIRE)
    held = _held(case)
    if at < held.expires_at:
        raise MoveRefused("The hold has not expired.")
    expired = replace(case, state=state, offers=(), closed_at=at)
    fact = ReplyHoldExpired(by=by, at=at, turn=held.turn, waited_ms=at - case.requested_at)
    taken_back = (rescinded(case.offers, by=by, at=at),) if case.offers else ()
    return settled(case, expired, *taken_back, fact)


def _decidable(case: Case, person: PersonId, at: At) -> HeldReply:
    held = _held(case)
    if case.owner is not None and case.owner != person:
        raise Forbidden("Another person has claimed this draft.", fix="Take it over first.")
    if at >= held.expires_at:
        raise MoveRefused("The hold has expired: the draft is never sent.", fix="Answer the customer yourself.")
    return held


def _decided(case: Case, person: PersonId, *, state: CaseState, outcome: str, at: At) -> Case:
    return replace(case, state=state, decided_by=person, outcome=outcome, resolved_at=at, closed_at=at)


def _held(case: Case) -> HeldReply:
    if case.held is None:
        raise MoveRefused("This case holds no reply.")
    return case.held
