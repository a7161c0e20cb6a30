"""Passing a case on: transferred by whoever has it, or given to a person by a supervisor."""

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.claim import take_over as taken_over
from handrail_server.core.cases.codes import written
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.cases.transfer import transfer as transferred
from handrail_server.core.routing.order import right_for
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.facts import CaseReassigned
from handrail_server.core.work.follow import Manner, followed
from handrail_server.core.work.reader import reader_of, require_credentials
from handrail_server.core.work.work import Acting, Crew, Work

REASSIGNED = "reassigned"


def transfer(case: Case, conversation: Conversation, crew: Crew, me: Acting, passing: Passing) -> Work:
    """The case waits at another queue or person, its age kept.

    Cold: the floor waits with it. Warm: I keep the floor until the next person accepts, so as to introduce them. After
    two transfers only somebody who may reassign moves it.
    """
    require(me.person, Right.TRANSFER)
    supervised = may(me.person, Right.REASSIGN)
    if not supervised:
        require_owner(case, me.person.id)
    moved = transferred(case, passing, supervised=supervised, by=me.by, at=me.at)
    manner = Manner(warm=passing.warm)
    return followed(case, moved, conversation, with_me(crew, me), manner=manner, by=me.by, at=me.at)


def reassign(
    case: Case, conversation: Conversation, crew: Crew, me: Acting, *, to: Person, why: str, override: bool = False
) -> Work:
    """The case is `to`'s now, whoever had it; beyond their capacity only with `override`, which is recorded."""
    require(me.person, Right.REASSIGN)
    if override:
        require(me.person, Right.OVERRIDE_CAPACITY)
    if not may(to, right_for(case.kind)):
        raise Invalid("This person may not take such cases.", field="person", fix="Choose somebody else.")
    require_credentials(to, case, me.at)
    moved = taken_over(case, reader=reader_of(to), by=me.by, at=me.at)
    given = moved.then(Outcome(state=moved.state, facts=(_reassigned(case, me, to, why),)))
    manner = Manner(override=REASSIGNED if override else None)
    return followed(case, given, conversation, {**crew, to.id: to}, manner=manner, by=me.by, at=me.at)


def _reassigned(case: Case, me: Acting, to: Person, why: str) -> CaseReassigned:
    return CaseReassigned(by=me.by, at=me.at, person=to.id, before=case.owner, why=written(why, field="why"))
