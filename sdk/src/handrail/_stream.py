"""Listening: the stream of deliveries, renewed for ever, acknowledged one by one."""

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing

import httpx2

from handrail._answers import Delivery
from handrail._carrier import AsyncCarrier, Carrier, answer_of, stream_timeout
from handrail._errors import RateLimited, Unreachable
from handrail._listening import STREAM, STREAM_HEADERS, Backoff, Seen, acknowledge_if_possible, fetch, read
from handrail._steps import error_of


def deliveries(carrier: Carrier, *, follow: bool) -> Generator[Delivery, None, None]:
    """Each delivery once, acknowledged when the next one is asked for."""
    seen = Seen()
    with closing(_stream(carrier) if follow else _waiting(carrier, seen)) as arriving:
        for delivery in arriving:
            if delivery not in seen:
                yield delivery
                seen.add(delivery)
            carrier.carry(acknowledge_if_possible(delivery))


def _waiting(carrier: Carrier, seen: Seen) -> Generator[Delivery, None, None]:
    while found := carrier.carry(fetch()):
        again = all(delivery in seen for delivery in found)
        yield from found
        if again:  # they were passed on, and cannot be acknowledged now
            return


def _stream(carrier: Carrier) -> Generator[Delivery, None, None]:
    backoff = Backoff()
    while True:
        try:
            with carrier.client.stream("GET", STREAM, headers=STREAM_HEADERS, timeout=stream_timeout()) as response:
                if response.status_code != 200:
                    response.read()
                    raise error_of(answer_of(response))
                for event in httpx2.EventSource(response):
                    backoff.connected()
                    delivery = read(event)
                    if delivery is not None:
                        yield delivery
        except (httpx2.RequestError, Unreachable, RateLimited):
            pass  # it comes back: what was not acknowledged is sent again
        carrier.sleep(backoff.seconds())


async def deliveries_async(carrier: AsyncCarrier, *, follow: bool) -> AsyncGenerator[Delivery, None]:
    """Each delivery once, acknowledged when the next one is asked for."""
    seen = Seen()
    async with aclosing(_stream_async(carrier) if follow else _waiting_async(carrier, seen)) as arriving:
        async for delivery in arriving:
            if delivery not in seen:
                yield delivery
                seen.add(delivery)
            await carrier.carry(acknowledge_if_possible(delivery))


async def _waiting_async(carrier: AsyncCarrier, seen: Seen) -> AsyncGenerator[Delivery, None]:
    while found := await carrier.carry(fetch()):
        again = all(delivery in seen for delivery in found)
        for delivery in found:
            yield delivery
        if again:  # they were passed on, and cannot be acknowledged now
            return


async def _stream_async(carrier: AsyncCarrier) -> AsyncGenerator[Delivery, None]:
    backoff = Backoff()
    while True:
        try:
            async with carrier.client.stream(
                "GET", STREAM, headers=STREAM_HEADERS, timeout=stream_timeout()
            ) as response:
                if response.status_code != 200:
                    await response.aread()
                    raise error_of(answer_of(response))
                async for event in httpx2.EventSource(response):
                    backoff.connected()
                    delivery = read(event)
                    if delivery is not None:
                        yield delivery
        except (httpx2.RequestError, Unreachable, RateLimited):
            pass  # it comes back: what was not acknowledged is sent again
        await carrier.sleep(backoff.seconds())
