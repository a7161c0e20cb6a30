"""Taking the floor from whoever has it. Where nobody asked for a person, that opens a case, accepted at once."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import CaseId, PolicyVersion
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.claim import take_over as taken_over
from handrail_server.core.cases.open import Request, open_taken
from handrail_server.core.policy.route import Route
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.attached import attach_hand_over
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.floor import take_floor
from handrail_server.core.turns.why import FloorWhy
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import Manner, carried, followed
from handrail_server.core.work.reader import reader_of, require_credentials
from handrail_server.core.work.work import Acting, Crew, Work

TAKEOVER = "takeover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """What a case is opened with that no decision asked for."""

    case: CaseId
    route: Route
    policy: PolicyVersion


def take_over(conversation: Conversation, case: Case | None, crew: Crew, me: Acting, *, unasked: Unasked) -> Work:
    """The floor and the case are mine, whoever had them. `case` is the conversation's open hand-over, if any."""
    require(me.person, Right.TAKE_OVER)
    return taken(conversation, case, crew, me, unasked=unasked)


def taken(conversation: Conversation, case: Case | None, crew: Crew, me: Acting, *, unasked: Unasked) -> Work:
    """As `take_over`, for a verb that has checked a right of its own."""
    if conversation.closed_at is not None:
        raise MoveRefused("The conversation is closed.", field="conversation")
    if case is None:
        return _opened(conversation, crew, me, unasked)
    require_credentials(me.person, case, me.at)
    moved = taken_over(case, reader=reader_of(me.person), by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), manner=_MANNER, by=me.by, at=me.at)


def _opened(conversation: Conversation, crew: Crew, me: Acting, unasked: Unasked) -> Work:
    request = Request(
        case=unasked.case,
        conversation=conversation,
        route=unasked.route,
        reasons=(),
        policy=unasked.policy,
        turn=conversation.last_customer_turn,
        sealed=conversation.sealed,
    )
    opened = open_taken(request, reader=reader_of(me.person), by=me.by, at=me.at)
    require_credentials(me.person, opened.state, me.at)
    attached = attach_hand_over(conversation, opened.state.id, by=me.by, at=me.at)
    floor = take_floor(attached.state, me.person.id, why=FloorWhy.TAKE_OVER, by=me.by, at=me.at)
    people = carried(opened.state, with_me(crew, me), override=TAKEOVER, by=me.by, at=me.at)
    return Work(opened=opened, conversation=attached.then(floor), people=people)


_MANNER = Manner(override=TAKEOVER)
