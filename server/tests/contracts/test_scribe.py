"""The scribe's side: numbers without gaps, a tree that grows only from the size it has, chains that hold."""

import hashlib
import json
from dataclasses import dataclass

from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ledger.tree import Frontier, Tree, leaf_hash
from handrail_server.ports.working import Entry
from server.tests.contracts.samples import BY, NOW, ORG, OTHER, Noted, conversation, conversation_subject
from server.tests.contracts.stores import Store

SUBJECT = conversation_subject()


async def write(store: Store, changes: int = 3, name: str = "c1", org: OrgId = ORG) -> None:
    facts = tuple(Noted(by=BY, at=NOW, number=n, text=f"words {n}") for n in range(2))
    await store.create(conversation_subject(name), conversation(name), org=org, facts=facts)
    for _ in range(changes - 1):
        found = await store.journal.load(org, Conversation, name)
        await store.change(found, found.state, org=org)


async def place_all(store: Store, *, batch: int = 2) -> None:
    """What a scribe does, in batches."""
    while waiting := await store.scribe.unplaced(limit=batch):
        for org in {org for org, _ in waiting}:
            entries = [entry for of, commit in waiting if of == org for entry in commit]
            assert await place(store, org, entries)


async def place(store: Store, org: OrgId, entries: list[Entry]) -> bool:
    size, peaks = await store.scribe.tree(org)
    grown = Frontier(size, peaks).extended(leaf_hash(entry.hash) for entry in entries)
    return await store.scribe.place(org, size=size, entries=entries, frontier=grown.peaks)


async def test_commits_wait_in_order_with_their_facts_together(store: Store) -> None:
    await write(store)
    await write(store, 1, org=OTHER)
    waiting = await store.scribe.unplaced(limit=10)
    assert [(org, [entry.version for entry in commit]) for org, commit in waiting] == [
        (ORG, [1, 2]),
        (ORG, [3]),
        (ORG, [4]),
        (OTHER, [1, 2]),
    ]
    assert len(await store.scribe.unplaced(limit=2)) == 2
    assert waiting[0][1][0].commit == waiting[0][1][1].commit


async def test_placed_facts_form_the_tree_and_each_subject_a_chain(store: Store) -> None:
    assert await store.library.last_number(ORG) == -1
    assert await store.scribe.tree(ORG) == (0, ())
    await write(store)
    await write(store, 4, "c2")
    await write(store, 1, org=OTHER)
    await place_all(store)
    entries = await store.scribe.entries(ORG)
    assert [number for number, _ in entries] == list(range(9))
    assert await store.library.last_number(ORG) == 8
    assert await store.scribe.unplaced(limit=10) == ()
    size, peaks = await store.scribe.tree(ORG)
    whole = Tree(leaf_hash(entry.hash) for _, entry in entries)
    assert size == whole.size == 9
    assert Frontier(size, peaks).root() == Frontier().extended(leaf_hash(e.hash) for _, e in entries).root()
    tips: dict[Subject, tuple[int, str]] = {}
    for _, entry in entries:
        head = json.loads(entry.head)
        version, prev = tips.get(entry.subject, (0, bytes(32).hex()))
        assert (entry.version, head["prev"], head["commit"]) == (version + 1, prev, entry.commit)
        assert hashlib.sha256(entry.head).digest() == entry.hash
        assert entry.body is not None
        assert head["body"]["digest"] == hashlib.sha256(entry.body).hexdigest()
        tips[entry.subject] = (entry.version, entry.hash.hex())
    found = await store.journal.load(ORG, Conversation, "c2")
    assert tips[found.subject] == (found.version, found.tip.hex())


async def test_of_two_scribes_one_places(store: Store) -> None:
    await write(store)
    ((_, first), (_, second), _) = await store.scribe.unplaced(limit=3)
    size, peaks = await store.scribe.tree(ORG)
    grown = Frontier(size, peaks).extended([leaf_hash(e.hash) for e in first])
    assert await store.scribe.place(ORG, size=0, entries=first, frontier=grown.peaks) is True
    assert await store.scribe.place(ORG, size=0, entries=first, frontier=grown.peaks) is False
    assert await store.scribe.place(ORG, size=0, entries=second, frontier=grown.peaks) is False
    assert await store.library.last_number(ORG) == 1
    assert len(await store.scribe.unplaced(limit=10)) == 2


async def test_the_scribes_lease_belongs_to_one(store: Store) -> None:
    async def lease(worker: str, now: int) -> bool:
        return await store.scribe.lease(worker, now=At(now), until=At(now + 10))

    assert await lease("a", NOW) is True
    assert await lease("b", NOW + 9) is False
    assert await lease("a", NOW + 9) is True
    assert await lease("b", NOW + 18) is False
    assert await lease("b", NOW + 19) is True
    assert await lease("a", NOW + 20) is False


async def test_the_newest_checkpoint_is_kept(store: Store) -> None:
    assert await store.scribe.checkpoint(ORG) is None
    for size in (3, 12, 7):
        await store.scribe.save_checkpoint(ORG, size=size, note=f"note {size}", at=NOW)
    await store.scribe.save_checkpoint(ORG, size=12, note="signed again", at=NOW)
    assert await store.scribe.checkpoint(ORG) == (12, "signed again")
    assert await store.scribe.checkpoint(OTHER) is None


async def test_heads_are_read_by_number_and_carry_no_words(store: Store) -> None:
    await write(store)
    assert await store.library.heads(ORG) == ()
    await place_all(store)
    heads = await store.library.heads(ORG, after=0, limit=2)
    assert [(head.number, head.version, head.verb, head.data["number"]) for head in heads] == [
        (1, 2, "Noted", 1),
        (2, 3, "Noted", 0),
    ]
    assert heads[0].by["kind"] == "system"
    assert "words" not in repr(heads)
    assert [head.number for head in await store.library.heads(ORG, until=1)] == [0, 1]
    assert await store.library.heads(OTHER) == ()


async def test_heads_are_read_by_their_numbers(store: Store) -> None:
    await write(store)
    await place_all(store)
    assert [head.number for head in await store.library.heads_numbered(ORG, (2, 0, 99))] == [0, 2]
    assert await store.library.heads_numbered(ORG, ()) == ()
    assert await store.library.heads_numbered(OTHER, (0,)) == ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked(Fact):
    """Another verb than the sample's."""

    number: int


async def test_a_history_opens_the_bodies(store: Store) -> None:
    await write(store, 2)
    await place_all(store, batch=1)
    facts = (Remarked(by=BY, at=NOW, number=9),)
    found = await store.journal.load(ORG, Conversation, "c1")
    await store.change(found, found.state, facts=facts)
    history = await store.library.history(ORG, SUBJECT)
    assert [(head.number, head.version, body) for head, body in history] == [
        (0, 1, {"text": "words 0"}),
        (1, 2, {"text": "words 1"}),
        (2, 3, {"text": "hello"}),
        (None, 4, None),
    ]
    assert [head.version for head, _ in await store.library.history(ORG, SUBJECT, after=1, limit=2)] == [2, 3]
    assert await store.library.history(ORG, SUBJECT, verbs=("Noted",), after=1) == history[1:3]
    assert await store.library.history(ORG, SUBJECT, verbs=("Remarked", "Noted")) == history
    assert await store.library.history(ORG, SUBJECT, verbs=("Unheard",)) == ()
    assert await store.library.history(OTHER, SUBJECT) == ()
    assert await store.library.history(ORG, Subject(kind=SubjectKind.CASE, id="c1")) == ()
