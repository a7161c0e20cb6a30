"""Fernbrook's people at their desks: they take what waits, answer it, decide about it, and write it up."""

from collections.abc import AsyncIterator, Collection
from random import Random
from typing import Final

from handrail_server.core.basics.actors import Authenticated
from handrail_server.core.basics.actors import person as acting
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import CaseId, PersonId, TurnId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.cases.case import Case, CaseState, Document, Verification
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.routing.person import Person
from handrail_server.core.work.decide import Ballot
from handrail_server.core.work.reply import Words
from handrail_server.demo.places import ORG
from handrail_server.demo.playing import Playing
from handrail_server.demo.talks import Talk
from handrail_server.flows.answer_offer import accept_offer
from handrail_server.flows.claim_case import claim_case
from handrail_server.flows.decide_action import vote
from handrail_server.flows.label import label_case
from handrail_server.flows.resolve_case import end_wrap_up, resolve_case
from handrail_server.flows.speak import send_message
from handrail_server.house.caller import Caller

GROUND: Final = "The order was returned in full, as the warehouse confirms."
_LABELS: Final = (CaseLabel.NEEDED, CaseLabel.NEEDED, CaseLabel.NEEDED, CaseLabel.AVOIDABLE, CaseLabel.LATE)


def caller(name: PersonId) -> Caller:
    """A colleague, by the key that the demo has of everybody."""
    return Caller(org=ORG, actor=acting(name, Authenticated.API_KEY))


async def answered_by(
    playing: Playing, name: CaseId, talk: Talk, random: Random, *, among: Collection[PersonId] | None = None
) -> AsyncIterator[int]:
    """Somebody who may takes the case, answers, hears thanks and writes it up; yields the pauses between."""
    who = await taken(playing, name, random, among=among)
    if who is None:
        return
    house, me = playing.house, caller(who)
    case = (await house.journal.load(ORG, Case, name)).state
    yield random.randint(10, 120) * SECOND
    words = Words(turn=TurnId(house.ids.new("turn")), text=talk.helped)
    await send_message(house, me, case.conversation, words)
    yield random.randint(20, 240) * SECOND
    await playing.customer(talk, case.conversation, talk.thanks)
    yield random.randint(10, 90) * SECOND
    person = (await house.journal.load(ORG, Person, who)).state
    resolution = Resolution(outcome="resolved", disposition=talk.disposition)
    await resolve_case(house, me, name, resolution, _record(person, house.clock.now()))
    if random.random() < 0.4:
        await label_case(house, me, name, random.choice(_LABELS), None)
    yield random.randint(20, 55) * SECOND
    if (await house.journal.load(ORG, Case, name)).state.state is CaseState.WRAPPING:
        await end_wrap_up(house, me, name)


async def taken(
    playing: Playing, name: CaseId, random: Random, *, among: Collection[PersonId] | None = None
) -> PersonId | None:
    """Who took it: whoever it is offered to, else somebody of its queue who may; None where nobody may."""
    house = playing.house
    case = (await house.journal.load(ORG, Case, name)).state
    if not is_open(case):
        return None
    if case.owner is not None:
        return case.owner if among is None else None
    for offer in case.offers:
        if among is not None and offer.person not in among:
            return None  # whoever is asked may still say yes
        try:
            await accept_offer(house, caller(offer.person), name)
        except HandrailError:
            continue
        return offer.person
    everybody = [loaded.state for loaded in await house.library.people(ORG)]
    people = [each for each in everybody if case.queue in each.queues and (among is None or each.id in among)]
    random.shuffle(people)
    for candidate in people:
        try:
            await claim_case(house, caller(candidate.id), name)
        except HandrailError:  # another licence, no capacity: the next one
            continue
        return candidate.id
    return None


async def decided_by(playing: Playing, name: CaseId, *, approves: bool) -> None:
    """The first who is entitled decides exactly what was asked."""
    house = playing.house
    case = (await house.journal.load(ORG, Case, name)).state
    if case.asked is None or not is_open(case):
        return
    for loaded in await house.library.people(ORG):
        try:
            ballot = Ballot(digest=case.asked.digest, ground=GROUND)
            await vote(house, caller(loaded.state.id), name, ballot, approves=approves)
        except HandrailError:  # not entitled, or not for so much
            continue
        return


def _record(who: Person, at: At) -> Document:
    """What a compliance case demands to be written down."""
    return Document(
        decision="Settled with the customer.",
        ground="Checked against the record.",
        authoriser=who.id,
        credential=who.credentials[0].kind if who.credentials else None,
        verification=Verification(
            by=who.id, at=at, means="telephone", contact="the number on record", result="confirmed", confirmed=True
        ),
    )
