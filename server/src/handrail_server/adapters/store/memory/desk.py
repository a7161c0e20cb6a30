"""Drafts, viewers, and the index of words."""

import json
from collections.abc import Iterable

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import Tables
from handrail_server.adapters.store.queries import ActiveSeen, CrmSeen, DraftSeen, Number, Text, ViewerSeen


@answers(q.DRAFT)
def _draft(tables: Tables, *, org: str, conversation: str) -> Iterable[DraftSeen]:
    found = tables.drafts.get((org, conversation))
    return [found] if found else []


@answers(q.KEEP_DRAFT)
def _keep_draft(  # noqa: PLR0913 - the command's values
    tables: Tables, *, org: str, conversation: str, version: int, person: str, at: int, key_id: str, body: bytes
) -> Iterable[Number]:
    known = tables.drafts.get((org, conversation))
    if (known.version if known else 0) != version:
        return []
    tables.drafts[org, conversation] = DraftSeen(version + 1, person, at, key_id, body)
    return [Number(version + 1)]


@answers(q.DROP_DRAFT)
def _drop_draft(tables: Tables, *, org: str, conversation: str) -> Iterable[Number]:
    known = tables.drafts.pop((org, conversation), None)
    return [Number(known.version)] if known else []


@answers(q.LOOK)
def _look(
    tables: Tables, *, org: str, conversation: str, person: str, writes: int, now: int, until: int
) -> Iterable[Text]:
    gone = [key for key, (_, over) in tables.viewers.items() if key[0] == org and over <= now]
    for key in gone:
        del tables.viewers[key]
    tables.viewers[org, conversation, person] = (writes, until)
    return []


@answers(q.LOOK_AWAY)
def _look_away(tables: Tables, *, org: str, conversation: str, person: str) -> Iterable[Text]:
    tables.viewers.pop((org, conversation, person), None)
    return []


@answers(q.VIEWERS)
def _viewers(tables: Tables, *, org: str, now: int) -> Iterable[ViewerSeen]:
    return [
        ViewerSeen(key[1], key[2], writes)
        for key, (writes, until) in sorted(tables.viewers.items())
        if key[0] == org and until > now
    ]


@answers(q.COUNT_WORDS)
def _count_words(tables: Tables, *, org: str, kind: str, low: str, high: str, most: int) -> Iterable[Number]:
    return [Number(min(most, sum(key[:2] == (org, kind) and low <= key[2] <= high for key in tables.words)))]


@answers(q.CONVERSATIONS_BY_WORD)
def _conversations_by_word(  # noqa: PLR0913 - the query's values
    tables: Tables,
    *,
    org: str,
    active_at: int,
    name: str,
    is_open: bool | None,
    agent: str | None,
    customer: str | None,
    limit: int,
    others: str,
    low: str | None = None,
    high: str | None = None,
) -> Iterable[ActiveSeen]:
    ranges = [*json.loads(others), *([] if low is None else [[low, high]])]
    found = [
        ActiveSeen(c.active_at, c.id, tables.subjects[org, "conversation", c.id].state)
        for c in tables.conversations.values()
        if c.org == org
        and (c.active_at, c.id) < (active_at, name)
        and is_open in (None, c.is_open)
        and agent in (None, c.agent)
        and customer in (None, c.customer)
        and _has_all(tables, org, "conversation", c.id, ranges)
    ]
    return sorted(found, key=lambda c: (c.active_at, c.id), reverse=True)[:limit]


answers(q.CONVERSATIONS_BY_ACTIVITY)(_conversations_by_word)


@answers(q.CUSTOMERS_BY_WORD)
def _customers_by_word(
    tables: Tables, *, org: str, low: str, high: str, name: str, others: str, limit: int
) -> Iterable[Text]:
    ranges = [*json.loads(others), [low, high]]
    known = {key[3] for key in tables.words if key[:2] == (org, "customer") and key[3] > name}
    return [Text(each) for each in sorted(known) if _has_all(tables, org, "customer", each, ranges)][:limit]


@answers(q.TURN_OF_WORDS)
def _turn_of_words(tables: Tables, *, org: str, name: str, others: str) -> Iterable[Number]:
    said = [
        turn
        for low, high in json.loads(others)
        for key, turn in tables.words.items()
        if (key[0], key[1], key[3]) == (org, "conversation", name) and low <= key[2] <= high and turn
    ]
    return [Number(max(said, default=None))]


@answers(q.INDEX_WORDS)
def _index_words(tables: Tables, *, org: str, entries: str, number: int) -> Iterable[Text]:
    for kind, name, turn, words in json.loads(entries):
        for word in words:
            key = (org, kind, word, name)
            tables.words[key] = max(turn, tables.words.get(key, 0))
    tables.indexed[org] = max(number, tables.indexed.get(org, -1))
    return []


@answers(q.DROP_WORDS)
def _forget_words(tables: Tables, *, org: str, kind: str, name: str) -> Iterable[Text]:
    for key in [key for key in tables.words if (key[0], key[1], key[3]) == (org, kind, name)]:
        del tables.words[key]
    return []


@answers(q.INDEXED_UNTIL)
def _indexed_until(tables: Tables, *, org: str) -> Iterable[Number]:
    return [Number(tables.indexed.get(org))]


@answers(q.CRM_OF_KIND)
def _crm_of_kind(tables: Tables, *, org: str, kind: str, after: str, limit: int) -> Iterable[CrmSeen]:
    found = sorted(key for key in tables.crm if key[:2] == (org, kind) and key[2] > after)
    return [CrmSeen(kind, key[2], tables.crm[key]) for key in found[:limit]]


def _has_all(tables: Tables, org: str, kind: str, name: str, ranges: list[list[str]]) -> bool:
    mine = [key[2] for key in tables.words if (key[0], key[1], key[3]) == (org, kind, name)]
    return all(any(low <= word <= high for word in mine) for low, high in ranges)
