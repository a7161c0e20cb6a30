"""Taking a case from its queue by oneself, and giving it back there."""

from handrail_server.core.cases.case import Case
from handrail_server.core.cases.claim import claim as claimed
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.requeue import LostWhy, requeue
from handrail_server.core.routing.order import right_for
from handrail_server.core.routing.rights import require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.follow import followed
from handrail_server.core.work.reader import reader_of, require_credentials, require_place
from handrail_server.core.work.work import Acting, Crew, Work


def claim(case: Case, conversation: Conversation, crew: Crew, me: Acting) -> Work:
    """The case is mine, and with a hand-over the floor. Raises `MoveRefused` where somebody has it already."""
    require(me.person, right_for(case.kind))
    require_place(me.person, case)
    require_credentials(me.person, case, me.at)
    moved = claimed(case, reader=reader_of(me.person), by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def give_back(case: Case, conversation: Conversation, crew: Crew, me: Acting) -> Work:
    """I cannot go on: the case waits again, with its age kept, and I am not asked first."""
    require_owner(case, me.person.id)
    moved = requeue(case, why=LostWhy.GIVEN_BACK, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def with_me(crew: Crew, me: Acting) -> Crew:
    """The crew, and the person who acts."""
    return {**crew, me.person.id: me.person}
