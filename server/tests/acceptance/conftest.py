"""The demo, running."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.tests.acceptance.running import Fernbrook, fernbrook


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Fernbrook]:
    """On SQLite."""
    async with fernbrook(tmp_path) as found:
        yield found


@pytest.fixture
async def running_on_postgres(tmp_path: Path, postgres_dsn: str) -> AsyncIterator[Fernbrook]:
    """On PostgreSQL."""
    async with fernbrook(tmp_path, database=postgres_dsn) as found:
        yield found
