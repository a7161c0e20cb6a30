"""`handrail serve` and `handrail demo`."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.cli.logs import configure
from handrail_server.cli.looping import run
from handrail_server.cli.replay.clock import RecordedClock, Time
from handrail_server.cli.saying import out, refusals_told
from handrail_server.cli.welcome import first_start, next_steps
from handrail_server.config import Config
from handrail_server.core.basics.time import DAY, At
from handrail_server.demo.keys import demo_keys
from handrail_server.demo.past import DAYS, live_through
from handrail_server.demo.seed import seed
from handrail_server.demo.traffic import Traffic
from handrail_server.flows.set_up_organisation import set_up_link
from handrail_server.main import Opened, build, open_house

Greet = Callable[[Opened, Config], Awaitable[str]]
Beside = Callable[[Opened], Coroutine[object, object, None]]
Data = Annotated[Path | None, typer.Option(help="The data directory (HANDRAIL_DATA).")]
Host = Annotated[str | None, typer.Option(help="The address to listen on (HANDRAIL_HOST).")]
Port = Annotated[int | None, typer.Option(help="The port; 0 takes a free one (HANDRAIL_PORT).")]


def serve(*, data: Data = None, host: Host = None, port: Port = None) -> None:
    """Run the server. The first start prints a one-time link that makes the organisation."""
    config = _config(data, host, port)
    configure(level=config.log_level, as_json=config.log_json)
    with refusals_told():
        run(_served(config, _greet))


def demo(
    *,
    data: Data = None,
    host: Host = None,
    port: Port = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print the address only; no past, and nobody comes by itself.")
    ] = False,
) -> None:
    """Run a server with a small company at work: people, queues, policy, agents, and customers who talk to them."""
    config = _config(data, host, port)
    configure(level="warning", as_json=False)

    async def greet(opened: Opened, at: Config) -> str:
        if quiet:
            await seed(opened.house)
        else:
            await _with_a_past(opened)
        keys = await demo_keys(opened.house, at.data, url=at.url)
        return at.url if quiet else next_steps(at, keys)

    with refusals_told():
        run(_served(config, greet, beside=None if quiet else _traffic))


async def _with_a_past(opened: Opened) -> None:
    """The organisation, and where it is new the weeks that it has behind it."""
    now = opened.house.clock.now()
    clock = RecordedClock(At(now - (DAYS + 1) * DAY))
    then = replace(opened.house, clock=clock)
    if (await seed(then, now=now)).new:
        out.print("Playing the four weeks before today, once …", markup=False)
        await live_through(then, Time(then, clock).pass_until, until=now)


async def _traffic(opened: Opened) -> None:
    """Customers come until the server stops."""
    traffic = Traffic(opened.house)
    try:
        await traffic.run()
    finally:
        await traffic.stop()


async def _served(config: Config, greet: Greet, *, beside: Beside | None = None) -> None:
    """Answer requests until a signal asks to stop, with what goes on `beside`."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    with bound(config.host, config.port) as listener:
        config = config.model_copy(update={"port": port_of(listener)})
        async with open_house(config) as opened:
            greeting = await greet(opened, config)
            async with listening(build(config, opened), listener) as serving:
                out.print(greeting, markup=False)
                stopped = asyncio.create_task(stop.wait())
                company = asyncio.create_task(beside(opened)) if beside else None
                await asyncio.wait((serving, stopped), return_when=asyncio.FIRST_COMPLETED)
                stopped.cancel()
                if company is not None:
                    company.cancel()
                    await asyncio.gather(company, return_exceptions=True)


async def _greet(opened: Opened, config: Config) -> str:
    token = await set_up_link(opened.house)
    return f"Handrail at {config.url}" if token is None else first_start(config.url, token)


def _config(data: Path | None, host: str | None, port: int | None) -> Config:
    given = {"data": data, "host": host, "port": port}
    return Config.model_validate(
        Config().model_dump() | {name: value for name, value in given.items() if value is not None}
    )
