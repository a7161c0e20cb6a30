"""What goes out of a conversation by a channel of ours, handed to the channel that the customer came by."""

from collections.abc import Mapping

from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.ports.channels import Channel, Outgoing
from handrail_server.ports.knowing import Deliverer, Undeliverable
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Journal

TO_CHANNELS = "worker"


class ChannelPost:
    """Hands words on to channels, and what is for an agent's application to `otherwise`."""

    def __init__(self, journal: Journal, channels: Mapping[str, Channel], otherwise: Deliverer) -> None:
        self._journal = journal
        self._channels = channels
        self._otherwise = otherwise

    async def deliver(self, parcel: Parcel) -> None:
        """Do it, or raise `Undeliverable`."""
        effect = parcel.effect
        if parcel.destination != TO_CHANNELS or not isinstance(effect, DeliverWords | DeliverControl):
            await self._otherwise.deliver(parcel)
            return
        conversation = (await self._journal.load(parcel.org, Conversation, parcel.lane)).state
        channel = self._channels.get(conversation.channel)
        if channel is None:
            raise Undeliverable(f"There is no channel `{conversation.channel}` here.", permanent=True)
        await channel.deliver(
            Outgoing(
                org=parcel.org,
                conversation=conversation.id,
                channel=conversation.channel,
                customer=conversation.customer,
                parcel=parcel.id,
                effect=effect,
            )
        )
