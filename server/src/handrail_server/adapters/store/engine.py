"""What the store needs of an engine: three verbs over rows, and its own upkeep.

Each engine keeps named statements (`sql/*.sql`) or functions for the queries and commands of `queries`, so that the
journal, library, outbox, … are written once. An engine's answers are the rows' types, built from columns in order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from handrail_server.adapters.store.recent import Recent
from handrail_server.adapters.store.rows import Scalar
from handrail_server.adapters.store.write import Write

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Query(Generic[R]):
    """A named read. It sees what was committed before it began."""

    name: str
    row: Callable[..., R]
    """Makes a value of the columns."""
    point: bool = False
    """It reads a few rows by key: so fast that handing it to a thread would cost more."""


@dataclass(frozen=True, slots=True)
class Command(Generic[R]):
    """A named write of few rows that is no commit (a claim, a lease): one durable transaction of its own.

    It may be several statements, run in order; it answers the rows of the first that returns any. After a statement
    marked *must answer*, nothing more is run where it answered no row.
    """

    name: str
    row: Callable[..., R]


class Engine(Protocol):
    """Keeps rows."""

    @property
    def recent(self) -> Recent:
        """What was read or written last."""
        ...

    async def migrate(self) -> tuple[str, ...]:
        """Bring the tables up to date, and name the migrations that were applied; repeating it changes nothing.

        Raises `Unavailable` where an applied migration is not the one in the code.
        """
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of everything."""
        ...

    async def commit(self, write: Write) -> None:
        """Store all rows in one transaction and return when they are durable.

        Makes the checks of `checks.Seen` in the same transaction: raises `VersionConflict`, `AlreadyAnswered`,
        `Reused` or `Conflict`, and then nothing is written. Raises `Unavailable` where the store cannot write.
        A commit's `unplaced` and outbox rows get ever growing sequence numbers *after* its versions were checked, so
        that commits on one subject are numbered in the order of its versions.
        """
        ...

    async def read(self, query: Query[R], **values: Scalar) -> list[R]:
        """The rows that a query finds."""
        ...

    async def run(self, command: Command[R], **values: Scalar) -> list[R]:
        """Run a command and return when it is durable."""
        ...
