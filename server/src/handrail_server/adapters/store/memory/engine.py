"""The engine in memory. What it keeps is gone with the process."""

from typing import Final, TypeVar

from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.memory import conversations, desk, facts, keeping, outbox, people
from handrail_server.adapters.store.memory.answering import FUNCTIONS
from handrail_server.adapters.store.memory.tables import Tables
from handrail_server.adapters.store.recent import Recent
from handrail_server.adapters.store.rows import Scalar
from handrail_server.adapters.store.write import Write

R = TypeVar("R")

__all__ = ["MemoryEngine", "conversations", "desk", "facts", "keeping", "outbox", "people"]


class MemoryEngine:
    """Keeps rows in dictionaries. Each call runs to its end on the event loop, so calls never meet."""

    def __init__(self) -> None:
        self.recent: Final = Recent(alone=False)  # each read goes through the codec, as it does after a restart
        self._tables = Tables()

    async def migrate(self) -> tuple[str, ...]:
        """There is nothing to bring up to date."""
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def commit(self, write: Write) -> None:
        """Store all rows or none."""
        self._tables.store(write)

    async def read(self, query: Query[R], **values: Scalar) -> list[R]:
        """What the function of that name finds."""
        return [query.row(*row) for row in FUNCTIONS[query.name](self._tables, **values)]

    async def run(self, command: Command[R], **values: Scalar) -> list[R]:
        """What the function of that name answers."""
        return [command.row(*row) for row in FUNCTIONS[command.name](self._tables, **values)]
