"""How long a search takes among 100,000 conversations: `python -m bench.search`."""

import asyncio
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.basics.time import At
from handrail_server.core.cases.search import asked
from handrail_server.ports.searching import Indexed, Narrowed
from server.tests.contracts.samples import NOW, ORG, conversation, conversation_subject
from server.tests.contracts.stores import Store, store_over

CONVERSATIONS = 100_000
WORDS = [f"{a}{b}{n}" for a in ("par", "ref", "ord", "bil") for b in ("cel", "und", "er", "ling") for n in range(500)]
COMMON = ("the", "please", "help", "refund", "thanks")


async def _searched() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(Path(folder) / "handrail.db")
        await engine.migrate()
        store = store_over(engine)
        await _fill(store)
        for question in (
            "parcel17",
            "refund parcel17",
            "the please help",
            "refund",
            "par",
            "nothing",
            "billing9 order9",
        ):
            await _measure(store, question)
        await engine.close()


async def _fill(store: Store) -> None:
    dice = random.Random(1)
    began = time.perf_counter()
    for start in range(0, CONVERSATIONS, 500):
        names = [f"c{number:06}" for number in range(start, start + 500)]
        made = (replace(conversation(name), opened_at=At(NOW + int(name[1:]))) for name in names)
        await asyncio.gather(*(store.create(conversation_subject(each.id), each) for each in made))
        entries = [
            Indexed(
                kind="conversation",
                id=name,
                words=tuple({*dice.choices(WORDS, k=40), *(word for word in COMMON if dice.random() < 0.6)}),
                turn=1,
            )
            for name in names
        ]
        await store.search.put(ORG, entries, until=start)
    print(f"{CONVERSATIONS:,} conversations, 43 words each: filled in {time.perf_counter() - began:.0f} s")


async def _measure(store: Store, question: str) -> None:
    times, found = [], 0
    for _ in range(15):
        began = time.perf_counter()
        page = await store.search.conversations(ORG, asked(question), Narrowed(), limit=20)
        times.append((time.perf_counter() - began) * 1_000)
        found = len(page.items)
    times.sort()
    print(f"| {question:20} | {found:3} | median {times[7]:6.1f} ms | slowest {times[-1]:6.1f} ms |")


def main() -> None:
    """Fill a store, then search it."""
    asyncio.run(_searched())


if __name__ == "__main__":
    main()
