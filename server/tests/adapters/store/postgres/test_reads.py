"""Reads that go together answer what each would alone."""

import asyncio

import pytest

from handrail_server.adapters.store.engine import Query
from handrail_server.adapters.store.postgres.gathered import MANY
from handrail_server.adapters.store.rows import Scalar
from server.tests.adapters.store.postgres.conftest import Raw
from server.tests.adapters.store.postgres.halfway import STATEMENTS, a_write
from server.tests.contracts.samples import NOW, ORG
from server.tests.contracts.stores import Store

pytestmark = pytest.mark.postgres

ASKED: dict[str, list[dict[str, Scalar]]] = {
    "subject": [{"org": ORG, "kind": "conversation", "name": name} for name in ("c1", "c2", "none", "c1")],
    "answer": [{"org": ORG, "scope": "post", "key": key, "now": NOW} for key in ("a", "b", "none")],
    "secret_by_hash": [{"digest": digest} for digest in ("h1", "h2", "none", "h1")],
    "crm_documents": [
        {"org": ORG, "keys": keys} for keys in ('[["customer","ann"],["account","x"]]', "[]", '[["customer","bo"]]')
    ],
    "key_of_owner": [{"org": ORG, "owner": owner} for owner in ("ann", "bo", "none")],
}


def columns(*found: object) -> str:
    return repr(found)


async def test_every_statement_for_many_is_tried_here() -> None:
    assert {name + MANY for name in ASKED} == {name for name in STATEMENTS if name.endswith(MANY)}


@pytest.mark.parametrize("name", ASKED)
async def test_many_at_once_get_what_each_gets_alone(store: Store, raw: Raw, name: str) -> None:
    await store.engine.commit(a_write("c1"))
    await store.engine.commit(a_write("c2"))
    await (await raw()).execute(
        """
        INSERT INTO answers VALUES ('acme', 'post', 'a', 'd', 200, '', NULL), ('acme', 'post', 'b', 'd', 200, '', 1);
        INSERT INTO secrets VALUES ('acme', 's1', 'k', 'ann', 'h1', 1), ('acme', 's2', 'k', 'bo', 'h2', 1),
            ('acme', 's3', 'k', 'bo', 'h2', 2);
        INSERT INTO crm VALUES ('acme', 'customer', 'ann', '{}'), ('acme', 'account', 'x', '{"a":1}');
        INSERT INTO data_keys VALUES ('acme', 'k1', 'ann', 'w', NULL), ('acme', 'k0', 'ann', NULL, 1);
        """
    )
    query, asked = Query(name, columns), ASKED[name]
    alone = [await store.engine.read(query, **values) for values in asked]
    together = await asyncio.gather(*(store.engine.read(query, **values) for values in asked))
    assert [sorted(rows) for rows in together] == [sorted(rows) for rows in alone]
    assert any(alone)
    assert not all(alone)
