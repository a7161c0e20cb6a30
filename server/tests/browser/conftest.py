"""One demo and one browser for each file of tests; what a test opens is closed after it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
import pytest_asyncio

from server.tests.browser.visiting import Visited, visited


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house_at_work(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visited]:
    async with visited(tmp_path_factory.mktemp("console")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def doors(house_at_work: Visited) -> AsyncIterator[Visited]:
    async with AsyncExitStack() as closing:
        yield replace(house_at_work, closing=closing)
