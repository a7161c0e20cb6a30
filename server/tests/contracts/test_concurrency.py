"""Many at once: no lost change, no gap, no leak; and what the facts say is what the states are."""

import asyncio
import json
from collections import Counter
from dataclasses import replace
from random import Random

from handrail_server.core.basics.ids import ConversationId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ledger.tree import Frontier, leaf_hash
from handrail_server.ports.writing import (
    AlreadyAnswered,
    Answer,
    Commit,
    Expect,
    Loaded,
    VersionConflict,
    changed,
)
from server.tests.contracts.samples import BY, NOW, ORG, Noted, conversation, conversation_subject, turn, words
from server.tests.contracts.stores import Store

NAMES = tuple(f"c{number}" for number in range(6))


async def add(store: Store, names: tuple[str, ...], amount: int, expected: str | None) -> None:
    """Add to each conversation's count in one commit, gathering and deciding again on a conflict."""
    key = await store.key()
    for _ in range(200):
        found = [await store.journal.load(ORG, Conversation, name) for name in names]
        await asyncio.sleep(0)
        commit = Commit(
            org=ORG,
            id=store.commit_id(),
            at=NOW,
            changes=tuple(changed(one, added(one, amount), key=key) for one in found),
            expects=await expects(store, expected),
            turns=tuple((turn(one.version + 1, of=one.subject.id), "said") for one in found),
        )
        try:
            return await store.journal.commit(commit)
        except VersionConflict:
            continue
    raise AssertionError("never committed")


async def expects(store: Store, name: str | None) -> tuple[Expect, ...]:
    if name is None:
        return ()
    found = await store.journal.load(ORG, Conversation, name)
    return (Expect(subject=found.subject, version=found.version),)


def added(found: Loaded[Conversation], amount: int) -> Outcome[Conversation]:
    fact = Noted(by=BY, at=NOW, number=amount, text="x")
    return Outcome(state=replace(found.state, attempts=found.state.attempts + amount), facts=(fact,))


async def test_concurrent_writers_lose_nothing_and_states_are_what_the_facts_say(store: Store) -> None:
    random = Random(7)
    for name in NAMES:
        await store.create(conversation_subject(name), conversation(name))
    want: Counter[str] = Counter()
    work = []
    for _ in range(80):
        names = tuple(random.sample(NAMES, random.choice((1, 1, 2))))
        expected = random.choice((None, None, *(name for name in NAMES if name not in names)))
        amount = random.randint(1, 9)
        want.update(dict.fromkeys(names, amount))
        work.append(add(store, names, amount, expected))
    await asyncio.gather(*work)
    await check_states_against_facts(store, want)
    await check_ledger(store)


async def check_states_against_facts(store: Store, want: Counter[str]) -> None:
    for name in NAMES:
        found = await store.journal.load(ORG, Conversation, name)
        history = await store.library.history(ORG, found.subject)
        replayed = 0
        for head, _ in history:
            replayed += int(str(head.data["number"]))
        assert found.state.attempts == want[name] == replayed
        assert [head.version for head, _ in history] == list(range(1, found.version + 1))
        turns = await store.library.turns(ORG, ConversationId(name))
        assert [stored.turn.number for stored in turns] == list(range(2, found.version + 1))


async def check_ledger(store: Store) -> None:
    tips: dict[str, tuple[int, str]] = {}
    number = 0
    while waiting := await store.scribe.unplaced(limit=7):
        entries = [entry for _, commit in waiting for entry in commit]
        size, peaks = await store.scribe.tree(ORG)
        assert size == number
        grown = Frontier(size, peaks).extended(leaf_hash(entry.hash) for entry in entries)
        assert await store.scribe.place(ORG, size=size, entries=entries, frontier=grown.peaks)
        for entry in entries:
            version, prev = tips.get(entry.subject.id, (0, bytes(32).hex()))
            assert (entry.version, json.loads(entry.head)["prev"]) == (version + 1, prev)
            tips[entry.subject.id] = (entry.version, entry.hash.hex())
        number += len(entries)
    assert await store.library.last_number(ORG) == number - 1


async def test_of_many_with_one_key_one_is_stored(store: Store) -> None:
    async def attempt(number: int) -> str:
        name = f"c{number}"
        answer = Answer(scope="post", key="k", digest="d", status=200, body=name.encode())
        try:
            await store.create(conversation_subject(name), conversation(name), answer=answer)
        except AlreadyAnswered:
            return ""
        return name

    await store.key()
    won = [name for name in await asyncio.gather(*(attempt(number) for number in range(20))) if name]
    assert len(won) == 1
    found = await store.journal.answer(ORG, "post", "k", NOW)
    assert found is not None
    assert [found.body.decode()] == won
    assert [one.id for one in (await store.library.conversations(ORG)).items] == won


async def test_no_word_of_an_agent_begins_to_send_after_a_takeover(store: Store) -> None:
    """Takeovers and claims race in every order; a claim that came after the takeover has nothing of the agent."""
    for number in range(20):
        name = f"c{number}"
        said = words(1, lane=name)
        await store.create(conversation_subject(name), conversation(name), effects=(said,))
    moved: set[str] = set()

    async def take_over(name: str) -> None:
        found = await store.journal.load(ORG, Conversation, name)
        control = found.state.control.pass_to(by_person(PersonId("ann")))
        await store.change(found, replace(found.state, control=control))
        moved.add(name)

    async def claim() -> None:
        for _ in range(20):
            before = frozenset(moved)
            claimed = await store.outbox.claim(now=NOW, lease_until=At(NOW + 60_000), limit=1)
            assert before.isdisjoint(parcel.lane for parcel in claimed.sending)

    await asyncio.gather(claim(), *(take_over(f"c{number}") for number in range(0, 20, 2)), claim())
    last = await store.outbox.claim(now=NOW, lease_until=At(NOW + 60_000), limit=50)
    assert {parcel.lane for parcel in last.stale} <= moved
    assert not moved & {parcel.lane for parcel in last.sending}


async def test_two_workers_never_take_the_same(store: Store) -> None:
    for number in range(30):
        name = f"c{number}"
        await store.create(conversation_subject(name), conversation(name), effects=(words(1, lane=name),))
    claims = [store.outbox.claim(now=NOW, lease_until=At(NOW + 60_000), limit=7) for _ in range(6)]
    taken = [parcel.id for claimed in await asyncio.gather(*claims) for parcel in claimed.sending]
    assert len(taken) == len(set(taken)) == 30
