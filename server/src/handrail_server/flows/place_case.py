"""A case looks for its person: offered, left to wait, or sent on to the next target."""

from handrail_server.core.basics.ids import CaseId, OfferId, OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import Case, CaseState, Offer
from handrail_server.core.cases.offers import begin_round, offer
from handrail_server.core.routing.capacity import reserve
from handrail_server.core.routing.destination import Destination, destination
from handrail_server.core.routing.explain import weighed
from handrail_server.core.routing.place import Placement
from handrail_server.core.routing.reroute import go_on
from handrail_server.core.routing.rounds import Following, next_round
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.waiting import ROUTING, Waiting, waiting_case
from handrail_server.house.write import Write


async def place_case(house: House, org: OrgId, case: CaseId) -> None:
    """Offer a waiting case to whoever is best, in one commit with the reservation of their capacity."""

    async def attempt(write: Write) -> None:
        waiting = await waiting_case(house, write, case)
        if waiting is not None and waiting.case.state is CaseState.QUEUED and not waiting.case.practice:
            await _place(waiting)

    await decided(house, org, attempt)


async def _place(waiting: Waiting) -> None:
    case, around = waiting.case, waiting.around
    there = destination(case.item.target, around) or Destination()
    found = next_round(case, there.queue, there.candidates(around), around.now)
    match found.following:
        case Following.OFFER if there.queue is None or there.queue.push:
            await _offer(waiting, found.placement, Outcome(state=case))
        case Following.AGAIN if there.queue is None or there.queue.push:
            await _offer(waiting, found.placement, begin_round(case, by=ROUTING, at=around.now))
        case Following.FALL_BACK if case.promised_for is None and not case.exhausted:
            await waiting.move(go_on(case, around, notice=waiting.notice(), by=ROUTING).outcome)


async def _offer(waiting: Waiting, placement: Placement, before: Outcome[Case]) -> None:
    case, at, write = before.state, waiting.around.now, waiting.scene.write
    expires = later(at, seconds=case.route.offer_seconds)
    offers = tuple(
        Offer(
            id=OfferId(waiting.scene.house.ids.new("offer")),
            person=candidate.person,
            offered_at=at,
            expires_at=expires,
        )
        for candidate in placement.chosen
    )
    offered = before.then(offer(case, offers, by=ROUTING, at=at))
    why = weighed(placement, round_number=case.rounds, by=ROUTING, at=at)
    explained = offered.then(Outcome(state=offered.state, facts=(why,)))
    write.change(waiting.loaded, explained, key=waiting.scene.conversation.key)
    key = await organisation_key(waiting.scene.house, write)
    for candidate in placement.chosen:
        person = waiting.hands.people[candidate.person]
        reserved = reserve(
            person.state,
            case.id,
            units=case.item.weight,
            channel=case.item.channel,
            turn=candidate.turn,
            by=ROUTING,
            at=at,
        )
        write.change(person, reserved, key=key)
