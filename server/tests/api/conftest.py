"""An office for each test."""

from collections.abc import AsyncIterator

import pytest

from server.tests.api.office import Office, an_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office() as open_office:
        yield open_office
