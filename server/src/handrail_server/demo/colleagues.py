"""Fernbrook's people at their desks: they take what waits, answer it, decide about it, and write it up."""

from collections.abc import AsyncIterator, Collection
from random import Random
from typing import Final

from handrail_server.core.basics.actors import ActorKind, Authenticated
from handrail_server.core.basics.actors import person as acting
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import CaseId, ConversationId, PersonId, TurnId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.cases.case import Case, CaseState, Document, Verification
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.learning.facts import CaseLabel, ReplyLabel
from handrail_server.core.routing.person import Person
from handrail_server.core.work.decide import Ballot
from handrail_server.core.work.reply import Words
from handrail_server.demo.places import ORG
from handrail_server.demo.playing import Playing
from handrail_server.demo.talks import Talk
from handrail_server.flows.answer_offer import accept_offer
from handrail_server.flows.claim_case import claim_case
from handrail_server.flows.decide_action import Verifying, verify_action, vote
from handrail_server.flows.decide_draft import release_draft
from handrail_server.flows.label import ReplyLabelling, label_case, label_reply
from handrail_server.flows.resolve_case import end_wrap_up, resolve_case
from handrail_server.flows.speak import send_message
from handrail_server.house.caller import Caller
from handrail_server.house.lessons import SAID

REFUND_GROUND: Final = "The order was returned in full, as the warehouse confirms."
DOUBT: Final = "What is on record does not bear this out."
CALLED_BACK: Final = Verifying(
    means="telephone",
    contact="the number on record",
    result="Robert Hale has ordered no such wire; the supplier's e-mail was not theirs.",
    confirmed=False,
)
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
    if random.random() < 0.5:
        await _blamed(playing, me, case.conversation)
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
    ballot = Ballot(digest=case.asked.digest, ground=REFUND_GROUND if approves else DOUBT)
    for loaded in await house.library.people(ORG):
        me = caller(loaded.state.id)
        try:
            if case.asked.tool == "wire_transfer":
                await verify_action(house, me, name, CALLED_BACK)
            await vote(house, me, name, ballot, approves=approves)
        except HandrailError:  # not entitled, or not for so much
            continue
        return


async def checked_by(playing: Playing, name: CaseId, instead: str | None, random: Random) -> None:
    """Somebody looks at the held reply: it is let out, or what they say goes out in its place."""
    who = await taken(playing, name, random)
    if who is not None:
        await release_draft(playing.house, caller(who), name, instead)


async def _blamed(playing: Playing, me: Caller, name: ConversationId) -> None:
    """Whoever helped says what was wrong with the agent's last reply."""
    turns = await playing.house.library.turns(ORG, name)
    replies = [each.turn for each in turns if each.turn.author.kind is ActorKind.AGENT and each.status in SAID]
    if replies:
        label = ReplyLabel.INCORRECT if replies[-1].number % 2 else ReplyLabel.UNHELPFUL
        labelling = ReplyLabelling(conversation=name, number=replies[-1].number, label=label)
        await label_reply(playing.house, me, labelling)


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
