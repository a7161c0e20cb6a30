"""Facts as they are shown: heads in the ledger's order, a subject's history with opened bodies."""

from collections.abc import Collection, Mapping

import msgspec

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import object_of, written
from handrail_server.adapters.store.library.shelf import Shelf
from handrail_server.adapters.store.queries import FactSeen, HeadSeen
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ledger.record import bound_to
from handrail_server.ports.reading import Head


class _Written(msgspec.Struct):
    """What a head's JSON says beside what its columns say."""

    fact: str
    at: int
    by: dict[str, str | None]
    data: dict[str, object]


_HEAD = msgspec.json.Decoder(_Written)


class Facts(Shelf):
    """What happened."""

    async def heads(
        self, org: OrgId, *, after: int = -1, until: int | None = None, limit: int = 500
    ) -> tuple[Head, ...]:
        """Heads in ledger order, with number > `after` and, where given, ≤ `until`."""
        found = await self._engine.read(queries.HEADS, org=org, after=after, until=until, limit=limit)
        return tuple(_head(org, row) for row in found)

    async def heads_numbered(self, org: OrgId, numbers: Collection[int]) -> tuple[Head, ...]:
        """The heads with these ledger numbers, in their order."""
        if not numbers:
            return ()
        found = await self._engine.read(queries.HEADS_NUMBERED, org=org, numbers=written(sorted(numbers)))
        return tuple(_head(org, row) for row in found)

    async def history(
        self,
        org: OrgId,
        subject: Subject,
        *,
        verbs: Collection[str] | None = None,
        after: int = 0,
        limit: int = 500,
    ) -> tuple[tuple[Head, Mapping[str, object] | None], ...]:
        """A subject's facts in order of version, with decrypted bodies (None where erased, or where there is none)."""
        found = await self._engine.read(
            queries.HISTORY,
            org=org,
            kind=subject.kind.value,
            name=subject.id,
            after=after,
            verbs=None if verbs is None else written(sorted(verbs)),
            limit=limit,
        )
        return tuple([(_head(org, row), await self._body(org, subject, row)) for row in found])

    async def last_number(self, org: OrgId) -> int:
        """The newest ledger number, -1 where there is none. Read it *before* a snapshot."""
        (found,) = await self._engine.read(queries.LAST_NUMBER, org=org)
        return -1 if found.number is None else found.number

    async def _body(self, org: OrgId, subject: Subject, row: FactSeen) -> Mapping[str, object] | None:
        if row.body is None or row.key_id is None:
            return None
        key = await self._keys.key(org, KeyId(row.key_id))
        return None if key is None else object_of(key.open(row.body, bound_to(org, subject, row.version)))


def _head(org: OrgId, row: HeadSeen | FactSeen) -> Head:
    written = _HEAD.decode(row.head)
    return Head(
        org=org,
        number=row.number,
        subject=Subject(kind=SubjectKind(row.kind), id=row.id),
        version=row.version,
        verb=written.fact,
        at=At(written.at),
        by=written.by,
        data=written.data,
        hash=row.hash.hex(),
    )
