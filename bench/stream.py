"""How soon a message is seen by whoever watches, and how many may watch: `python -m bench.stream`.

*stream*: from the moment a customer's message in the widget is sent until a listener has its fact. *board*: until a
console that listens, waits 80 ms for more as ours does, and asks for changes, has the new row. 200 conversations run
beside it, at the pace of people. *idle*: two thousand listeners at rest, and what one turn then costs.
"""

import argparse
import json
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx2

from bench.filling import NAME
from bench.listening import Crowd, allow_many_sockets, facts
from bench.load import Line, offered
from bench.running import Running, running_server
from bench.talk import Talk
from bench.visits import Visits

LIVE: Final = 500
STORED: Final = 100_000
RUNNING: Final = 200
RATE: Final = 40.0
"""Turns a second in all: somebody says something in each of the 200 every five seconds."""
GATHER: Final = 0.08
GOAL: Final = 300.0
CROWD: Final = 2_000
SEED: Final = 11


@dataclass(slots=True)
class Watch:
    """A console beside the measurement: it listens, and asks for changes."""

    server: Running
    seen: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """How many turns each conversation has on its board."""
    cursor: str = ""
    http: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"authorization": f"Bearer {self.server.ada}"}
        self.http = httpx2.Client(base_url=f"http://127.0.0.1:{self.server.port}", headers=headers, timeout=30)

    def ask(self) -> int:
        """Ask for the board, or for its changes; the answer's size."""
        began = time.perf_counter()
        response = self.http.get("/v1/board", params={"since": self.cursor} if self.cursor else {})
        self.asked.append((time.perf_counter() - began) * 1_000)
        board = json.loads(response.raise_for_status().content)
        self.cursor = board["cursor"]
        self.rows |= {row["id"]: row["turns"] for row in board["rows"]}
        return len(response.content)


