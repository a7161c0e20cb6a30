"""A customer sends a file: looked at, kept with the conversation, and shown to nobody before words come with it."""

import hashlib

from handrail_server.core.basics.errors import Forbidden, TooLarge
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.files import FILES_LIMIT, TOTAL_LIMIT, received
from handrail_server.core.turns.turn import Attachment
from handrail_server.core.turns.widget import Widget
from handrail_server.house.house import House
from handrail_server.ports.visiting import Visit


async def keep_file(
    house: House, visit: Visit, widget: Widget, name: str, called: str | None, content: bytes
) -> Attachment:
    """The file as it is kept, sealed with the key of whoever the conversation belongs to."""
    if not widget.files:
        raise Forbidden("This widget takes no files.", fix="Describe it in words.")
    file = received(name, called, content, hashlib.sha256(content).hexdigest())
    async with house.turnstile.through(visit.org, f"files/{visit.conversation}"):
        count, size = await house.attachments.used(visit.org, visit.conversation)
        known = await house.attachments.get(visit.org, visit.conversation, name)
        if known is None and (count >= FILES_LIMIT or size + file.size > TOTAL_LIMIT):
            raise TooLarge(
                f"A conversation has at most {FILES_LIMIT} files and {TOTAL_LIMIT} bytes of them.",
                field="$",
                fix="Send fewer, or ask for another way.",
            )
        found = await house.journal.find(visit.org, Conversation, visit.conversation)
        if found is not None:
            key = found.state.key
        else:
            who = f"customer/{visit.customer}" if visit.customer else f"conversation/{visit.conversation}"
            key = await house.journal.data_key(visit.org, who)
        await house.attachments.put(visit.org, visit.conversation, file, content, key=key, at=house.clock.now())
    return file
