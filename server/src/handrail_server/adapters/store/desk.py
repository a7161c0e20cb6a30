"""Drafts, and who is looking, over an engine."""

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.ports.desk import Draft, Viewing


class StoreDrafts:
    """One reply in the making for each conversation, sealed with the conversation's key."""

    def __init__(self, engine: Engine, *, keys: Keyring) -> None:
        self._engine = engine
        self._keys = keys

    async def of(self, org: OrgId, conversation: ConversationId) -> Draft | None:
        """The draft; None where there is none, or where its customer was erased."""
        for row in await self._engine.read(queries.DRAFT, org=org, conversation=conversation):
            key = await self._keys.key(org, KeyId(row.key_id))
            if key is not None:
                text = key.open(row.body, _bound(org, conversation)).decode()
                return Draft(text=text, version=row.version, person=PersonId(row.person), at=At(row.at))
        return None

    async def keep(self, org: OrgId, conversation: ConversationId, draft: Draft, *, key: KeyId) -> int | None:
        """Write it over the version that it names; the new version, or None where it moved on."""
        sealing = await self._keys.key(org, key)
        if sealing is None:
            return None
        kept = await self._engine.run(
            queries.KEEP_DRAFT,
            org=org,
            conversation=conversation,
            version=draft.version,
            person=draft.person,
            at=draft.at,
            key_id=key,
            body=sealing.seal(draft.text.encode(), _bound(org, conversation)),
        )
        return kept[0].number if kept else None

    async def drop(self, org: OrgId, conversation: ConversationId) -> None:
        """It was sent, or is not needed."""
        await self._engine.run(queries.DROP_DRAFT, org=org, conversation=conversation)


class StoreViewers:
    """Leases of whoever has a conversation open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def look(self, org: OrgId, viewing: Viewing, *, now: At, until: At) -> None:
        """They are looking until then."""
        await self._engine.run(
            queries.LOOK,
            org=org,
            conversation=viewing.conversation,
            person=viewing.person,
            writes=int(viewing.writes),
            now=now,
            until=until,
        )

    async def look_away(self, org: OrgId, conversation: ConversationId, person: PersonId) -> None:
        """They left."""
        await self._engine.run(queries.LOOK_AWAY, org=org, conversation=conversation, person=person)

    async def now(self, org: OrgId, *, now: At) -> tuple[Viewing, ...]:
        """Everybody who looks, by conversation and person."""
        found = await self._engine.read(queries.VIEWERS, org=org, now=now)
        return tuple(
            Viewing(conversation=ConversationId(row.conversation), person=PersonId(row.person), writes=bool(row.writes))
            for row in found
        )


def _bound(org: OrgId, conversation: ConversationId) -> bytes:
    """A draft opens in its own conversation only."""
    return f"handrail draft v1\n{org}\n{conversation}".encode()
