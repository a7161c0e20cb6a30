"""What the SDK's tests share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from sdk.tests.contract import Stage


@pytest.fixture
def real_server() -> Iterator[Stage]:
    """The server as a stage: `sdk/tests/server_stage.py` gives it as the context manager `server_stage()`."""
    module = pytest.importorskip("sdk.tests.server_stage", reason="the server has no stage yet")
    staged: AbstractContextManager[Stage] = module.server_stage()
    with staged as stage:
        yield stage
