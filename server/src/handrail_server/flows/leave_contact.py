"""A customer leaves an e-mail address: kept with the conversation, and no proof of who they are."""

import re
from typing import Final

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import ConversationId, TurnId, TurnNumber
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.turn import Captured, Turn
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import enter
from handrail_server.house.words import SPEAKER
from handrail_server.house.write import Write

LONGEST: Final = 254
EMAIL: Final = "email"
"""The captured data point by which a packet knows the address."""

_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[^\s@<>\"',;:()\[\]\\]{1,189}\.[^\s@<>\"',;:()\[\]\\.]{2,63}")
_WORDS: Final = {
    "en": "You left the address {email}. If we miss you here, we can write to you there.",
    "de": "Sie haben die Adresse {email} hinterlassen. Wenn wir Sie hier verpassen, können wir Ihnen dort schreiben.",
}


async def leave_contact(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    email: str,
    recording: Recording[Conversation] | None = None,
) -> Conversation:
    """Keep the address, and say that it was kept. The same address again changes nothing but says so again."""
    address = email.strip()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        raise Invalid("This is no e-mail address.", field="email", fix="Send one such as anna@example.com.")

    async def attempt(write: Write) -> Conversation:
        scene = await enter(house, write, caller, conversation)
        state = scene.conversation
        words = _WORDS.get(state.language.partition("-")[0], _WORDS["en"])
        turn = placed(
            state,
            Turn(
                conversation=state.id,
                id=TurnId(house.ids.new("turn")),
                number=TurnNumber(0),
                author=SPEAKER,
                text=words.format(email=address),
                channel=state.channel,
                language=state.language,
                said_at=write.at,
                received_at=write.at,
                epoch=0,
                captured=(Captured(name=EMAIL, value=address),),
            ),
        )
        scene.apply(hear(state, turn, deliver=True))
        write.turn(turn, "said")
        return scene.conversation

    return await decided(house, caller.org, attempt, recording, of=conversation)
