"""A sealed conversation is read by nobody but an entitled person."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import ConversationSealed, ConversationUnsealed


def seal(
    conversation: Conversation, reasons: tuple[str, ...], credentials: tuple[str, ...], *, by: Actor, at: At
) -> Outcome[Conversation]:
    """Regulated words came up: whoever takes the conversation on holds all of these credentials."""
    demanded = tuple(dict.fromkeys((*conversation.sealed_for, *credentials)))
    if conversation.sealed and demanded == conversation.sealed_for:
        return Outcome(state=conversation)
    fact = ConversationSealed(by=by, at=at, reasons=reasons, credentials=demanded)
    return Outcome(state=replace(conversation, sealed=True, sealed_for=demanded), facts=(fact,))


def unseal(conversation: Conversation, case: CaseId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The matter was dealt with by an entitled person: turns to come are open again; the sealed ones stay sealed."""
    if not conversation.sealed:
        return Outcome(state=conversation)
    fact = ConversationUnsealed(by=by, at=at, case=case)
    return Outcome(state=replace(conversation, sealed=False, sealed_for=()), facts=(fact,))
