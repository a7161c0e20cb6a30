"""A person opens the personal data of a conversation that is not theirs to work."""

from handrail_server.core.cases.codes import coded
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns import personal_data
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.work import Acting, Work


def open_personal_data(conversation: Conversation, me: Acting, *, purpose: str) -> Work:
    """Raises `Forbidden` without the right. What is sealed or regulated stays so."""
    require(me.person, Right.READ_PERSONAL_DATA)
    why = coded(purpose, field="purpose")
    opened = personal_data.open_personal_data(conversation, me.person.id, purpose=why, by=me.by, at=me.at)
    return Work(conversation=opened)
