"""Facts, the ledger and its scribe."""

import json
from collections.abc import Iterable

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import Tables
from handrail_server.adapters.store.queries import Checkpoint, EntrySeen, FactSeen, HeadSeen, Number, Text, Tree
from handrail_server.adapters.store.rows import FactRow


@answers(q.HEADS)
def _heads(tables: Tables, *, org: str, after: int, until: int | None, limit: int) -> Iterable[HeadSeen]:
    placed = list(enumerate(tables.ledger.get(org, [])))[after + 1 : None if until is None else until + 1][:limit]
    return [HeadSeen(number, f.kind, f.id, f.version, f.head, f.hash) for number, f in placed]


@answers(q.HEADS_NUMBERED)
def _heads_numbered(tables: Tables, *, org: str, numbers: str) -> Iterable[HeadSeen]:
    placed = tables.ledger.get(org, [])
    found = ((number, placed[number]) for number in sorted(json.loads(numbers)) if 0 <= number < len(placed))
    return [HeadSeen(number, f.kind, f.id, f.version, f.head, f.hash) for number, f in found]


@answers(q.HISTORY)
def _history(
    tables: Tables,
    *,
    org: str,
    kind: str,
    name: str,
    after: int,
    verbs: str | None,
    limit: int,
) -> Iterable[FactSeen]:
    numbers = {fact[:4]: number for number, fact in enumerate(tables.ledger.get(org, []))}
    wanted = None if verbs is None else json.loads(verbs)
    mine = (f for f in tables.facts.values() if f[:3] == (org, kind, name) and f.version > after)
    found = sorted(f for f in mine if wanted is None or f.verb in wanted)[:limit]
    return [FactSeen(numbers.get(f[:4]), f.kind, f.id, f.version, f.head, f.hash, f.key_id, f.body) for f in found]


@answers(q.LAST_NUMBER)
def _last_number(tables: Tables, *, org: str) -> Iterable[Number]:
    return [Number(len(tables.ledger.get(org, [])) - 1)]


@answers(q.ENTRIES)
def _entries(tables: Tables, *, org: str, after: int, limit: int) -> Iterable[EntrySeen]:
    placed = list(enumerate(tables.ledger.get(org, [])))[after + 1 :][:limit]
    return [_entry(fact, number) for number, fact in placed]


@answers(q.UNPLACED)
def _unplaced(tables: Tables, *, limit: int) -> Iterable[EntrySeen]:
    oldest = list(tables.unplaced.items())[:limit]
    return [_entry(tables.facts[org, *fact]) for (org, _), facts in oldest for fact in facts]


def _entry(fact: FactRow, number: int | None = None) -> EntrySeen:
    return EntrySeen(
        fact.org, number, fact.commit_id, fact.kind, fact.id, fact.version, fact.head, fact.hash, fact.body
    )


@answers(q.TREE)
def _tree(tables: Tables, *, org: str) -> Iterable[Tree]:
    return [tables.trees[org]] if org in tables.trees else []


@answers(q.LEASE)
def _lease(tables: Tables, *, worker: str, now: int, until: int) -> Iterable[Text]:
    if tables.scribe and tables.scribe[0] != worker and tables.scribe[1] > now:
        return []
    tables.scribe = (worker, until)
    return [Text(worker)]


@answers(q.PLACE)
def _place(
    tables: Tables, *, org: str, size: int, grown: int, frontier: bytes, entries: str, commits: str
) -> Iterable[Number]:
    placed = tables.ledger.setdefault(org, [])
    if len(placed) != size:
        return []
    tables.trees[org] = Tree(grown, frontier)
    placed.extend(tables.facts[org, kind, name, version] for kind, name, version in json.loads(entries))
    for commit in json.loads(commits):
        del tables.unplaced[org, commit]
    return [Number(grown)]


@answers(q.SAVE_CHECKPOINT)
def _save_checkpoint(tables: Tables, *, org: str, size: int, note: str, at: int) -> Iterable[Number]:  # noqa: ARG001 - kept by the others
    tables.checkpoints.setdefault(org, {})[size] = note
    return []


@answers(q.CHECKPOINT)
def _checkpoint(tables: Tables, *, org: str) -> Iterable[Checkpoint]:
    kept = tables.checkpoints.get(org, {})
    return [Checkpoint(*max(kept.items()))] if kept else []
