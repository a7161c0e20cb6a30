"""Each contract is tried on every engine."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from handrail_server.adapters.store.engine import Engine
from server.tests.contracts.stores import ENGINES, Store, postgres_engine, store_over


@pytest.fixture(params=[*sorted(ENGINES), pytest.param("postgres", marks=pytest.mark.postgres)])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A fresh store."""
    opening: AbstractAsyncContextManager[Engine]
    if request.param == "postgres":
        opening = postgres_engine(request.getfixturevalue("shared_postgres_dsn"))
    else:
        opening = ENGINES[request.param](tmp_path)
    async with opening as engine:
        yield store_over(engine)
