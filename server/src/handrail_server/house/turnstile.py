"""One at a time through the same door, within this process.

Versions alone keep commits right; but of thirty turns of one conversation that arrive together, twenty-nine would
decide in vain. Other processes are not held up: against them, and only against them, a flow decides again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turnstile:
    """A door for each name, gone when nobody stands before it."""

    def __init__(self) -> None:
        self._doors: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def through(self, org: str, name: str) -> AsyncIterator[None]:
        """Wait for whoever came before, in order."""
        door = self._doors.get((org, name))
        if door is None:
            door = self._doors[org, name] = asyncio.Lock()
        async with door:
            yield
