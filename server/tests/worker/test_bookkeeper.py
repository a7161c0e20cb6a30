"""The book is read before anybody asks, and whoever asks meanwhile does not wait for the pauses in between."""

import asyncio
from collections.abc import Awaitable, Sequence

import pytest

from handrail_server.core.basics.ids import OrgId
from handrail_server.house import books
from handrail_server.house.opened_book import opened_book
from handrail_server.ledger.checkpoint import Signer
from handrail_server.ports.reading import Head
from handrail_server.worker.bookkeeper import Bookkeeper
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import World, a_world


async def a_ledger() -> World:
    world = await a_world()
    await world.hire("rita", "general")
    await world.customer("I want to talk to a human being, please.")
    await world.work()
    assert await LedgerScribe(world.house, Signer(b"s" * 32)).place_once() > 2
    return world


async def test_what_was_read_on_is_not_read_again_by_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await a_ledger()
    await Bookkeeper(world.house).read_once()
    asked: list[int] = []
    heads = world.house.library.heads

    def counting(org: OrgId, *, after: int, limit: int) -> Awaitable[Sequence[Head]]:
        asked.append(after)
        return heads(org, after=after, limit=limit)

    monkeypatch.setattr(world.house.library, "heads", counting)
    opened = await opened_book(world.house, world.org)
    assert opened.number > 2
    assert asked == [opened.number]


async def test_whoever_asks_while_it_is_read_in_peace_has_all_of_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await a_ledger()
    monkeypatch.setattr(books, "PAGE", 1)
    slow = asyncio.ensure_future(opened_book(world.house, world.org, rest=1e6))
    await asyncio.sleep(0.05)
    opened = await asyncio.wait_for(opened_book(world.house, world.org), 5)
    assert opened.number > 2
    slow.cancel()
