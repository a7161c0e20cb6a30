"""The time after a talk: kept by the server, extended on request, and ended by the person or by the clock."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.wrap_up import close, silence_due, wrap_up_due
from handrail_server.core.cases.wrap_up import extend_wrap_up as extended
from handrail_server.core.routing.capacity import extend_wrap_up as kept_longer
from handrail_server.core.routing.capacity import wrap_up
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import followed
from handrail_server.core.work.work import Acting, Crew, Work


def extend(case: Case, me: Acting, *, seconds: int) -> Work:
    """More time to write it up, at most ten times; my capacity is kept as long."""
    moved = extended(case, person=me.person.id, seconds=seconds, by=me.by, at=me.at)
    kept = kept_longer(me.person, case.id, seconds=seconds, by=me.by, at=me.at)
    return Work(case=moved, people=(kept,))


def end(case: Case, conversation: Conversation, crew: Crew, me: Acting) -> Work:
    """I am done; raises `DocumentationMissing` where a compliance case lacks its record."""
    require_owner(case, me.person.id)
    moved = close(case, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def end_due(case: Case, conversation: Conversation, crew: Crew, *, by: Actor, at: At) -> Work:
    """`case_wrap_up` fell due: closed, or kept open where documentation is missing."""
    return followed(case, wrap_up_due(case, by=by, at=at), conversation, crew, by=by, at=at)


def quiet_due(case: Case, conversation: Conversation, crew: Crew, *, wrap_up_seconds: int, by: Actor, at: At) -> Work:
    """`case_silence` fell due: the customer said nothing more, so the talk is over and its person wraps up."""
    moved = silence_due(case, wrap_up_seconds=wrap_up_seconds, by=by, at=at)
    work = followed(case, moved, conversation, crew, by=by, at=at)
    owner = crew.get(case.owner) if case.owner is not None else None
    if owner is None:
        return work
    kept = wrap_up(owner, case.id, seconds=wrap_up_seconds, by=by, at=at)
    return replace(work, people=(*work.people, kept))
