"""Named SQL: every query has its statement, and PostgreSQL understands each."""

import pytest

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.postgres.gathered import MANY
from handrail_server.adapters.store.postgres.parameters import numbered
from server.tests.adapters.store.postgres.conftest import Raw
from server.tests.adapters.store.postgres.halfway import STATEMENTS

NAMES = {value.name for value in vars(queries).values() if isinstance(value, Query | Command)}
OF_COMMITS = {"store_commits", "what_is_stored", "want", "want_no_more"}


def test_there_is_a_statement_for_each_query_and_no_other() -> None:
    assert {name.removesuffix(MANY) for name in STATEMENTS} == NAMES | OF_COMMITS


def test_a_name_has_one_number_however_often_it_occurs() -> None:
    found = numbered("SELECT :a::text, :b WHERE :a IS NULL")
    assert found.sql == "SELECT $1::text, $2 WHERE $1 IS NULL"
    assert found.arguments({"b": 2, "a": 1}) == [1, 2]


@pytest.mark.postgres
async def test_postgresql_prepares_each_statement(raw: Raw) -> None:
    connection = await raw()
    for statement in STATEMENTS.values():
        prepared = await connection.prepare(statement.sql)
        assert len(prepared.get_parameters()) == len(statement.names)
