"""Named SQL: every query has its statement, and every statement its query."""

from pathlib import Path

import pytest

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.memory.answering import FUNCTIONS
from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.adapters.store.sqlite.engine import HERE
from handrail_server.adapters.store.statements import statements

NAMES = {value.name for value in vars(queries).values() if isinstance(value, Query | Command)}
OF_COMMITS = ("put_", "seen_", "forget_")


def test_sqlite_has_a_statement_for_each_query_and_no_other() -> None:
    found = statements(HERE / "sql")
    assert {name for name in found if not name.startswith(OF_COMMITS)} == NAMES


def test_memory_has_a_function_for_each_query_and_no_other() -> None:
    MemoryEngine()  # its module brings the functions
    assert set(FUNCTIONS) == NAMES


def test_a_name_may_have_several_statements(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(
        "-- What this file is about; not a statement.\n\n"
        "-- name: one\nSELECT 1;\n\n-- a remark; on two\n\n"
        "-- name: two (must answer)\nUPDATE a\nSET b = 1;\n-- then\nDELETE FROM c;\n"
    )
    found = statements(tmp_path)
    assert [part.sql for part in found["one"]] == ["SELECT 1"]
    assert [(part.sql, part.must_answer) for part in found["two"]] == [
        ("UPDATE a\nSET b = 1", True),
        ("DELETE FROM c", False),
    ]


def test_a_name_stands_for_one_thing(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- name: one\nSELECT 1;\n")
    (tmp_path / "b.sql").write_text("-- name: one\nSELECT 2;\n")
    with pytest.raises(ValueError, match="two statements named one"):
        statements(tmp_path)
