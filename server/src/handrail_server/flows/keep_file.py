"""A file is sent: looked at, kept with the conversation, and shown to nobody before words or a decision name it."""

import hashlib

from handrail_server.core.basics.errors import Forbidden, NotFound, TooLarge
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.files import FILES_LIMIT, TOTAL_LIMIT, received
from handrail_server.core.turns.turn import Attachment
from handrail_server.core.turns.widget import Widget
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.visiting import Visit


async def keep_file(
    house: House, visit: Visit, widget: Widget, name: str, called: str | None, content: bytes
) -> Attachment:
    """The file as it is kept, sealed with the key of whoever the conversation belongs to."""
    if not widget.files:
        raise Forbidden("This widget takes no files.", fix="Describe it in words.")
    file = received(name, called, content, hashlib.sha256(content).hexdigest())
    found = await house.journal.find(visit.org, Conversation, visit.conversation)
    if found is not None:
        key = found.state.key
    else:
        who = f"customer/{visit.customer}" if visit.customer else f"conversation/{visit.conversation}"
        key = await house.journal.data_key(visit.org, who)
    return await _kept(house, visit.org, visit.conversation, file, content, key)


async def keep_persons_file(
    house: House, caller: Caller, conversation: ConversationId, name: str, called: str | None, content: bytes
) -> Attachment:
    """A file for a reply that follows, or for the record of a decision."""
    person = (await house.journal.load(caller.org, Person, caller.person)).state
    if not may(person, Right.DECIDE):
        require(person, Right.REPLY)
    file = received(name, called, content, hashlib.sha256(content).hexdigest())
    talk = (await house.journal.load(caller.org, Conversation, conversation)).state
    return await _kept(house, caller.org, conversation, file, content, talk.key)


async def kept_file(house: House, org: OrgId, conversation: ConversationId, name: str, *, field: str) -> Attachment:
    """The file that was sent under this id, as it was kept: what the sender says of it is not asked."""
    kept = await house.attachments.get(org, conversation, name)
    if kept is None:
        raise NotFound("There is no such file.", field=field, fix="Send the file first.")
    return kept[0]


async def _kept(
    house: House, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, key: KeyId
) -> Attachment:
    async with house.turnstile.through(org, f"files/{conversation}"):
        count, size = await house.attachments.used(org, conversation)
        known = await house.attachments.get(org, conversation, file.id)
        if known is None and (count >= FILES_LIMIT or size + file.size > TOTAL_LIMIT):
            raise TooLarge(
                f"A conversation has at most {FILES_LIMIT} files and {TOTAL_LIMIT} bytes of them.",
                field="$",
                fix="Send fewer, or ask for another way.",
            )
        await house.attachments.put(org, conversation, file, content, key=key, at=house.clock.now())
    return file
