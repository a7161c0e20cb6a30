"""People and other subjects of which there are few."""

from collections.abc import Collection
from typing import TypeVar

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import written
from handrail_server.adapters.store.library.shelf import Shelf, loaded
from handrail_server.core.basics.ids import OrgId, QueueId
from handrail_server.core.routing.person import Person
from handrail_server.ports.writing import Loaded

S = TypeVar("S")


class People(Shelf):
    """Who works here, and how the organisation is set up."""

    async def people(
        self, org: OrgId, *, queue: QueueId | None = None, active: bool = True
    ) -> tuple[Loaded[Person], ...]:
        """People with their versions, by name; of one queue where given; with `active` only those who still work."""
        if queue is None:
            rows = await self._engine.read(queries.PEOPLE, org=org, active=active)
        else:
            rows = await self._engine.read(queries.PEOPLE_OF_QUEUE, org=org, queue=queue, active=active)
        return tuple(loaded(self._codec, Person, row) for row in rows)

    async def person_by_email(self, org: OrgId, email: str) -> Loaded[Person] | None:
        """A person by their e-mail address, compared without case."""
        for row in await self._engine.read(queries.PERSON_BY_EMAIL, org=org, email=email.casefold()):
            return loaded(self._codec, Person, row)
        return None

    async def all(self, org: OrgId, kind: type[S]) -> tuple[Loaded[S], ...]:
        """All subjects of a small kind: agents, organisations."""
        rows = await self._engine.read(queries.SUBJECTS, org=org, kind=self._codec.kind(kind))
        return tuple(loaded(self._codec, kind, row) for row in rows)

    async def named(self, org: OrgId, kind: type[S], names: Collection[str]) -> tuple[Loaded[S], ...]:
        """The subjects of these ids that there are, in no order."""
        if not names:
            return ()
        rows = await self._engine.read(
            queries.SUBJECTS_NAMED, org=org, kind=self._codec.kind(kind), names=written(sorted(names))
        )
        return tuple(loaded(self._codec, kind, row) for row in rows)

    async def organisations(self) -> tuple[OrgId, ...]:
        """The ids of all organisations."""
        return tuple(OrgId(row.text) for row in await self._engine.read(queries.ORGANISATIONS))
