"""Running what is asynchronous, on the loop that the server runs on."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

import uvloop

T = TypeVar("T")


def run(what: Coroutine[object, object, T]) -> T:
    """The result."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(what)
