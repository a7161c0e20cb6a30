"""A server that will be killed: many callers commit turns, and each is printed once it was acknowledged.

test_crash.py runs it as `python -m server.tests.adapters.store.crash_writer FILE RUN`.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.core.turns.conversation import Conversation
from server.tests.contracts.samples import ORG, conversation, conversation_subject, turn, words
from server.tests.contracts.stores import Store, store_over

CALLERS = 16


async def main(path: Path, run: int) -> None:
    engine = SqliteEngine(path)
    await engine.migrate()
    store = store_over(engine, first=run * 1_000_000)
    await asyncio.gather(*(talk(store, f"c{caller}") for caller in range(CALLERS)))


async def talk(store: Store, name: str) -> None:
    """Go on with a conversation until killed."""
    if await store.journal.find(ORG, Conversation, name) is None:
        await store.create(conversation_subject(name), conversation(name))
    while True:
        found = await store.journal.load(ORG, Conversation, name)
        number = found.version
        said = (turn(number, of=name), "said")
        state = replace(found.state, turns=number)
        await store.change(found, state, turns=(said,), effects=(words(number, lane=name),))
        print(name, number, flush=True)  # noqa: T201 - the acknowledgement


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
