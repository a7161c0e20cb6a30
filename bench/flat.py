"""A turn costs the same late as early, and among many conversations as among few: `python -m bench.flat`.

What is compared is measured in turns, interleaved; each figure is a median, so that what else the machine does meets
both alike.
"""

import argparse
import statistics
from collections.abc import Sequence

from bench.filling import NAME
from bench.load import Line, closed
from bench.running import Running, running_server
from bench.talk import Talk

FEW, MANY = 100, 100_000
EARLY, LATE = 5, 500
OLD = 8
"""So many conversations grow old."""


def early_and_late(server: Running, pairs: int) -> tuple[float, float]:
    """Median milliseconds of a customer's turn that is the 5th of its conversation, and of one near the 500th."""
    old = Talk(server.token, "old", conversations=OLD, clients=OLD)
    while old.turns(0) < LATE - pairs // OLD:
        closed(server.port, OLD, 0.2, old)
    young = Talk(server.token, "young", conversations=pairs)
    line = Line(server.port)
    early: list[float] = []
    late: list[float] = []
    for pair in range(pairs):
        for _ in range(EARLY - 1):
            line.ask(young.turn(pair))
        early.append(line.ask(young.turn(pair)))
        number = pair % OLD
        while old.turns(number) % 2 == 0:
            line.ask(old.turn(number))
        line.ask(old.turn(number))
        late.append(line.ask(old.turn(number)))
    line.close()
    return statistics.median(early) * 1_000, statistics.median(late) * 1_000


def few_and_many(few: Running, many: Running, *, rounds: int, seconds: float) -> tuple[float, float]:
    """Median milliseconds of a turn where 100 conversations are open, and where 100,000 are, all in use in turn."""
    clients = 8
    talks = [
        (few, Talk(few.token, NAME, conversations=FEW, clients=clients)),
        (many, Talk(many.token, NAME, conversations=MANY, clients=clients)),
    ]
    medians: tuple[list[float], list[float]] = ([], [])
    for round_ in range(rounds + 1):
        for found, (server, talk) in zip(medians, talks, strict=True):
            load = closed(server.port, clients, seconds, talk)
            if load.refused:
                raise RuntimeError(f"{load.refused} requests were refused")
            if round_:
                found.append(load.milliseconds(0.5))
    return statistics.median(medians[0]), statistics.median(medians[1])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=160, help="turns of each age")
    parser.add_argument("--rounds", type=int, default=9, help="of each number of conversations")
    parser.add_argument("--seconds", type=float, default=0.7, help="for each round")
    asked = parser.parse_args(arguments)
    with running_server(fill=FEW) as few:
        early, late = early_and_late(few, asked.pairs)
        with running_server(fill=MANY) as many:
            some, all_ = few_and_many(few, many, rounds=asked.rounds, seconds=asked.seconds)
    _tell(f"turn {LATE} against turn {EARLY}", early, late, 0.10)
    _tell(f"{MANY:,} open conversations against {FEW}", some, all_, 0.20)


def _tell(what: str, before: float, after: float, within: float) -> None:
    change = after / before - 1
    met = "met" if abs(change) <= within else "MISSED"
    print(f"{met:8}{change:+10.1%}   {what}: {before:.2f} ms, {after:.2f} ms; within ± {within:.0%}")


if __name__ == "__main__":
    main()
