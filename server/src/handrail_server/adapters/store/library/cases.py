"""Cases in the order of work.

A read is led by the index of its narrowest filter. Queues and states are read one by one, in order, and merged: the
first page of a hundred thousand waiting cases costs as much as that of ten.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from heapq import merge
from itertools import islice, product
from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import written
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.library.shelf import Shelf
from handrail_server.adapters.store.queries import CaseSeen
from handrail_server.adapters.store.rows import Scalar
from handrail_server.core.basics.ids import OrgId, PersonId, QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.ports.reading import CaseFilter, Page, WaitingInQueue

_BEGINNING: Final = (-(2**62), 0, 0, 0, "")
"""Before all ranks: where the first page begins."""
_END: Final = (2**62, "")
"""After all times: where the first page of what is over begins."""
_PLACE: Final = ("rank", "secondary_rank", "target_accept_at", "requested_at", "name")

_WAITING: Final = (CaseState.QUEUED.value, CaseState.OFFERED.value)

Values = dict[str, Scalar]


class Cases(Shelf):
    """What waits for a person, and what became of it."""

    async def cases(self, org: OrgId, which: CaseFilter, *, cursor: str | None = None, limit: int = 50) -> Page[Case]:
        """Cases in the order of work: rank, secondary rank, target deadline, requested_at, id."""
        after = place(cursor, tuple[int, int, int, int, str]) if cursor else _BEGINNING
        values: Values = {"org": org, "limit": limit + 1, "kinds": _listed(which.kinds)}
        values |= dict(zip(_PLACE, after, strict=True))
        one = (which.conversation, which.offered_to, which.owner, which.customer)
        read = self._merged if one == (None, None, None, None) else self._narrowed
        rows = await read(which, values, limit + 1)
        if which.involving is not None:
            rows = await self._with_involving(which.involving, which, values, rows)
        states = tuple(self._codec.state(Case, row.state) for row in rows[:limit])
        return Page(items=states, next=cursor_of(rows[limit - 1][:5]) if len(rows) > limit else None)

    async def waiting_in(self, org: OrgId, queues: Collection[QueueId]) -> Mapping[QueueId, WaitingInQueue]:
        """What waits in each of these queues, queued or offered; none where nothing does. No case is read."""
        found = await self._engine.read(
            queries.WAITING_IN_QUEUES, org=org, queues=written(sorted(queues)), states=written(sorted(_WAITING))
        )
        return {QueueId(row.queue): WaitingInQueue(cases=row.waiting, oldest_at=At(row.oldest)) for row in found}

    async def decided_approvals(
        self, org: OrgId, *, states: tuple[CaseState, ...] | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Case]:
        """Approvals that are over, the last decided first."""
        at, name = place(cursor, tuple[int, str]) if cursor else _END
        rows = await self._engine.read(
            queries.DECIDED_APPROVALS, org=org, at=at, name=name, states=_listed(states), limit=limit + 1
        )
        found = tuple(self._codec.state(Case, row.state) for row in rows[:limit])
        return Page(items=found, next=cursor_of(rows[limit - 1][:2]) if len(rows) > limit else None)

    async def _with_involving(
        self, person: PersonId, which: CaseFilter, values: Values, rows: list[CaseSeen]
    ) -> list[CaseSeen]:
        """The rows, and in their places what the person owns or is offered."""
        narrow = replace(which, queues=None, involving=None)
        owned = await self._narrowed(replace(narrow, owner=person), values, 0)
        offered = await self._narrowed(replace(narrow, offered_to=person), values, 0)
        return sorted({*rows, *owned, *offered})

    async def _narrowed(self, which: CaseFilter, values: Values, _: int) -> list[CaseSeen]:
        """One read, led by what leaves fewest."""
        query = queries.CASES_OF_CUSTOMER
        if which.conversation is not None:
            query = queries.CASES_OF_CONVERSATION
        elif which.offered_to is not None:
            query = queries.CASES_OFFERED_TO
        elif which.owner is not None:
            query = queries.CASES_OF_OWNER
        more: Values = {
            "conversation": which.conversation,
            "offered_to": which.offered_to,
            "owner": which.owner,
            "customer": which.customer,
            "states": _listed(which.states),
            "queues": _listed(which.queues),
        }
        return await self._engine.read(query, **values, **more)

    async def _merged(self, which: CaseFilter, values: Values, limit: int) -> list[CaseSeen]:
        """One read for each queue and state, in order."""
        states = sorted({state.value for state in (CaseState if which.states is None else which.states)})
        if which.queues is None:
            parts = [await self._engine.read(queries.CASES_IN_STATE, state=state, **values) for state in states]
        else:
            parts = [
                await self._engine.read(queries.CASES_OF_QUEUE, queue=queue, state=state, **values)
                for queue, state in product(sorted(set(which.queues)), states)
            ]
        return list(islice(merge(*parts), limit))


def _listed(wanted: tuple[str, ...] | None) -> str | None:
    return None if wanted is None else written(wanted)
