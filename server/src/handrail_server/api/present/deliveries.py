"""What an agent's application gets: each effect that is for it, as a delivery."""

from collections.abc import Awaitable, Callable
from typing import Final, Literal

import msgspec

from handrail_server.api.moments import shown
from handrail_server.api.wire.conversations import Delivery, FloorState
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.cases.effects import Moment, TellAgent
from handrail_server.core.learning.feedback import DeliverFeedback
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverControl, DeliverWhisper, DeliverWords
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Journal

Decided = Literal["approved", "rejected", "expired", "discarded"]
NameOf = Callable[[str], Awaitable[str | None]]
"""A person's name."""
_DECIDED: Final[dict[Moment, Decided]] = {
    Moment.APPROVED: "approved",
    Moment.REJECTED: "rejected",
    Moment.EXPIRED: "expired",
    Moment.DISCARDED: "discarded",
}
_AUTHORS: Final[dict[ActorKind, Literal["agent", "person", "system"]]] = {
    ActorKind.AGENT: "agent",
    ActorKind.PERSON: "person",
    ActorKind.SYSTEM: "system",
}


async def delivery_of(journal: Journal, parcel: Parcel) -> Delivery | None:
    """The delivery; None for an effect that no application understands."""

    async def name_of(person: str) -> str | None:
        found = await journal.find(parcel.org, Person, person)
        return found.state.name if found else None

    conversation = await journal.find(parcel.org, Conversation, parcel.lane)
    epoch = conversation.state.control.epoch if conversation else 0
    return await _shown(parcel, epoch, name_of)


async def _shown(parcel: Parcel, epoch: int, name_of: NameOf) -> Delivery | None:
    """`epoch` is the floor's now, for effects that carry none."""
    match parcel.effect:
        case DeliverWords() as words:
            named = await name_of(words.author_id) if words.author is ActorKind.PERSON else None
            return _with(
                parcel,
                kind="words",
                epoch=words.epoch,
                author=_AUTHORS.get(words.author),
                author_name=named,
                text=words.text,
                turn=words.number,
            )
        case DeliverControl() as control:
            holder = FloorState(holder=control.holder.value, id=control.holder_id, epoch=control.epoch)
            return _with(parcel, kind="control", epoch=control.epoch, holder=holder, note=control.note)
        case DeliverWhisper() as whisper:
            return _with(parcel, kind="whisper", epoch=epoch, text=whisper.text, expires_at=shown(whisper.expires_at))
        case TellAgent() as told:
            decided = _DECIDED.get(told.moment)
            return _with(parcel, kind="action", epoch=epoch, action=told.action, case=told.case, decided=decided)
        case DeliverFeedback() as said:
            feedback = _with(parcel, kind="feedback", epoch=epoch, turn=said.number, text=said.text, note=said.comment)
            return msgspec.structs.replace(feedback, conversation=said.conversation, label=said.label.value)
        case _:
            return None


def _with(  # noqa: PLR0913  the fields that one kind or another has, all by name
    parcel: Parcel,
    *,
    kind: Literal["words", "control", "whisper", "action", "feedback"],
    epoch: int,
    author: Literal["agent", "person", "system"] | None = None,
    author_name: str | None = None,
    text: str | None = None,
    turn: int | None = None,
    holder: FloorState | None = None,
    note: str | None = None,
    action: str | None = None,
    case: str | None = None,
    decided: Decided | None = None,
    expires_at: str | None = None,
) -> Delivery:
    return Delivery(
        id=parcel.id,
        conversation=parcel.lane,
        kind=kind,
        epoch=epoch,
        author=author,
        author_name=author_name,
        text=text,
        turn=turn,
        holder=holder,
        note=note,
        action=action,
        at=shown(parcel.created_at),
        decided=decided,
        case=case,
        expires_at=expires_at,
    )
