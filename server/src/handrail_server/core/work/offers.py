"""Answering an offer."""

from handrail_server.core.basics.ids import OfferId
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.offers import accept, decline
from handrail_server.core.routing.order import right_for
from handrail_server.core.routing.rights import require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import followed
from handrail_server.core.work.reader import reader_of, require_credentials
from handrail_server.core.work.work import Acting, Crew, Work


def accept_offer(case: Case, offer: OfferId, conversation: Conversation, crew: Crew, me: Acting) -> Work:
    """The case is mine; everybody else's offer of it is taken back. After the time-out it is refused."""
    require(me.person, right_for(case.kind))
    require_credentials(me.person, case, me.at)
    moved = accept(case, offer=offer, reader=reader_of(me.person), by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def decline_offer(
    case: Case, offer: OfferId, conversation: Conversation, crew: Crew, me: Acting, *, why: str, note: str | None = None
) -> Work:
    """Not me, and why; I am left out of this round."""
    moved = decline(case, offer=offer, person=me.person.id, why=why, note=note, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)
