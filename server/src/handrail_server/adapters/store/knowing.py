"""Secrets, presence, policy documents and people's notices, over an engine."""

from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import object_of, written
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.queries import NoticeSeen
from handrail_server.adapters.store.rows import SecretRow
from handrail_server.core.basics.ids import CaseId, OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.ports.knowing import InboxNotice
from handrail_server.ports.reading import Page
from handrail_server.ports.writing import Secret

_NEWEST: Final = 2**62


class StoreSecrets:
    """Finds secrets; commits write them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def by_hash(self, digest: str) -> tuple[OrgId, Secret] | None:
        """The secret with this SHA-256, valid or not."""
        recent = self._engine.recent
        known = recent.secret(digest)
        if known is not None:
            return known
        revision = recent.revision
        for row in await self._engine.read(queries.SECRET_BY_HASH, digest=digest):
            org, secret = OrgId(row.org), _secret(row)
            recent.keep_secret(org, secret, revision=revision)
            return org, secret
        return None

    async def by_id(self, org: OrgId, secret: str) -> Secret | None:
        """The secret of this id, valid or not."""
        for row in await self._engine.read(queries.SECRET_BY_ID, org=org, name=secret):
            return _secret(row)
        return None

    async def of(self, org: OrgId, holder: str, kind: str | None = None) -> tuple[Secret, ...]:
        """A holder's secrets, newest first."""
        found = await self._engine.read(queries.SECRETS_OF, org=org, holder=holder, kind=kind)
        return tuple(_secret(row) for row in found)


class StorePresence:
    """Heartbeat leases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def beat(self, org: OrgId, person: PersonId, *, until: At) -> None:
        """The person's console is alive until then."""
        await self._engine.run(queries.BEAT, org=org, person=person, until=until)

    async def lapsed(self, *, now: At, limit: int) -> tuple[tuple[OrgId, PersonId], ...]:
        """People whose lease has run out; each is given once."""
        found = await self._engine.run(queries.LAPSED, now=now, limit=limit)
        return tuple((OrgId(row.org), PersonId(row.person)) for row in found)


class StorePolicyDocuments:
    """The text of policy versions, by digest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def put(self, org: OrgId, digest: str, text: str) -> None:
        """Keep a document."""
        await self._engine.run(queries.KEEP_DOCUMENT, org=org, digest=digest, text=text)

    async def get(self, org: OrgId, digest: str) -> str | None:
        """The document's text."""
        for row in await self._engine.read(queries.DOCUMENT, org=org, digest=digest):
            return row.text
        return None


class StoreInboxNotices:
    """People's own lists of notices."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def put(self, notice: InboxNotice) -> None:
        """Add a notice to a person's list; the same notice again changes nothing."""
        await self._engine.run(
            queries.KEEP_NOTICE,
            org=notice.org,
            name=notice.id,
            person=notice.person,
            case_id=notice.case,
            document=written(notice.document),
            at=notice.at,
            acknowledged_at=notice.acknowledged_at,
        )

    async def of(
        self, org: OrgId, person: PersonId, *, cursor: str | None = None, limit: int = 50
    ) -> Page[InboxNotice]:
        """A person's notices, newest first."""
        (before,) = place(cursor, tuple[int]) if cursor else (_NEWEST,)
        found = await self._engine.read(queries.NOTICES, org=org, person=person, before=before, limit=limit + 1)
        notices = tuple(_notice(org, row) for row in found[:limit])
        return Page(items=notices, next=cursor_of((found[limit - 1].seq,)) if len(found) > limit else None)

    async def one(self, org: OrgId, person: PersonId, notice: str) -> InboxNotice | None:
        """A notice in a person's list."""
        for row in await self._engine.read(queries.NOTICE, org=org, name=notice, person=person):
            return _notice(org, row)
        return None

    async def acknowledge(self, org: OrgId, notice: str, *, at: At) -> None:
        """Mark the notice as seen in every list that has it."""
        await self._engine.run(queries.ACKNOWLEDGE_NOTICE, org=org, name=notice, at=at)


def _notice(org: OrgId, row: NoticeSeen) -> InboxNotice:
    return InboxNotice(
        org=org,
        id=row.id,
        person=PersonId(row.person),
        case=None if row.case_id is None else CaseId(row.case_id),
        document=object_of(row.document),
        at=At(row.at),
        acknowledged_at=None if row.acknowledged_at is None else At(row.acknowledged_at),
    )


def _secret(row: SecretRow) -> Secret:
    return Secret(
        id=row.id,
        kind=row.kind,
        holder=row.holder,
        hash=row.hash,
        created_at=At(row.created_at),
        expires_at=None if row.expires_at is None else At(row.expires_at),
        revoked_at=None if row.revoked_at is None else At(row.revoked_at),
        note=row.note,
    )
