"""An agent asks before it speaks (law 1)."""

from dataclasses import replace

from handrail_server.core.basics.ids import AgentId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import TurnRefused
from handrail_server.core.turns.hear import hear
from handrail_server.core.turns.remembered import Remembered
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.turns.why import RefusedWhy


def admit(conversation: Conversation, draft: Turn, *, floor: int) -> None:
    """Let a draft through to be judged, or raise `StaleEpoch`.

    Another agent that carries the present token takes over from the one before; no agent ever takes over from a person.
    """
    holder, speaker = conversation.control.holder, AgentId(draft.author.id)
    if holder.kind is HolderKind.AGENT and holder.id is not None:
        speaker = AgentId(holder.id)
    conversation.control.admit(speaker, floor)


def propose(
    conversation: Conversation,
    draft: Turn,
    seen: Remembered | None = None,
    *,
    floor: int,
    status: TurnStatus = TurnStatus.SAID,
    deliver: bool = False,
) -> Outcome[Conversation]:
    """Accept a draft: as words that are said now, or held. Raises `StaleEpoch` where the floor has moved.

    The caller commits `refuse` then, answers 409 and never tries again.
    """
    admit(conversation, draft, floor=floor)
    return hear(conversation, draft, seen, status=status, deliver=deliver)


def refused(conversation: Conversation, draft: Turn) -> Turn:
    """The draft with the number under which it is kept."""
    return replace(draft, number=TurnNumber(conversation.turns + 1), epoch=conversation.control.epoch)


def refuse(
    conversation: Conversation, draft: Turn, *, floor: int, why: RefusedWhy = RefusedWhy.STALE
) -> Outcome[Conversation]:
    """Keep a draft, numbered by `refused`, that must not be said; it leaves no trace in what detectors remember."""
    holder = conversation.control.holder
    fact = TurnRefused(
        by=draft.author,
        at=draft.received_at,
        number=draft.number,
        turn=draft.id,
        why=why,
        floor=floor,
        epoch=conversation.control.epoch,
        holder=holder.kind,
        holder_id=holder.id,
        text=draft.text,
    )
    return Outcome(state=replace(conversation, turns=conversation.turns + 1), facts=(fact,))
