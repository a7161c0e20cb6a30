"""The one write path, over an engine (law 2)."""

import asyncio
from typing import TypeVar

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.library.shelf import loaded
from handrail_server.adapters.store.sealing import sealed
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.errors import NotFound, Unavailable
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ledger.cipher import DataKey
from handrail_server.ports.working import Bell
from handrail_server.ports.writing import Answer, Commit, Loaded

S = TypeVar("S")


class StoreJournal:
    """Loads subjects and commits what was decided about them."""

    def __init__(self, engine: Engine, *, codec: Codec, keys: Keyring, bell: Bell) -> None:
        self._engine = engine
        self._codec = codec
        self._keys = keys
        self._bell = bell

    async def find(self, org: OrgId, kind: type[S], name: str) -> Loaded[S] | None:
        """A subject's newest committed state, or None."""
        stored_kind, recent = self._codec.kind(kind), self._engine.recent
        known = recent.subject(org, kind, stored_kind, name)
        if known is not None:
            return known
        for row in await self._engine.read(queries.SUBJECT, org=org, kind=stored_kind, name=name):
            found = loaded(self._codec, kind, row)
            recent.keep(org, found)
            return found
        return None

    async def load(self, org: OrgId, kind: type[S], name: str) -> Loaded[S]:
        """A subject's newest committed state; raises `NotFound` that names the kind and the id."""
        found = await self.find(org, kind, name)
        if found is None:
            word = self._codec.kind(kind)
            raise NotFound(f"There is no {word} `{name[:200]}` here.", field=word)
        return found

    async def commit(self, commit: Commit) -> None:
        """Store all of it and return when it is durable, or raise and store nothing."""
        keys = {key: await self._key(commit.org, key) for key in {change.key for change in commit.changes}}
        write = sealed(commit, self._codec, keys)
        await self._store(commit, write)
        self._ring(commit.org, write)

    async def data_key(self, org: OrgId, owner: str) -> KeyId:
        """The data key of a customer or conversation, made durable before it is returned."""
        return await self._keys.of_owner(org, owner)

    async def answer(self, org: OrgId, scope: str, key: str, now: At) -> Answer | None:
        """The recorded answer, unless it has expired."""
        for row in await self._engine.read(queries.ANSWER, org=org, scope=scope, key=key, now=now):
            expires_at = None if row.expires_at is None else At(row.expires_at)
            return Answer(
                scope=scope, key=key, digest=row.digest, status=row.status, body=row.body, expires_at=expires_at
            )
        return None

    async def _store(self, commit: Commit, write: Write) -> None:
        """Commit the rows; what is at hand afterwards is what is stored, whatever came of it."""
        recent = self._engine.recent
        try:
            await self._engine.commit(write)
        except asyncio.CancelledError:
            recent.give_up()
            raise
        except Exception:
            recent.forget(commit.org, (guard[1:3] for guard in write.guards))
            raise
        if write.secrets:
            recent.forget_secrets()
        for change, row in zip(commit.changes, write.subjects, strict=True):
            recent.keep(
                commit.org, Loaded(subject=change.subject, state=change.state, version=row.version, tip=row.tip)
            )

    async def _key(self, org: OrgId, key: KeyId) -> DataKey:
        found = await self._keys.key(org, key)
        if found is None:
            raise Unavailable("The key of this customer's content was destroyed; nothing can be recorded with it.")
        return found

    def _ring(self, org: OrgId, write: Write) -> None:
        self._bell.ring("facts")
        for row in write.subjects:
            if row.kind in (SubjectKind.CONVERSATION, SubjectKind.ANSWER):
                self._bell.ring(f"chat/{org}/{row.id}")
        if write.deadlines:
            self._bell.ring("deadlines")
        for destination in {parcel.destination for parcel in write.parcels}:
            agent = destination.removeprefix("agent/")
            self._bell.ring("outbox" if agent == destination else f"agent/{org}/{agent}")
