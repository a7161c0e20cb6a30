"""Secrets, presence, policy documents, notices and the CRM's documents."""

import asyncio
from dataclasses import replace

from handrail_server.adapters.store.crm import StoreCrmTable
from handrail_server.core.basics.ids import CaseId, OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.knowing import InboxNotice
from handrail_server.ports.writing import Commit, Secret
from server.tests.contracts.samples import NOW, ORG, OTHER, conversation, conversation_subject
from server.tests.contracts.stores import Store

ANN, BOB = PersonId("ann"), PersonId("bob")


async def test_a_secret_is_written_with_its_fact_found_and_revoked(store: Store) -> None:
    session = Secret(id="s1", kind="session", holder="ann", hash="h1", created_at=NOW, expires_at=At(NOW + 5))
    password = Secret(id="s2", kind="password", holder="ann", hash="argon", created_at=At(NOW + 1), note="x")
    await store.create(conversation_subject(), conversation(), secrets=(session, password))
    assert await store.secrets.by_hash("h1") == (ORG, session)
    assert await store.secrets.by_hash("h9") is None
    assert await store.secrets.by_id(ORG, "s2") == password
    assert await store.secrets.by_id(OTHER, "s2") is None
    assert await store.secrets.of(ORG, "ann") == (password, session)
    assert await store.secrets.of(ORG, "ann", "session") == (session,)
    assert await store.secrets.of(OTHER, "ann") == ()
    revoked = replace(session, revoked_at=At(NOW + 2))
    found = await store.journal.load(ORG, Conversation, "c1")
    await store.change(found, found.state, secrets=(revoked,))
    assert await store.secrets.by_hash("h1") == (ORG, revoked)


async def test_a_secret_may_be_written_where_there_is_nothing_yet(store: Store) -> None:
    link = Secret(id="l1", kind="setup", holder="new", hash="h1", created_at=NOW, expires_at=At(NOW + 5))
    await store.journal.commit(Commit(org=OrgId("new"), id=store.commit_id(), at=NOW, changes=(), secrets=(link,)))
    assert await store.secrets.by_hash("h1") == (OrgId("new"), link)
    assert await store.library.organisations() == ()
    assert await store.scribe.unplaced(limit=10) == ()


async def test_a_lapsed_person_is_given_once(store: Store) -> None:
    await store.presence.beat(ORG, ANN, until=At(NOW + 5))
    await store.presence.beat(OTHER, BOB, until=At(NOW + 1))
    await store.presence.beat(ORG, ANN, until=At(NOW + 9))
    assert await store.presence.lapsed(now=At(NOW + 5), limit=5) == ((OTHER, BOB),)
    assert await store.presence.lapsed(now=At(NOW + 5), limit=5) == ()
    assert await store.presence.lapsed(now=At(NOW + 9), limit=5) == ((ORG, ANN),)


async def test_a_policy_document_is_kept_by_digest(store: Store) -> None:
    await store.documents.put(ORG, "d1", "policy: 1\n")
    await store.documents.put(ORG, "d1", "policy: 1\n")
    assert await store.documents.get(ORG, "d1") == "policy: 1\n"
    assert await store.documents.get(OTHER, "d1") is None


def notice(name: str, who: PersonId = ANN, org: OrgId = ORG) -> InboxNotice:
    return InboxNotice(org=org, id=name, person=who, case=CaseId("k1"), document={"reason": "legal", "n": 1}, at=NOW)


async def test_notices_are_listed_newest_first_and_acknowledged_everywhere(store: Store) -> None:
    for one in (notice("n1"), notice("n2"), notice("n1", BOB), notice("n3"), notice("n2"), notice("n9", org=OTHER)):
        await store.notices.put(one)
    page = await store.notices.of(ORG, ANN, limit=2)
    assert page.items == (notice("n3"), notice("n2"))
    rest = await store.notices.of(ORG, ANN, limit=2, cursor=page.next)
    assert (rest.items, rest.next) == ((notice("n1"),), None)
    await store.notices.acknowledge(ORG, "n1", at=At(NOW + 1))
    await store.notices.acknowledge(ORG, "n1", at=At(NOW + 2))
    seen = replace(notice("n1", BOB), acknowledged_at=At(NOW + 1))
    assert (await store.notices.of(ORG, BOB)).items == (seen,)


async def test_crm_documents_are_kept_by_kind_and_id(store: Store) -> None:
    crm = StoreCrmTable(store.engine)
    ann, order = ("customer", "ann"), ("order", "ann")
    await crm.put(ORG, {ann: '{"name":"Ann"}', order: '{"n":1}'})
    await crm.put(ORG, {ann: '{"name":"Ann Grüße"}'})
    await crm.put(OTHER, {order: "{}"})
    assert await crm.get(ORG, [ann, order, ("order", "bob")]) == {ann: '{"name":"Ann Grüße"}', order: '{"n":1}'}
    assert await crm.get(OTHER, [ann, order]) == {order: "{}"}
    assert await crm.get(ORG, []) == {}


async def test_a_crm_document_is_swapped_for_what_was_read_and_for_nothing_else(store: Store) -> None:
    crm, ann = StoreCrmTable(store.engine), ("order", "ann")
    assert not await crm.swap(ORG, ann, '{"n":0}', '{"n":1}'), "there is none to swap"
    assert await crm.swap(ORG, ann, "", '{"n":1}')
    assert not await crm.swap(ORG, ann, "", '{"n":2}'), "there is one already"
    assert not await crm.swap(OTHER, ann, '{"n":1}', '{"n":2}')
    assert await crm.swap(ORG, ann, '{"n":1}', '{"n":2}')
    assert await crm.get(ORG, [ann]) == {ann: '{"n":2}'}


async def test_of_many_who_swap_one_crm_document_one_does(store: Store) -> None:
    crm, stock = StoreCrmTable(store.engine), ("stock", "lamp")
    await crm.put(ORG, {stock: '{"left":1}'})
    taken = await asyncio.gather(*(crm.swap(ORG, stock, '{"left":1}', f'{{"by":{n}}}') for n in range(10)))
    assert taken.count(True) == 1
    assert await crm.get(ORG, [stock]) == {stock: f'{{"by":{taken.index(True)}}}'}


async def test_crm_documents_of_a_kind_are_listed_by_id(store: Store) -> None:
    crm = StoreCrmTable(store.engine)
    await crm.put(ORG, {("order", name): "{}" for name in ("b", "a", "d", "c")} | {("customer", "a1"): "{}"})
    assert await crm.names(ORG, "order", after="a", limit=2) == ("b", "c")
    assert await crm.names(OTHER, "order", after="", limit=2) == ()
