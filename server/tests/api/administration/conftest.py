"""A reception for each test of who gets in and who administers."""

from collections.abc import AsyncIterator

import pytest

from server.tests.api.administration.reception import Office, an_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office() as opened:
        yield opened
