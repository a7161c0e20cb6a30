"""A server process beside others: it commits turns to shared conversations and sends what it claims.

test_processes.py runs it as `python -m server.tests.adapters.store.postgres.process DSN NUMBER`. It prints what was
acknowledged (`said`) and what it claimed (`sending`), and leaves its last claims unfinished when it is killed.
"""

import asyncio
import sys
from dataclasses import replace

from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.writing import VersionConflict
from server.tests.contracts.samples import NOW, ORG, conversation, conversation_subject, turn, words
from server.tests.contracts.stores import Store, store_over

CONVERSATIONS = 6
CALLERS = 12
LEASE = At(NOW + 60_000)


async def main(dsn: str, process: int) -> None:
    engine = PostgresEngine(dsn)
    await engine.migrate()
    store = store_over(engine, first=process * 1_000_000)
    await asyncio.gather(*(talk(store, caller) for caller in range(CALLERS)), send(store))


async def talk(store: Store, caller: int) -> None:
    """Say one thing after the other in a conversation that other callers and processes speak in as well."""
    name = f"c{caller % CONVERSATIONS}"
    while True:
        try:
            number = await say(store, name)
        except VersionConflict:
            continue
        print("said", name, number, flush=True)  # noqa: T201 - the acknowledgement


async def say(store: Store, name: str) -> int:
    found = await store.journal.find(ORG, Conversation, name)
    if found is None:
        await store.create(conversation_subject(name), conversation(name))
        return 0
    said = (turn(found.version, of=name), "said")
    state = replace(found.state, turns=found.version)
    await store.change(found, state, turns=(said,), effects=(words(found.version, lane=name),))
    return found.version


async def send(store: Store) -> None:
    """Claim under a lease that will not run out while the test runs, and acknowledge what was sent."""
    while True:
        claimed = await store.outbox.claim(now=NOW, lease_until=LEASE, limit=3)
        for parcel in claimed.sending:
            print("sending", parcel.id, parcel.attempts, flush=True)  # noqa: T201 - what it is about to send
            await store.outbox.sent(parcel)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
