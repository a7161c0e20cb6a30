"""The outbox and the deadlines."""

from collections.abc import Iterable
from dataclasses import replace

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import UNFINISHED, Outgoing, Tables, Waking
from handrail_server.adapters.store.queries import DueSeen, Number, ParcelSeen, Text


def _is_head(tables: Tables, row: Outgoing) -> bool:
    """Whether it is the next of its lane, and nothing of the lane is on its way."""
    return row.seen.state == "stored" and not any(
        (other.seen.org, other.seen.lane) == (row.seen.org, row.seen.lane)
        and other.seen.state in UNFINISHED
        and (other.seen.seq < row.seen.seq or other.seen.state != "stored")
        for other in tables.outbox.values()
    )


def _is_stale(tables: Tables, row: Outgoing) -> bool:
    conversation = tables.conversations.get((row.seen.org, row.seen.lane))
    return row.epoch is not None and (conversation is None or conversation.epoch != row.epoch)


def _keep(tables: Tables, row: Outgoing) -> ParcelSeen:
    tables.outbox[row.seen.org, row.seen.id] = row
    return row.seen


@answers(q.CLAIM_PARCELS)
def _claim(
    tables: Tables, *, now: int, lease_until: int, limit: int, destination: str, org: str | None
) -> Iterable[ParcelSeen]:
    for row in list(tables.outbox.values()):
        if row.seen.state == "sending" and row.lease_until is not None and row.lease_until <= now:
            _keep(tables, replace(row, seen=row.seen._replace(state="stored"), lease_until=None))
    free = [
        row
        for row in tables.outbox.values()
        if row.seen.destination == destination
        and org in (None, row.seen.org)
        and row.seen.due_at <= now
        and _is_head(tables, row)
        and not _is_stale(tables, row)
    ]
    free.sort(key=lambda row: (row.seen.due_at, row.seen.seq))
    return [
        _keep(
            tables,
            replace(
                row,
                seen=row.seen._replace(state="sending", attempts=row.seen.attempts + 1),
                lease_until=lease_until,
            ),
        )
        for row in free[:limit]
    ]


@answers(q.STALE_PARCELS)
def _stale(tables: Tables, *, destination: str, org: str | None, limit: int) -> Iterable[ParcelSeen]:
    stored = [row for row in tables.outbox.values() if row.seen.state == "stored" and _is_stale(tables, row)]
    mine = [row.seen for row in stored if row.seen.destination == destination and org in (None, row.seen.org)]
    return sorted(mine)[:limit]


@answers(q.NEXT_PARCEL)
def _next_parcel(tables: Tables, *, destination: str) -> Iterable[Number]:
    rows = tables.outbox.values()
    leases = [row.lease_until for row in rows if row.seen.state == "sending" and row.lease_until is not None]
    heads = [row.seen.due_at for row in rows if row.seen.destination == destination and _is_head(tables, row)]
    return [Number(min(leases + heads, default=None))]


@answers(q.PARCEL)
def _parcel(tables: Tables, *, org: str, name: str) -> Iterable[ParcelSeen]:
    return [tables.outbox[org, name].seen] if (org, name) in tables.outbox else []


@answers(q.WORDS_OF_LANE)
def _words_of_lane(tables: Tables, *, org: str, lane: str) -> Iterable[ParcelSeen]:
    rows = (row.seen for row in tables.outbox.values())
    return sorted(seen for seen in rows if (seen.org, seen.lane, seen.kind) == (org, lane, "DeliverWords"))


@answers(q.UNACKNOWLEDGED)
def _unacknowledged(tables: Tables, *, now: int, limit: int) -> Iterable[ParcelSeen]:
    sent = [row for row in tables.outbox.values() if row.seen.state == "sent"]
    late = sorted((row.ack_until, row.seen) for row in sent if row.ack_until is not None and row.ack_until <= now)
    return [seen for _, seen in late[:limit]]


@answers(q.DEAD_PARCELS)
def _dead(tables: Tables, *, org: str, before: int, limit: int) -> Iterable[ParcelSeen]:
    failed = [row.seen for row in tables.outbox.values() if (row.seen.org, row.seen.state) == (org, "failed")]
    return sorted((seen for seen in failed if seen.seq < before), reverse=True)[:limit]


