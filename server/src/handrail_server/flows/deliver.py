"""What becomes of messages: withdrawn because the floor has moved, acknowledged, or not delivered.

The fact comes first, then the outbox row: where a crash comes between, whoever finds the row tells it again, and it is
recorded once. So no row says what no fact does.
"""

from handrail_server.core.basics.actors import Actor, system
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ConversationId, MessageId
from handrail_server.core.basics.time import At
from handrail_server.core.policy.imposed import NOT_DELIVERED, impose
from handrail_server.core.policy.situation import Situation
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivered import acknowledged, not_delivered, withdraw_message
from handrail_server.core.turns.delivery import DeliverControl, DeliverWhisper, DeliverWords, DeliveryState
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided_once
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision, record
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.working import Parcel

OUTBOX = system("outbox")


async def withdraw(house: House, parcel: Parcel) -> None:
    """Take back an agent's message that has not begun to send: somebody else holds the floor (law 1).

    It never will be sent: its epoch has passed, and an epoch does not come back.
    """
    effect = parcel.effect
    if not isinstance(effect, DeliverWords):
        return

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Conversation, ConversationId(parcel.lane))
        taken_back = withdraw_message(found.state, effect, by=OUTBOX, at=write.at)
        write.change(found, taken_back, key=found.state.key)

    await decided_once(house, parcel.org, attempt, what=f"withdrawn/{parcel.id}")
    await house.outbox.withdraw(parcel)


async def acknowledge(house: House, caller: Caller, delivery: str) -> None:
    """The agent's application has it. Saying so twice changes nothing."""
    parcel = await house.outbox.parcel(caller.org, delivery)
    if parcel is None or (caller.agent is not None and parcel.destination != f"agent/{caller.agent}"):
        raise NotFound(f"There is no delivery `{delivery}` here.", field="delivery")
    if parcel.state in (DeliveryState.DELIVERED, DeliveryState.WITHDRAWN) or not parcel.attempts:
        return
    await _acknowledged(house, parcel, by=caller.actor)
    await house.outbox.acknowledge(caller.org, delivery)


async def end_sent(house: House, parcel: Parcel) -> None:
    """The receiver has taken it, which says as much as an acknowledgement by id."""
    await _acknowledged(house, parcel, by=OUTBOX)
    await house.outbox.sent(parcel)


async def end_unsent(house: House, parcel: Parcel, *, error: str, retry_at: At | None) -> None:
    """It could not be sent; where it never will be tried again, the person who wrote it sees that."""
    if retry_at is None:
        await _not_delivered(house, parcel, reason="undeliverable", final=True)
    await house.outbox.fail(parcel, error=error, retry_at=retry_at)


async def end_unacknowledged(house: House, parcel: Parcel, *, retry_at: At | None) -> None:
    """It was sent and nobody said that they have it; the person who wrote it sees that it has not arrived yet."""
    if isinstance(parcel.effect, DeliverWords):
        await _not_delivered(house, parcel, reason="not_acknowledged", final=retry_at is None)
    await house.outbox.fail(parcel, error="not acknowledged", retry_at=retry_at)


async def _not_delivered(house: House, parcel: Parcel, *, reason: str, final: bool) -> None:
    """Record it, once for each try.

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

    await decided_once(house, parcel.org, attempt, what=f"{reason}/{parcel.id}/{parcel.attempts}")


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

    await decided_once(house, parcel.org, attempt, what=f"delivered/{parcel.id}")


def message_of(parcel: Parcel) -> MessageId | None:
    """The message's own id, where the parcel is a conversation's message."""
    match parcel.effect:
        case DeliverWords() | DeliverControl() | DeliverWhisper():
            return parcel.effect.message
        case _:
            return None
