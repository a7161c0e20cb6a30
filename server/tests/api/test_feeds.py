"""Many listeners, one reading: each hears every fact once, in order, from where it began."""

import asyncio
import random

import pytest

from handrail_server.api import feeds
from handrail_server.core.basics.ids import OrgId
from handrail_server.ports.reading import Head
from server.tests.api.office import Office, events

LISTENERS = 60
SEED = 7


async def _hears(office: Office, after: int, until: int) -> list[int]:
    stream = office.listen(f"/stream?after={after}", "rita")
    found: list[int] = []
    while not found or found[-1] < until:
        read = events(await anext(stream))
        found += [] if read is None else [int(read[0])]
    await stream.aclose()
    return found


async def test_whoever_listens_hears_everything_once_from_where_they_began(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "KEPT", 20)  # who comes late reads from the store, and then from the feed
    chance = random.Random(SEED)
    await office.a_case()
    await office.place()
    library, last = office.world.house.library, await office.world.house.library.last_number(office.world.org)
    begun = [chance.randint(-1, last) for _ in range(LISTENERS)]
    more = 12
    listening = [asyncio.create_task(_hears(office, after, last + more)) for after in begun]
    while await library.last_number(office.world.org) < last + more:
        await asyncio.sleep(0)
        await office.world.customer("And another thing.")
        if chance.random() < 0.5:
            await office.place()
    for after, heard in zip(begun, await asyncio.gather(*listening), strict=True):
        assert heard[: last + more - after] == list(range(after + 1, last + more + 1))


async def test_the_ledger_is_read_once_however_many_listen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.place()
    library = office.world.house.library
    last, reads, heads = await library.last_number(office.world.org), 0, library.heads

    async def counted(org: OrgId, *, after: int = -1, until: int | None = None, limit: int = 500) -> tuple[Head, ...]:
        nonlocal reads
        reads += 1
        return await heads(org, after=after, until=until, limit=limit)

    monkeypatch.setattr(library, "heads", counted)
    listening = [asyncio.create_task(_hears(office, last, last + 3)) for _ in range(LISTENERS)]
    for _ in range(5):
        await asyncio.sleep(0)
    await office.a_case()
    await office.place()
    await asyncio.gather(*listening)
    assert reads < LISTENERS / 4, f"{reads} reads for {LISTENERS} listeners"


async def test_a_feed_ends_with_its_last_listener(office: Office) -> None:
    await office.place()
    house, org, open_feeds = office.world.house, office.world.org, feeds.Feeds()
    async with open_feeds.following(house, org) as first:
        async with open_feeds.following(house, org) as second:
            assert first is second
        assert first.listeners == 1
    async with open_feeds.following(house, org) as later:
        assert later is not first, "a new reader for whoever comes later"


async def test_a_store_that_fails_for_a_moment_silences_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LOOK", 0.0)
    await office.place()
    library = office.world.house.library
    last, heads, failures = await library.last_number(office.world.org), library.heads, 3

    async def failing(org: OrgId, *, after: int = -1, until: int | None = None, limit: int = 500) -> tuple[Head, ...]:
        nonlocal failures
        if failures:
            failures -= 1
            raise OSError("the disk is away")
        return await heads(org, after=after, until=until, limit=limit)

    monkeypatch.setattr(library, "heads", failing)
    listening = asyncio.create_task(_hears(office, last, last + 1))
    await asyncio.sleep(0)
    await office.a_case()
    await office.place()
    assert (await listening)[0] == last + 1
    assert failures == 0
