"""A person became free: the cases that wait in their queues are placed anew, most urgent first."""

from collections.abc import Awaitable, Callable

from handrail_server.core.basics.ids import CaseId, OrgId, PersonId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.routing.person import Person, Status
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter

LOOKED_AT = 50
"""Waiting cases that one person's return looks at; each placed case looks for itself as well."""

Placing = Callable[[House, OrgId, CaseId], Awaitable[None]]


async def seek_work(house: House, org: OrgId, person: PersonId, place: Placing) -> None:
    """Place what waits where this person works, until they have no capacity left."""
    free = await _free(house, org, person)
    if free is None:
        return
    # In their own queues: what waits elsewhere, however urgent, must not hide it.
    theirs = CaseFilter(states=(CaseState.QUEUED,), queues=free.queues or None)
    for case in (await house.library.cases(org, theirs, limit=LOOKED_AT)).items:
        free = await _free(house, org, person)
        if free is None:
            return
        concerns = case.queue in free.queues or case.item.preferred == person
        if concerns and case.promised_for is None:
            await place(house, org, case.id)


async def _free(house: House, org: OrgId, person: PersonId) -> Person | None:
    found = await house.journal.find(org, Person, person)
    if found is None or found.state.status is not Status.ONLINE or found.state.used >= found.state.capacity:
        return None
    return found.state
