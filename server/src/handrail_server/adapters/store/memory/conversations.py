"""Conversations, turns, cases and actions."""

import json
from collections.abc import Iterable

from handrail_server.adapters.store import queries as q
from handrail_server.adapters.store.memory.answering import answers
from handrail_server.adapters.store.memory.tables import Tables
from handrail_server.adapters.store.queries import ActiveSeen, CaseSeen, QueueSeen, Text, TurnSeen
from handrail_server.adapters.store.rows import CaseRow, SubjectRow, TurnRow


@answers(q.TURN)
def _turn(tables: Tables, *, org: str, conversation: str, name: str) -> Iterable[TurnSeen]:
    return [_seen(tables, t) for t in _turns_of(tables, org, conversation) if t.id == name]


@answers(q.TURNS)
def _turns(tables: Tables, *, org: str, conversation: str, after: int, limit: int) -> Iterable[TurnSeen]:
    return [_seen(tables, t) for t in _turns_of(tables, org, conversation) if t.number > after][:limit]


def _turns_of(tables: Tables, org: str, conversation: str) -> list[TurnRow]:
    return sorted((t for t in tables.turns.values() if t[:2] == (org, conversation)), key=lambda t: t.number)


def _seen(tables: Tables, turn: TurnRow) -> TurnSeen:
    where = (turn.org, turn.conversation, turn.number)
    made = [j for j in tables.judged.values() if (j.org, j.conversation, j.number) == where]
    first = min(made, key=lambda j: j.decision, default=None)
    return TurnSeen(turn.turn, turn.status, first and first.document)


@answers(q.JUDGED)
def _judged(tables: Tables, *, org: str, decision: str) -> Iterable[Text]:
    found = tables.judged.get((org, decision))
    return [Text(found.document)] if found else []


@answers(q.CONVERSATIONS)
def _conversations(  # noqa: PLR0913 - the query's values
    tables: Tables,
    *,
    org: str,
    active_at: int,
    name: str,
    agent: str | None,
    limit: int,
    is_open: bool | None = None,
    customer: str | None = None,
) -> Iterable[ActiveSeen]:
    found = [
        ActiveSeen(c.active_at, c.id, tables.subjects[org, "conversation", c.id].state)
        for c in tables.conversations.values()
        if c.org == org
        and (c.active_at, c.id) < (active_at, name)
        and agent in (None, c.agent)
        and is_open in (None, c.is_open)
        and customer in (None, c.customer)
    ]
    return sorted(found, key=lambda c: (c.active_at, c.id), reverse=True)[:limit]


answers(q.OPEN_CONVERSATIONS)(_conversations)
answers(q.CONVERSATIONS_OF_CUSTOMER)(_conversations)


@answers(q.LIVE_CONVERSATIONS)
def _live(tables: Tables, *, org: str, since: int, limit: int) -> Iterable[SubjectRow]:
    found = [(c.active_at, c.id) for c in tables.conversations.values() if c.org == org and c.is_open]
    newest = sorted((place for place in found if place[0] >= since), reverse=True)[:limit]
    return [tables.subjects[org, "conversation", name] for _, name in newest]


@answers(q.ACTIONS)
def _actions(tables: Tables, *, org: str, conversation: str, digest: str | None) -> Iterable[Text]:
    found = sorted(
        (a.requested_at, a.id)
        for a in tables.actions.values()
        if (a.org, a.conversation) == (org, conversation) and digest in (None, a.digest)
    )
    return [Text(tables.subjects[org, "action", name].state) for _, name in found]


@answers(q.ACTION_BY_CALL)
def _action_by_call(tables: Tables, *, org: str, conversation: str, call_id: str) -> Iterable[Text]:
    call = tables.seen.calls.get((org, conversation, call_id))
    return [Text(tables.subjects[org, "action", call.action].state)] if call else []


def _cases(  # noqa: PLR0913 - the query's values
    tables: Tables,
    *,
    org: str,
    rank: int,
    secondary_rank: int,
    target_accept_at: int,
    requested_at: int,
    name: str,
    limit: int,
    kinds: str | None,
    states: str | None = None,
    queues: str | None = None,
    state: str | None = None,
    queue: str | None = None,
    conversation: str | None = None,
    offered_to: str | None = None,
    owner: str | None = None,
    customer: str | None = None,
) -> Iterable[CaseSeen]:
    found = [
        CaseSeen(*_place(case), tables.subjects[org, "case", case.id].state)
        for case in tables.cases.values()
        if case.org == org
        and _place(case) > (rank, secondary_rank, target_accept_at, requested_at, name)
        and state in (None, case.state)
        and queue in (None, case.queue)
        and conversation in (None, case.conversation)
        and owner in (None, case.owner)
        and customer in (None, case.customer)
        and (offered_to is None or offered_to in json.loads(case.offered_to))
        and _among(kinds, case.kind)
        and _among(states, case.state)
        and _among(queues, case.queue)
    ]
    return sorted(found)[:limit]


for _query in (
    q.CASES_IN_STATE,
    q.CASES_OF_QUEUE,
    q.CASES_OF_OWNER,
    q.CASES_OF_CONVERSATION,
    q.CASES_OF_CUSTOMER,
    q.CASES_OFFERED_TO,
):
    answers(_query)(_cases)


@answers(q.WAITING_IN_QUEUES)
def _waiting(tables: Tables, *, org: str, queues: str, states: str) -> Iterable[QueueSeen]:
    found: dict[str, list[int]] = {}
    for case in tables.cases.values():
        if case.org == org and case.queue in json.loads(queues) and case.state in json.loads(states):
            found.setdefault(case.queue or "", []).append(case.requested_at)
    return [QueueSeen(queue, len(asked), min(asked)) for queue, asked in found.items()]


_DECIDED = ("ApprovalGranted", "ApprovalRejected", "ApprovalExpired", "CaseWithdrawn")


@answers(q.DECIDED_APPROVALS)
def _decided(tables: Tables, *, org: str, at: int, name: str, states: str | None, limit: int) -> Iterable[ActiveSeen]:
    found = []
    for fact in tables.facts.values():
        case = tables.cases.get((fact.org, fact.id)) if fact.verb in _DECIDED and fact.org == org else None
        if (
            case is None
            or case.kind != "approval"
            or not _among(states, case.state)
            or (fact.at, fact.id) >= (at, name)
        ):
            continue
        found.append(ActiveSeen(fact.at, fact.id, tables.subjects[org, "case", fact.id].state))
    return sorted(found, reverse=True)[:limit]


def _place(case: CaseRow) -> tuple[int, int, int, int, str]:
    return case.rank, case.secondary_rank, case.target_accept_at, case.requested_at, case.id


def _among(wanted: str | None, found: str | None) -> bool:
    return wanted is None or found in json.loads(wanted)