def to_the_board(server: Running, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds until each of so many messages is heard, and until it stands on the board."""
    watch, crowd = Watch(server), Crowd(server.port, server.ada, 1)
    watch.ask()
    assert crowd.wait_for(1, seconds=10)
    (listener,) = crowd.listeners
    visits, line, chance = Visits(server), Line(server.port), random.Random(SEED)
    heard: list[float] = []
    shown: list[float] = []
    for number in range(count):
        crowd.listen(until=time.perf_counter() + chance.uniform(0.05, 0.35))
        watch.ask()
        name, message = visits.open(number)
        listener.heard.clear()
        began = time.perf_counter()
        line.ask(message)
        first = _fact_of(name, crowd, began)
        heard.append((first - began) * 1_000)
        crowd.listen(until=first + GATHER)
        while watch.rows.get(name, 0) < 1:
            watch.ask()
        shown.append((time.perf_counter() - began) * 1_000)
    line.close()
    visits.close()
    crowd.close()
    return heard, shown


def _fact_of(name: str, crowd: Crowd, began: float) -> float:
    """When the listener heard the first fact of that conversation."""
    (listener,) = crowd.listeners
    while time.perf_counter() < began + 10:
        for at, fact in facts(listener.heard):
            subject = fact["subject"]
            if isinstance(subject, dict) and subject["id"] == name:
                return at
        crowd.listen(until=time.perf_counter() + 0.002)
    raise TimeoutError(f"nothing was heard of {name}")


@contextmanager
def running_conversations(server: Running, seconds: float) -> Iterator[None]:
    """People and agents talk in 200 conversations for so long."""
    talk = Talk(server.token, NAME, conversations=RUNNING, clients=int(RATE))
    beside = threading.Thread(target=offered, args=(server.port, int(RATE), seconds, talk), kwargs={"rate": RATE})
    beside.start()
    yield
    beside.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """Many listeners at rest."""

    connected: int
    kilobytes: float
    """Memory of the server for each."""
    cpu: float
    """Of one core, while nothing happens."""
    first: float
    last: float
    """Milliseconds until the first and the last of them had heard of one turn."""
    heard: int


def idle(server: Running, count: int, seconds: float) -> Idle:
    """So many listeners, silence, and one turn."""
    before = _memory(server)
    crowd = Crowd(server.port, server.ada, count)
    crowd.wait_for(count, seconds=60)
    crowd.listen(until=time.perf_counter() + 1)
    connected, memory = sum(listener.begun for listener in crowd.listeners), _memory(server)
    used = server.cpu()
    crowd.listen(until=time.perf_counter() + seconds)
    busy = (server.cpu() - used) / seconds
    for listener in crowd.listeners:
        listener.heard.clear()
    line, talk = Line(server.port), Talk(server.token, "one", conversations=1)
    began = time.perf_counter()
    line.ask(talk.turn(0))
    crowd.listen(until=began + 3)
    times = sorted((listener.heard[0][0] - began) * 1_000 for listener in crowd.listeners if listener.heard)
    line.close()
    crowd.close()
    return Idle(
        connected=connected,
        kilobytes=(memory - before) / count,
        cpu=busy,
        first=times[0] if times else float("nan"),
        last=times[-1] if times else float("nan"),
        heard=len(times),
    )


def _memory(server: Running) -> float:
    """Resident kilobytes."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def boards(server: Running, times: int) -> tuple[float, float, float, float]:
    """Milliseconds of the first board, of a whole one, and of the changes after one turn; a whole one's kilobytes."""
    watch = Watch(server)
    size = watch.ask()
    first, whole, changes = watch.asked[0], list[float](), list[float]()
    for _ in range(times):
        watch.cursor = ""
        watch.ask()
        whole.append(watch.asked[-1])
    line, talk = Line(server.port), Talk(server.token, NAME, conversations=1)
    for _ in range(times):
        line.ask(talk.turn(0))
        time.sleep(0.1)
        watch.ask()
        changes.append(watch.asked[-1])
    line.close()
    return first, statistics.median(whole), statistics.median(changes), size / 1_000


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--turns", type=int, default=120, help="messages that are followed to the board")
    parser.add_argument("--stored", type=int, default=STORED, help="conversations that are over")
    parser.add_argument("--crowd", type=int, default=CROWD, help="idle listeners")
    parser.add_argument("--silence", type=float, default=30.0, help="seconds in which they idle")
    asked = parser.parse_args(arguments)
    allow_many_sockets()
    _row("what", "", "p50", "p95", "max")
    with running_server(fill=LIVE) as little, running_server(fill=LIVE, ended=asked.stored) as much:
        for server, stored in ((little, 0), (much, asked.stored)):
            first, whole, changes, size = boards(server, 15)
            name = f"board, {LIVE} live, {stored:,} ended"
            _row(name, "first, ms", f"{first:.1f}", "", "")
            _row(name, f"whole ({size:.0f} kB), ms", f"{whole:.1f}", "", "")
            _row(name, "changes after a turn, ms", f"{changes:.1f}", "", "")
        with running_conversations(much, asked.turns * 0.5 + 5):
            heard, shown = to_the_board(much, asked.turns)
        _spread(f"message → stream, {RUNNING} running", heard)
        late = _spread(f"message → board, {RUNNING} running", shown)
        _told(f"a message is on the board in ≤ {GOAL:.0f} ms at p95", late, met=late <= GOAL)
    with running_server() as server:
        found = idle(server, asked.crowd, asked.silence)
    _row(f"{found.connected:,} idle listeners", "kB each", f"{found.kilobytes:.0f}", "", "")
    _row(f"{found.connected:,} idle listeners", "of one core", f"{found.cpu:.1%}", "", "")
    _row(f"one turn, heard by {found.heard:,}", "ms", f"{found.first:.0f}", "", f"{found.last:.0f}")
    held = found.connected == found.heard == asked.crowd
    _told(f"one server holds {asked.crowd:,} idle listeners", found.connected, met=held)


def _spread(what: str, times: list[float]) -> float:
    ordered = sorted(times)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    _row(what, "ms", f"{statistics.median(times):.0f}", f"{late:.0f}", f"{ordered[-1]:.0f}")
    return late


def _row(what: str, unit: str, *figures: str) -> None:
    print(f"{what:34}{unit:28}" + "".join(f"{each:>9}" for each in figures), flush=True)


def _told(goal: str, found: float, *, met: bool) -> None:
    print(f"{'met' if met else 'MISSED':8}{goal}: {found:,.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
