"""The rows of a whole group of commits, checked and stored in as few statements as can be.

Each step of a statement gives up the interpreter's lock, and where another thread takes it must win it back, up to 5 ms
each time: beside a busy thread `executemany` did 290 rows/s, one statement of 64 rows 3,700. So rows are stored in
statements of 64, 32, 16 … rows, each kept prepared, and what is asked goes in and out as one JSON array.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import msgspec

from handrail_server.adapters.store.checks import Call, Kept, Seen
from handrail_server.adapters.store.rows import Row
from handrail_server.adapters.store.statements import Statement
from handrail_server.adapters.store.write import Write

T = TypeVar("T")

_SIZES = (64, 32, 16, 8, 4, 2, 1)

_encode = msgspec.json.encode
_VERSIONS = msgspec.json.Decoder(list[tuple[str, str, str, int]])
_TURNS = msgspec.json.Decoder(list[tuple[str, str, str, str]])
_ANSWERS = msgspec.json.Decoder(list[tuple[str, str, str, str, int | None]])
_CALLS = msgspec.json.Decoder(list[tuple[str, str, str, str, str]])
_ADDRESSES = msgspec.json.Decoder(list[tuple[str, str, str]])


class Batch:
    """Checks and stores groups of commits on the writing connection, inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, statements: Mapping[str, tuple[Statement, ...]]) -> None:
        self._connection = connection
        self._sql = {name: parts[0].sql for name, parts in statements.items()}
        self._prepared: dict[tuple[str, int], str] = {}

    def seen(self, group: Sequence[Write]) -> Seen:
        """What is stored under the names that the group asks about."""
        seen = Seen()
        for *name, version in self._ask("seen_versions", _VERSIONS, [g[:3] for w in group for g in w.guards]):
            seen.versions[name[0], name[1], name[2]] = version
        turns = [(t.org, t.conversation, t.id) for w in group for t in w.turns]
        for org, conversation, turn, digest in self._ask("seen_turns", _TURNS, turns):
            seen.turns[org, conversation, turn] = digest
        answers = [a[:3] for w in group for a in w.answers]
        for org, scope, key, digest, until in self._ask("seen_answers", _ANSWERS, answers):
            seen.answers[org, scope, key] = Kept(digest, until)
        calls = [(a.org, a.conversation, a.call_id) for w in group for a in w.actions]
        for org, conversation, call, action, digest in self._ask("seen_calls", _CALLS, calls):
            seen.calls[org, conversation, call] = Call(action, digest)
        addresses = [(p.org, p.email) for w in group for p in w.people]
        for org, email, person in self._ask("seen_addresses", _ADDRESSES, addresses):
            seen.addresses[org, email] = person
        return seen

    def put(self, group: Sequence[Write]) -> None:
        """Store all rows, in the order of the group: where two commits write the same row, the later one stays."""
        self._put("put_subjects", [r for w in group for r in w.subjects])
        self._put("put_facts", [r for w in group for r in w.facts])
        self._put("put_unplaced", [r for w in group for r in w.unplaced])
        self._put("put_turns", [r for w in group for r in w.turns])
        self._put("put_marks", list({r[:3]: r for w in group for r in w.marks}.values()))
        self._put("put_judged", [r for w in group for r in w.judged])
        self._put("put_conversations", [r for w in group for r in w.conversations])
        self._put("put_cases", [r for w in group for r in w.cases])
        self._put("put_actions", [r for w in group for r in w.actions])
        self._put("put_people", [r for w in group for r in w.people])
        self._put("put_parcels", [r for w in group for r in w.parcels])
        deadlines = {r[:4]: r.due_at for w in group for r in w.deadlines}
        self._put("put_armed", [(*key, due, due) for key, due in deadlines.items() if due is not None])
        self._put("put_disarmed", [key for key, due in deadlines.items() if due is None])
        self._put("put_answers", [r for w in group for r in w.answers])
        self._put("put_secrets", [r for w in group for r in w.secrets])
        for org, at in {(a.org, w.at) for w in group for a in w.answers if a.expires_at is not None}:
            self._connection.execute(self._sql["forget_answers"], (org, at))

    def _ask(self, name: str, decoder: msgspec.json.Decoder[list[T]], asked: Sequence[Row]) -> list[T]:
        if not asked:
            return []
        (found,) = self._connection.execute(self._sql[name], (_encode(asked).decode(),)).fetchone()
        return decoder.decode(found)

    def _put(self, name: str, rows: Sequence[Row]) -> None:
        start = 0
        for size in _SIZES:
            while len(rows) - start >= size:
                part = rows[start : start + size]
                self._connection.execute(self._statement(name, size, len(part[0])), _flat(part))
                start += size

    def _statement(self, name: str, size: int, width: int) -> str:
        sql = self._prepared.get((name, size))
        if sql is None:
            row = f"({', '.join('?' * width)})"
            sql = self._prepared[name, size] = self._sql[name].replace("{rows}", ", ".join([row] * size))
        return sql


def _flat(rows: Iterable[Row]) -> tuple[object, ...]:
    return tuple(chain.from_iterable(rows))
