"""Somebody went offline or works here no longer: their offers are taken back, their cases wait for somebody else."""

from functools import partial
from typing import Final

from handrail_server.core.basics.ids import CaseId, OrgId, PersonId
from handrail_server.core.cases.case import CaseState
from handrail_server.core.cases.offers import decline
from handrail_server.core.cases.requeue import LostWhy, requeue
from handrail_server.core.routing.capacity import release
from handrail_server.core.routing.person import Person
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.nudges import has_left
from handrail_server.house.scene import organisation_key
from handrail_server.house.waiting import ROUTING, waiting_case
from handrail_server.house.write import Write
from handrail_server.ports.writing import Expect

OFFLINE: Final = LostWhy.OFFLINE.value


async def person_left(house: House, org: OrgId, person: PersonId) -> None:
    """Let go of all they carry, case by case, unless they are back. A wrap-up runs out by itself."""
    found = await house.journal.find(org, Person, person)
    if found is None or not has_left(found.state):
        return
    for load in found.state.loads:
        await decided(house, org, partial(_let_go, house, person, load.case))


async def _let_go(house: House, person: PersonId, case: CaseId, write: Write) -> None:
    waiting = await waiting_case(house, write, case)
    found = await house.journal.load(write.org, Person, person)
    if waiting is None or not has_left(found.state):
        return
    write.expect((Expect(subject=found.subject, version=found.version),))
    waiting.hands.people[person] = found
    mine = next((offer for offer in waiting.case.offers if offer.person == person), None)
    if mine is not None:
        await waiting.move(decline(waiting.case, offer=mine.id, person=person, why=OFFLINE, by=ROUTING, at=write.at))
    elif waiting.case.owner == person and waiting.case.state in (CaseState.ACCEPTED, CaseState.ENGAGED):
        await waiting.move(requeue(waiting.case, why=LostWhy.OFFLINE, by=ROUTING, at=write.at))
    elif waiting.case.owner != person:
        # The case has gone on without them, while nobody looked after what it took of one who works here no longer.
        freed = release(found.state, case, by=ROUTING, at=write.at)
        write.change(found, freed, key=await organisation_key(house, write))
