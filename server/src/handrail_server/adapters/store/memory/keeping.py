"""Time, data keys, policy documents, weights and notices."""

import json
import time
from collections.abc import Iterable

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import DataKeyRow, Tables
from handrail_server.adapters.store.queries import CrmSeen, KeySeen, Moment, NoticeSeen, Text, WeightsSeen


@answers(q.STORE_TIME)
def _store_time(_: Tables) -> Iterable[Moment]:
    return [Moment(time.time_ns() // 1_000_000)]


@answers(q.KEY)
def _key(tables: Tables, *, org: str, name: str) -> Iterable[KeySeen]:
    found = tables.data_keys.get((org, name))
    return [KeySeen(name, found.wrapped)] if found else []


@answers(q.KEY_OF_OWNER)
def _key_of_owner(tables: Tables, *, org: str, owner: str) -> Iterable[KeySeen]:
    return [
        KeySeen(key[1], row.wrapped) for key, row in tables.data_keys.items() if (key[0], row.owner) == (org, owner)
    ]


@answers(q.KEEP_KEY)
def _keep_key(tables: Tables, *, org: str, name: str, owner: str, wrapped: bytes) -> Iterable[Text]:
    if _key_of_owner(tables, org=org, owner=owner):
        return []
    tables.data_keys[org, name] = DataKeyRow(owner=owner, wrapped=wrapped)
    return [Text(name)]


@answers(q.DOCUMENT)
def _document(tables: Tables, *, org: str, digest: str) -> Iterable[Text]:
    return [Text(tables.documents[org, digest])] if (org, digest) in tables.documents else []


@answers(q.KEEP_DOCUMENT)
def _keep_document(tables: Tables, *, org: str, digest: str, text: str) -> Iterable[Text]:
    tables.documents.setdefault((org, digest), text)
    return []


@answers(q.WEIGHTS)
def _weights(tables: Tables, *, org: str, digest: str) -> Iterable[WeightsSeen]:
    return [tables.weights[org, digest]] if (org, digest) in tables.weights else []


@answers(q.KEEP_WEIGHTS)
def _keep_weights(tables: Tables, *, org: str, digest: str, key_id: str, body: bytes) -> Iterable[Text]:
    tables.weights.setdefault((org, digest), WeightsSeen(key_id, body))
    return []


@answers(q.NOTICES)
def _notices(tables: Tables, *, org: str, person: str, before: int, limit: int) -> Iterable[NoticeSeen]:
    mine = [row for key, row in tables.notices.items() if (key[0], row.person) == (org, person) and row.seq < before]
    return sorted(mine, reverse=True)[:limit]


@answers(q.NOTICE)
def _notice(tables: Tables, *, org: str, name: str, person: str) -> Iterable[NoticeSeen]:
    return [row for key, row in tables.notices.items() if (key[0], row.id, row.person) == (org, name, person)]


@answers(q.KEEP_NOTICE)
def _keep_notice(  # noqa: PLR0913 - the command's values
    tables: Tables,
    *,
    org: str,
    name: str,
    person: str,
    case_id: str | None,
    document: str,
    at: int,
    acknowledged_at: int | None,
) -> Iterable[Text]:
    if (org, name, person) not in tables.notices:
        row = NoticeSeen(tables.next_seq(), name, person, case_id, document, at, acknowledged_at)
        tables.notices[org, name, person] = row
    return []


@answers(q.ACKNOWLEDGE_NOTICE)
def _acknowledge_notice(tables: Tables, *, org: str, name: str, at: int) -> Iterable[Text]:
    for key, row in tables.notices.items():
        if key[:2] == (org, name) and row.acknowledged_at is None:
            tables.notices[key] = row._replace(acknowledged_at=at)
    return []


@answers(q.CRM_DOCUMENTS)
def _crm_documents(tables: Tables, *, org: str, keys: str) -> Iterable[CrmSeen]:
    wanted = [(str(kind), str(name)) for kind, name in json.loads(keys)]
    return [
        CrmSeen(kind, name, tables.crm[org, kind, name]) for kind, name in wanted if (org, kind, name) in tables.crm
    ]


@answers(q.KEEP_CRM)
def _keep_crm(tables: Tables, *, org: str, documents: str) -> Iterable[Text]:
    for kind, name, document in json.loads(documents):
        tables.crm[org, kind, name] = document
    return []


@answers(q.SWAP_CRM)
def _swap_crm(tables: Tables, *, org: str, kind: str, name: str, before: str, document: str) -> Iterable[Text]:
    if tables.crm.get((org, kind, name), "") != before:
        return []
    tables.crm[org, kind, name] = document
    return [Text(name)]
