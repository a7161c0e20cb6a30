"""Words that people and the system write here, as turns; and notes that stay among colleagues."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import TurnId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import NoteWritten
from handrail_server.core.turns.turn import Attachment, Turn

CHARACTERS = 20_000
COVER = "█"
"""What stands for each character that a viewer may not read."""


def written_turn(
    conversation: Conversation,
    turn: TurnId,
    text: str,
    *,
    by: Actor,
    at: At,
    attachments: tuple[Attachment, ...] = (),
) -> Turn:
    """Words to the customer, in the channel they came by; `placed` gives them their number."""
    return Turn(
        conversation=conversation.id,
        id=turn,
        number=TurnNumber(0),
        author=by,
        text=_checked(whole_words(text)),
        channel=conversation.channel,
        language=conversation.language,
        said_at=at,
        received_at=at,
        epoch=0,
        replies_to=conversation.last_customer_turn,
        attachments=attachments,
    )


def note(conversation: Conversation, name: str, text: str, *, by: Actor, at: At) -> Outcome[Conversation]:
    """A note for colleagues, under an id that its writer chose."""
    fact = NoteWritten(by=by, at=at, note=name, text=_checked(text))
    return Outcome(state=conversation, facts=(fact,))


def whole_words(text: str) -> str:
    """The words; refused where they were copied from where they are covered: they would go out as they were seen."""
    if COVER in text:
        raise Invalid(
            "Part of these words is covered from you.",
            field="text",
            fix="Open the conversation's personal data first, or take the covered part out.",
        )
    return text


def _checked(text: str) -> str:
    if not text.strip() or len(text) > CHARACTERS:
        raise Invalid(f"Say something, in at most {CHARACTERS} characters.", field="text")
    return text
