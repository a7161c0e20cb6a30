"""Each contract is tried on every engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.tests.contracts.stores import ENGINES, Store, store_over


@pytest.fixture(params=sorted(ENGINES))
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A fresh store."""
    async with ENGINES[request.param](tmp_path) as engine:
        yield store_over(engine)
