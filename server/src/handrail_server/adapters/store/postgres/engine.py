"""The engine over one PostgreSQL database, beside any number of other processes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.migrations import migrations
from handrail_server.adapters.store.postgres.connections import Connections
from handrail_server.adapters.store.postgres.failures import AGAIN, FAILURES, is_lost, told
from handrail_server.adapters.store.postgres.gathered import MANY, Columns, Gathered
from handrail_server.adapters.store.postgres.groups import Groups
from handrail_server.adapters.store.postgres.migrate import apply
from handrail_server.adapters.store.postgres.parameters import numbered_statements
from handrail_server.adapters.store.recent import Recent
from handrail_server.adapters.store.rows import Scalar
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import Unavailable

R = TypeVar("R")

HERE: Final = Path(__file__).parent
_TRIES: Final = 3


class PostgresEngine:
    """Keeps rows in a database that other processes use at the same time."""

    def __init__(self, dsn: str, *, connections: int = 12) -> None:
        """Nothing is opened before it is needed; at most so many connections are."""
        self.recent: Final = Recent(alone=False)
        self._connections = Connections(dsn, most=connections)
        self._statements = numbered_statements(HERE / "sql")
        self._groups = Groups(self._connections, self._statements)
        self._gathered = Gathered(self._read)

    async def migrate(self) -> tuple[str, ...]:
        """Apply what is pending, all of it or nothing; processes that do so at once wait for one another."""
        try:
            return await apply(migrations(HERE / "migrations"), self._connections)
        except FAILURES as error:
            raise told(error, self._connections.place) from error

    async def close(self) -> None:
        """Commits first, connections last."""
        await self._groups.close()
        await self._connections.close()

    async def commit(self, write: Write) -> None:
        """Store it with whatever else waits; returns when the group is durable."""
        await self._groups.commit(write)

    async def read(self, query: Query[R], **values: Scalar) -> list[R]:
        """The rows that the statement of that name finds; asked again where a connection broke."""
        if query.name + MANY in self._statements:
            return [query.row(*row) for row in await self._gathered.rows(query.name, values)]
        return [query.row(*row) for row in await self._read(query.name, values)]

    async def run(self, command: Command[R], **values: Scalar) -> list[R]:
        """Run the statement of that name, and again where another process was in between."""
        return [command.row(*row) for row in await self._rows(command.name, values, again=_was_between)]

    async def _read(self, name: str, values: Mapping[str, object]) -> list[Columns]:
        return await self._rows(name, values, again=is_lost)

    async def _rows(
        self, name: str, values: Mapping[str, object], *, again: Callable[[Exception], bool]
    ) -> list[Columns]:
        statement = self._statements[name]
        arguments = statement.arguments(values)
        for tries_left in reversed(range(_TRIES)):
            try:
                async with self._connections.one() as connection:
                    return [tuple(row) for row in await connection.fetch(statement.sql, *arguments)]
            except FAILURES as error:
                if not (tries_left and again(error)):
                    raise told(error, self._connections.place) from error
        raise Unavailable


def _was_between(error: Exception) -> bool:
    return isinstance(error, AGAIN)
