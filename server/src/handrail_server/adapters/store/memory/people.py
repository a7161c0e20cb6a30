"""Subjects, people, secrets and presence."""

import json
from collections.abc import Iterable
from itertools import islice

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import Tables
from handrail_server.adapters.store.queries import Lapsed, Number, Text
from handrail_server.adapters.store.rows import AnswerRow, PersonRow, SecretRow, SubjectRow


@answers(q.SUBJECT)
def _subject(tables: Tables, *, org: str, kind: str, name: str) -> Iterable[SubjectRow]:
    found = tables.subjects.get((org, kind, name))
    return [found] if found else []


@answers(q.SUBJECTS)
def _subjects(tables: Tables, *, org: str, kind: str) -> Iterable[SubjectRow]:
    return sorted(row for row in tables.subjects.values() if row[:2] == (org, kind))


@answers(q.SUBJECTS_NAMED)
def _subjects_named(tables: Tables, *, org: str, kind: str, names: str) -> Iterable[SubjectRow]:
    found = (tables.subjects.get((org, kind, name)) for name in json.loads(names))
    return [row for row in found if row is not None]


@answers(q.LESSONS)
def _lessons(tables: Tables, *, org: str, state: str, name: str, limit: int) -> Iterable[SubjectRow]:
    found = [row for row in tables.subjects.values() if row[:2] == (org, "lesson") and row.id < name]
    kept = (row for row in sorted(found, reverse=True) if json.loads(row.state)["state"] == state)
    return list(islice(kept, limit))


@answers(q.ORGANISATIONS)
def _organisations(tables: Tables) -> Iterable[Text]:
    return [Text(name) for _, kind, name in sorted(tables.subjects) if kind == "organisation"]


@answers(q.ANSWER)
def _answer(tables: Tables, *, org: str, scope: str, key: str, now: int) -> Iterable[AnswerRow]:
    found = tables.answers.get((org, scope, key))
    return [found] if found and (found.expires_at is None or found.expires_at > now) else []


@answers(q.PEOPLE)
def _people(tables: Tables, *, org: str, active: bool) -> Iterable[SubjectRow]:
    found = [p for p in tables.people.values() if p.org == org and p.active >= active]
    return _by_name(tables, found)


@answers(q.PEOPLE_OF_QUEUE)
def _people_of_queue(tables: Tables, *, org: str, queue: str, active: bool) -> Iterable[SubjectRow]:
    found = [p for p in tables.people.values() if p.org == org and p.active >= active and queue in json.loads(p.queues)]
    return _by_name(tables, found)


@answers(q.PERSON_BY_EMAIL)
def _person_by_email(tables: Tables, *, org: str, email: str) -> Iterable[SubjectRow]:
    return _by_name(tables, [p for p in tables.people.values() if (p.org, p.email) == (org, email)])


def _by_name(tables: Tables, people: list[PersonRow]) -> list[SubjectRow]:
    people.sort(key=lambda p: (p.name, p.id))
    return [tables.subjects[p.org, "person", p.id] for p in people]


@answers(q.SECRET_BY_HASH)
def _secret_by_hash(tables: Tables, *, digest: str) -> Iterable[SecretRow]:
    return _newest(s for s in tables.secrets.values() if s.hash == digest)[:1]


@answers(q.SECRET_BY_ID)
def _secret_by_id(tables: Tables, *, org: str, name: str) -> Iterable[SecretRow]:
    found = tables.secrets.get((org, name))
    return () if found is None else (found,)


@answers(q.SECRETS_OF)
def _secrets_of(tables: Tables, *, org: str, holder: str, kind: str | None) -> Iterable[SecretRow]:
    return _newest(s for s in tables.secrets.values() if (s.org, s.holder) == (org, holder) and kind in (None, s.kind))


def _newest(secrets: Iterable[SecretRow]) -> list[SecretRow]:
    return sorted(secrets, key=lambda s: (s.created_at, s.id), reverse=True)


@answers(q.BEAT)
def _beat(tables: Tables, *, org: str, person: str, until: int) -> Iterable[Number]:
    tables.presence[org, person] = until
    return []


@answers(q.LAPSED)
def _lapsed(tables: Tables, *, now: int, limit: int) -> Iterable[Lapsed]:
    found = sorted((until, who) for who, until in tables.presence.items() if until <= now)[:limit]
    for _, who in found:
        del tables.presence[who]
    return [Lapsed(*who) for _, who in found]
