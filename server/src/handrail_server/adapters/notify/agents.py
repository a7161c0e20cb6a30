"""What an agent's application must pass on or know, posted to its webhook. 2xx acknowledges it."""

from collections.abc import Awaitable, Callable
from typing import Final

from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.sender import Sender
from handrail_server.adapters.notify.signature import signed
from handrail_server.core.turns.agent import Agent
from handrail_server.ports.knowing import Undeliverable
from handrail_server.ports.working import Parcel

Written = Callable[[Parcel], Awaitable[bytes]]
"""The delivery as JSON: the same as `GET /v1/deliveries` gives."""
_TO: Final = "agent/"


class AgentDeliverer:
    """Posts deliveries, signed with the secret that was shown when the webhook was set."""

    def __init__(self, rooms: Rooms, sender: Sender, written: Written) -> None:
        self._rooms = rooms
        self._sender = sender
        self._written = written

    async def deliver(self, parcel: Parcel) -> None:
        """Post it, or raise `Undeliverable`."""
        name = parcel.destination.removeprefix(_TO)
        agent = await self._rooms.journal.find(parcel.org, Agent, name)
        if agent is None or agent.state.webhook is None:
            raise Undeliverable("The agent has no webhook now; it can fetch this.", permanent=False)
        now, address = self._rooms.clock.now(), agent.state.webhook
        body = await self._written(parcel)
        secret = self._rooms.webhooks.of(parcel.org, name, address)
        await self._sender.post(address, body, signed(body, secret=secret, message=parcel.id, at=now), now=now)
