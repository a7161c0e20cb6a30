"""Turns per second through HTTP beside the floors of the same stack: `python -m bench.turns`.

A turn is calm talk: a customer's turn and an agent's alternate in 64 conversations. The floors answer the same requests
in the same process: *empty* reads and checks them, *commit* also stores each in a transaction of its own, *grouped*
through the store's writer. Rounds are interleaved; every figure is a median of rounds, every comparison is of one run.
"""

import argparse
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.load import Load, closed, offered
from bench.running import Running, running_server
from bench.talk import Talk

CLIENTS = (1, 8, 64)
CONVERSATIONS = 64
RATE = 200
PATHS = {"empty": "/floor/empty", "commit": "/floor/commit", "grouped": "/floor/grouped", "turn": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table."""

    store: str
    what: str
    clients: int
    rate: float
    half: float
    most: float
    cpu: float
    own: float
    stopped: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is promised, and what was found."""

    text: str
    found: str
    met: bool


def measure(store: str, server: Running, *, seconds: float, rounds: int) -> list[Line]:
    """All of one store."""
    talks = {
        (what, clients): Talk(
            server.token, f"{what}-{clients}", conversations=CONVERSATIONS, clients=clients, path=path
        )
        for what, path in PATHS.items()
        for clients in CLIENTS
        if what != "grouped" or store == "SQLite"
    }
    for (_, clients), talk in talks.items():
        closed(server.port, clients, seconds / 2, talk)
    runs: dict[tuple[str, int], list[Line]] = {}
    for number in range(rounds):
        for (what, clients), talk in talks.items():
            used = server.cpu()
            load = closed(server.port, clients, seconds, talk)
            runs.setdefault((what, clients), []).append(_line(store, what, clients, load, server.cpu() - used))
        steady = Talk(server.token, f"offered-{number}", conversations=CONVERSATIONS, clients=CONVERSATIONS)
        used = server.cpu()
        load = offered(server.port, CONVERSATIONS, 2 * seconds, steady, rate=RATE)
        runs.setdefault(("offered", RATE), []).append(_line(store, "offered", RATE, load, server.cpu() - used))
    return [_median(lines) for lines in runs.values()]


def _line(store: str, what: str, clients: int, load: Load, cpu: float) -> Line:
    if load.refused:
        raise RuntimeError(f"{what}, {clients} clients: {load.refused} requests were refused")
    return Line(
        store=store,
        what=what,
        clients=clients,
        rate=load.rate,
        half=load.milliseconds(0.5),
        most=load.milliseconds(0.99),
        cpu=cpu / len(load.times) * 1_000,
        own=load.own_microseconds,
        stopped=load.stopped / len(load.times),
    )


def _median(lines: Sequence[Line]) -> Line:
    middle = {
        name: statistics.median(getattr(line, name) for line in lines)
        for name in ("rate", "half", "most", "cpu", "own", "stopped")
    }
    return Line(store=lines[0].store, what=lines[0].what, clients=lines[0].clients, **middle)


def goals(lines: Sequence[Line]) -> Iterator[Goal]:
    """The goals of the issue, as far as these lines can tell."""
    found = {(line.store, line.what, line.clients): line for line in lines}
    for store in dict.fromkeys(line.store for line in lines):
        turn, floor = found[store, "turn", 64], found[store, "commit", 64]
        share = turn.rate / floor.rate
        yield Goal(text=f"{store}, 64 clients: ≥ 30 % of the commit floor", found=f"{share:.0%}", met=share >= 0.3)
        if store != "SQLite":
            continue
        yield Goal(text="SQLite, 64 clients: ≥ 900 turns/s", found=f"{turn.rate:,.0f}/s", met=turn.rate >= 900)
        offered_ = found[store, "offered", RATE].most
        yield Goal(text="SQLite, 200 turns/s offered: p99 ≤ 10 ms", found=f"{offered_:.1f} ms", met=offered_ <= 10)
        ratio = found[store, "turn", 8].most / found[store, "commit", 8].most
        yield Goal(text="SQLite, 8 clients: p99 ≤ 2 × the floor's", found=f"{ratio:.1f} ×", met=ratio <= 2)
    own = max(line.own for line in lines if (line.what, line.clients) == ("turn", 64))
    yield Goal(text="the load generator costs < 50 µs a turn (64 clients)", found=f"{own:.0f} µs", met=own < 50)


def show(lines: Sequence[Line]) -> None:
    """Print the table."""
    print(
        f"{'store':12}{'request':9}{'clients':>8}{'per second':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'own µs':>8}"
    )
    for line in lines:
        clients = f"{RATE}/s" if line.what == "offered" else str(line.clients)
        print(
            f"{line.store:12}{line.what:9}{clients:>8}{line.rate:12,.0f}{line.half:9.2f}{line.most:9.2f}"
            f"{line.cpu:9.3f}{line.own:8.0f}"
        )
    worst = max(line.stopped for line in lines)
    print(f"\nCPU is the server's, all threads; own is the load generator's. Judged other than proceed: {worst:.1%}.")


@contextmanager
def stores(chosen: Sequence[str]) -> Iterator[Iterator[tuple[str, str | None]]]:
    """Each store that there is, with its address."""
    if "postgres" not in chosen:
        yield iter([("SQLite", None)])
        return
    from server.tests.postgres import running_postgres  # noqa: PLC0415  it needs the tests' packages

    with running_postgres() as postgres, postgres.database() as dsn:
        both: list[tuple[str, str | None]] = [("SQLite", None)] if "sqlite" in chosen else []
        yield iter([*both, ("PostgreSQL", dsn)])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=1.5, help="for each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stores", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    asked = parser.parse_args(arguments)
    lines: list[Line] = []
    with stores(asked.stores) as found:
        for store, database in found:
            with running_server(database) as server:
                lines += measure(store, server, seconds=asked.seconds, rounds=asked.rounds)
    show(lines)
    print()
    for goal in goals(lines):
        print(f"{'met' if goal.met else 'MISSED':8}{goal.found:>12}   {goal.text}")


if __name__ == "__main__":
    main()
