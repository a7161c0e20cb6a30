"""A bell within one process: wakes whoever waits, and forgets."""

import asyncio
from collections import defaultdict


class ProcessBell:
    """Rings topics; a ring wakes all who wait at that moment."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def ring(self, topic: str) -> None:
        """Wake whoever waits for `topic`."""
        for waiter in self._waiting.pop(topic, ()):
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, topic: str, *, seconds: float) -> bool:
        """Return True on the next ring, False after `seconds`."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting[topic].add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        else:
            return True
        finally:
            waiters = self._waiting.get(topic)
            if waiters is not None:
                waiters.discard(waiter)
                if not waiters:
                    del self._waiting[topic]
