"""What becomes of messages: withdrawn because the floor has moved, acknowledged, or not delivered."""

from handrail_server.core.basics.actors import Actor, system
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ConversationId, MessageId
from handrail_server.core.policy.imposed import NOT_DELIVERED, impose
from handrail_server.core.policy.situation import Situation
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivered import acknowledged, not_delivered, withdraw_message
from handrail_server.core.turns.delivery import DeliverControl, DeliverWhisper, DeliverWords, DeliveryState
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision, record
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.working import Parcel

OUTBOX = system("outbox")


async def withdraw(house: House, parcel: Parcel) -> None:
    """Take back an agent's message that has not begun to send: somebody else holds the floor (law 1)."""
    effect = parcel.effect
    if not isinstance(effect, DeliverWords) or not await house.outbox.withdraw(parcel):
        return

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Conversation, ConversationId(parcel.lane))
        taken_back = withdraw_message(found.state, effect, by=OUTBOX, at=write.at)
        write.change(found, taken_back, key=found.state.key)

    await decided(house, parcel.org, attempt)


async def acknowledge(house: House, caller: Caller, delivery: str) -> None:
    """The agent's application has it. Saying so twice changes nothing."""
    parcel = await house.outbox.parcel(caller.org, delivery)
    if parcel is None or (caller.agent is not None and parcel.destination != f"agent/{caller.agent}"):
        raise NotFound(f"There is no delivery `{delivery}` here.", field="delivery")
    if parcel.state in (DeliveryState.DELIVERED, DeliveryState.WITHDRAWN) or not parcel.attempts:
        return
    # The fact first: where a crash comes between, the application says it again, and nothing is forgotten.
    await _acknowledged(house, parcel, by=caller.actor)
    await house.outbox.acknowledge(caller.org, delivery)


async def note_delivered(house: House, parcel: Parcel) -> None:
    """The application's webhook has taken it, which says as much as an acknowledgement by id."""
    await _acknowledged(house, parcel, by=OUTBOX)


async def note_undelivered(house: House, parcel: Parcel, *, reason: str, final: bool) -> None:
    """The person who wrote it sees that it did not arrive.

    Around the agent there is no application that could do something about it: where no person has the conversation,
    one is asked.
    """
    message = message_of(parcel)
    if message is None:
        return

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Conversation, ConversationId(parcel.lane))
        failed = not_delivered(found.state, message, reason=reason, final=final, by=OUTBOX, at=write.at)
        if not (final and found.state.around and isinstance(parcel.effect, DeliverWords)):
            write.change(found, failed, key=found.state.key)
            return
        scene = await scene_of(house, write, found)
        scene.apply(failed)
        if scene.conversation.open_case is None and scene.conversation.closed_at is None:
            await _ask_person(scene)

    await decided(house, parcel.org, attempt)


async def _ask_person(scene: Scene) -> None:
    situation = Situation(turn=None, signals=(), before=scene.conversation, agent=scene.agent.state, now=scene.write.at)
    decision = impose(scene.setting.policy, situation, NOT_DELIVERED, decision_id=new_decision(scene))
    record(scene, decision, ())
    await hand_over(scene, decision, None)


async def _acknowledged(house: House, parcel: Parcel, *, by: Actor) -> None:
    message = message_of(parcel)
    if message is None:
        return

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Conversation, ConversationId(parcel.lane))
        write.change(found, acknowledged(found.state, message, by=by, at=write.at), key=found.state.key)

    await decided(house, parcel.org, attempt)


def message_of(parcel: Parcel) -> MessageId | None:
    """The message's own id, where the parcel is a conversation's message."""
    match parcel.effect:
        case DeliverWords() | DeliverControl() | DeliverWhisper():
            return parcel.effect.message
        case _:
            return None
