"""Rehearsing a policy: conversations a second with one and two workers, on each engine, and the memory that it takes.

Each measurement is a process of its own, the engines take turns, and the best round of each counts: what else runs on
the machine only ever takes time away. `counting` is work that shares nothing, and so what two workers can come to here.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from handrail_server.adapters.engine.on_ray import OnRay, is_installed
from handrail_server.adapters.engine.processes import Processes
from handrail_server.adapters.policy_file.reader import default_policy
from handrail_server.cli.laboratory.differences import Differences
from handrail_server.cli.laboratory.fates import begin, fates
from handrail_server.cli.replay.parts import PART, parted
from handrail_server.ports.engine import Engine, Work

_WORDS: Final = (
    "order parcel lamp invoice delivery Monday refund charge address account change please where when could arrive"
    " broken blue green week twice again help thanks price size colour return shop website login email my the is it"
).split()
_ROUNDS: Final = 3
_FEW, _MANY = 10_000, 200_000
GOALS: Final = {"two workers against one, of what counting comes to": 0.9, "memory, 200,000 against 10,000": 1.1}
_ENGINES: Final[dict[str, Callable[[int], Engine]]] = {"processes": Processes, "ray": OnRay}


def generated(path: Path, conversations: int, *, turns: int, seed: int = 7) -> Path:
    """So many conversations of so many turns, in words of our own; one in ten needed a person."""
    random = Random(seed)

    def said(role: str, number: int) -> dict[str, object]:
        text = " ".join(random.choices(_WORDS, k=14)).capitalize() + random.choice(".?!")
        turn: dict[str, object] = {"role": role, "text": text, "at": 1_790_000_000 + 60 * number}
        return turn | ({"confidence": round(random.random() ** 0.1, 3)} if role == "agent" else {})

    with path.open("w", encoding="utf-8") as file:
        for number in range(conversations):
            talk = [said("agent" if place % 2 else "customer", number) for place in range(turns)]
            file.write(json.dumps({"id": f"c{number}", "needed": random.random() < 0.1, "turns": talk}) + "\n")
    return path


def counted(steps: int) -> Callable[[int], int]:
    """Work that needs nothing but a processor."""
    return lambda _: sum(number * number % 7 for number in range(steps))


def one(what: str, engine: str, workers: int, file: str) -> None:
    """One measurement, in a process of its own; prints what `Measured` has."""
    use = _ENGINES[engine](workers)
    texts = (default_policy(), default_policy().replace("at: 0.75", "at: 0.5"))[: 2 if what == "two" else 1]
    begin(texts)  # what every command does before it begins: read policies and phrases
    began, cpu = time.perf_counter(), _cpu()
    if what == "counting":
        units = sum(1 for _ in use.each(Work(begin=counted, setting=300_000), range(60)))
    else:
        with tempfile.TemporaryFile("w+") as kept, parted(Path(file), size=PART // 2) as parts:
            units = fates(use, texts, parts, Differences(kept)).conversations
    seconds, cpu = time.perf_counter() - began, _cpu() - cpu
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"rate": units / seconds, "cpu": 1_000 * cpu / units, "megabytes": most / 1_024}))


def _cpu() -> float:
    """Seconds that this process and its children that have ended used; a Ray cluster's are not among them."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Units a second, milliseconds of CPU for each, and the size of the largest process."""

    rate: float
    cpu: float
    megabytes: float


def measured(what: str, engine: str, workers: int, file: Path) -> Measured:
    """What `one` printed."""
    order = [sys.executable, "-m", "bench.rehearse", what, engine, str(workers), str(file)]
    answer = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    return Measured(**json.loads(answer.splitlines()[-1]))


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        _speed(generated(Path(folder, "speed.jsonl"), 6_000, turns=8))
        _memory(Path(folder))


def _speed(file: Path) -> None:
    engines = [("counting", "processes"), ("rehearsing", "processes")]
    if is_installed():
        engines += [("rehearsing", "ray")]
    else:
        print("the extra `ray` is not installed here: make .venv/.ray\n")
    best: dict[tuple[str, str, int], Measured] = {}
    for _ in range(_ROUNDS):
        for what, engine in engines:
            for workers in (1, 2):
                made, key = measured(what, engine, workers, file), (what, engine, workers)
                best[key] = max(made, best.get(key, made), key=lambda each: each.rate)
    print("work        engine     1 worker/s  2 workers/s  ratio  CPU ms, 1 and 2 workers")
    ratios = []
    for what, engine in engines:
        alone, both = best[what, engine, 1], best[what, engine, 2]
        ratios.append(both.rate / alone.rate)
        cpu = "not told" if engine == "ray" else f"{alone.cpu:.2f}  {both.cpu:.2f}"
        print(f"{what:<10}  {engine:<9}  {alone.rate:>10,.1f}  {both.rate:>11,.1f}  {ratios[-1]:>5.2f}  {cpu}")
    print()
    (name, goal), counting = next(iter(GOALS.items())), ratios[0]
    for (_, engine), ratio in list(zip(engines, ratios, strict=True))[1:]:
        met = "met" if ratio / counting >= goal else "MISSED"
        print(f"{met:8}{ratio / counting:>6.2f}   {engine}: {name} here: ≥ {goal}")


def _memory(folder: Path) -> None:
    sizes = {}
    for many in (_FEW, _MANY):
        file = generated(folder / f"{many}.jsonl", many, turns=2)
        made = measured("two", "processes", 2, file)
        sizes[many] = made.megabytes
        print(f"{many:>8,} conversations, two policies: {sizes[many]:>6.1f} MB the largest process, {made.rate:,.0f}/s")
    grown, goal = sizes[_MANY] / sizes[_FEW], GOALS["memory, 200,000 against 10,000"]
    print(f"{'met' if grown <= goal else 'MISSED':8}{grown:>6.2f}   memory of 200,000 against 10,000: ≤ {goal}")


if __name__ == "__main__":
    one(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]) if len(sys.argv) > 1 else main()