@answers(q.PARCEL_SENT)
def _sent(tables: Tables, *, org: str, name: str, attempts: int, ack_until: int | None) -> Iterable[Text]:
    row = tables.outbox[org, name]
    if (row.seen.state, row.seen.attempts) != ("sending", attempts):
        return []
    seen = row.seen._replace(state="delivered" if ack_until is None else "sent", error=None)
    return [Text(_keep(tables, replace(row, seen=seen, lease_until=None, ack_until=ack_until)).id)]


@answers(q.PARCEL_ACKNOWLEDGED)
def _acknowledged(tables: Tables, *, org: str, name: str) -> Iterable[Text]:
    row = tables.outbox.get((org, name))
    if row is None or row.seen.state not in (*UNFINISHED, "failed") or not row.seen.attempts:
        return []
    seen = row.seen._replace(state="delivered")
    return [Text(_keep(tables, replace(row, seen=seen, lease_until=None, ack_until=None)).id)]


@answers(q.PARCEL_FAILED)
def _failed(
    tables: Tables,
    *,
    org: str,
    name: str,
    attempts: int,
    error: str,
    retry_at: int | None,
) -> Iterable[Text]:
    row = tables.outbox[org, name]
    if row.seen.state not in ("sending", "sent") or row.seen.attempts != attempts:
        return []
    state = "failed" if retry_at is None else "stored"
    seen = row.seen._replace(state=state, error=error, due_at=row.seen.due_at if retry_at is None else retry_at)
    return [Text(_keep(tables, replace(row, seen=seen, lease_until=None, ack_until=None)).id)]


@answers(q.PARCEL_WITHDRAWN)
def _withdrawn(tables: Tables, *, org: str, name: str) -> Iterable[Text]:
    row = tables.outbox[org, name]
    if row.seen.state != "stored":
        return []
    return [Text(_keep(tables, replace(row, seen=row.seen._replace(state="withdrawn"))).id)]


@answers(q.PARCEL_REDRIVEN)
def _redriven(tables: Tables, *, org: str, name: str, now: int) -> Iterable[Text]:
    row = tables.outbox.get((org, name))
    if row is None or row.seen.state != "failed":
        return []
    return [Text(_keep(tables, replace(row, seen=row.seen._replace(state="stored", due_at=now, error=None))).id)]


@answers(q.PARCELS_RESENT)
def _resent(tables: Tables, *, org: str, destination: str, now: int) -> Iterable[Text]:
    waiting = [
        row
        for row in tables.outbox.values()
        if (row.seen.org, row.seen.destination, row.seen.state) == (org, destination, "sent")
    ]
    again = [replace(row, seen=row.seen._replace(state="stored", due_at=now), ack_until=None) for row in waiting]
    return [Text(_keep(tables, row).id) for row in again]


@answers(q.CLAIM_DEADLINES)
def _claim_deadlines(tables: Tables, *, now: int, lease_until: int, limit: int) -> Iterable[DueSeen]:
    late = sorted((row for row in tables.deadlines.values() if row.wake_at <= now), key=lambda row: row.wake_at)
    claimed = [replace(row, due=row.due._replace(attempts=row.due.attempts + 1)) for row in late[:limit]]
    for row in claimed:
        tables.deadlines[row.due[:4]] = replace(row, wake_at=lease_until)
    return [row.due for row in claimed]


@answers(q.SETTLE_DEADLINE)
def _settle(tables: Tables, **due: object) -> Iterable[Text]:
    row = _unmoved(tables, due)
    return [Text(tables.deadlines.pop(row.due[:4]).due.name)] if row else []


@answers(q.DEADLINE_AGAIN)
def _again(tables: Tables, *, at: int, error: str, **due: object) -> Iterable[Text]:
    row = _unmoved(tables, due)
    if row is None:
        return []
    tables.deadlines[row.due[:4]] = replace(row, wake_at=at, error=error)
    return [Text(row.due.name)]


def _unmoved(tables: Tables, due: dict[str, object]) -> Waking | None:
    return next((row for row in tables.deadlines.values() if row.due._asdict() == due), None)


@answers(q.NEXT_DEADLINE)
def _next_deadline(tables: Tables) -> Iterable[Number]:
    return [Number(min((row.wake_at for row in tables.deadlines.values()), default=None))]
