"""Nobody is to be had: the truthful next step, its words said once."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.escalate import chain_ended
from handrail_server.core.cases.landing import promise, promise_due
from handrail_server.core.policy.route import Landing
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import followed
from handrail_server.core.work.work import Acting, Crew, Work


def land(case: Case, conversation: Conversation, crew: Crew, *, by: Actor, at: At) -> Work:
    """The end of the chain: a contact is promised and the case waits for it, or the agent is truthfully given back."""
    return followed(case, chain_ended(case, by=by, at=at), conversation, crew, by=by, at=at)


def promise_contact(case: Case, conversation: Conversation, crew: Crew, me: Acting, landing: Landing) -> Work:
    """I promise the customer a call-back or e-mail: the case waits until then and is anybody's who comes first."""
    require_owner(case, me.person.id)
    moved = promise(case, landing=landing, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def broken_promise_due(case: Case, conversation: Conversation, crew: Crew, *, by: Actor, at: At) -> Work:
    """`case_promise` fell due with nobody on the case: first in line now, and the customer hears so."""
    return followed(case, promise_due(case, by=by, at=at), conversation, crew, by=by, at=at)
