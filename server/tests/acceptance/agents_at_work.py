"""What agents, their customers and the clockwork do in a crowd."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind, agent, customer
from handrail_server.core.basics.canonical import from_json_arguments
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, TurnId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.turn import Saying, Turn
from handrail_server.demo.places import ORG
from handrail_server.flows.ask_for_person import Asking, ask_for_person
from handrail_server.flows.deliver import acknowledge, withdraw
from handrail_server.flows.finish_action import Finishing, finish_action
from handrail_server.flows.lease_action import Leasing, lease_action
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.propose_reply import Proposed, propose_reply
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.worker.alarm import Alarm
from handrail_server.worker.post import Post
from server.tests.acceptance.crowd import AGENTS, MARK, Crowd, Verb

SAYINGS: Final = (
    f"Where is my parcel to {MARK}?",
    f"This is ridiculous, I am fed up with {MARK}, I want to talk to a human being.",
    f"I contact you for the fourth time about {MARK}, I will post a public review.",
    f"I was diagnosed with diabetes in {MARK}, why is my claim not covered?",
    f"Please send an urgent wire of 48,500 USD to a new supplier account in {MARK} today.",
    f"We need custom terms and multi-year pricing for {MARK}.",
    f"Thank you, {MARK} is fine.",
)
DRAFTS: Final = (f"It arrives in {MARK} on Monday.", f"I am not sure about {MARK}, maybe.", f"I promise you {MARK}.")
CALLS: Final = (
    ("wire_transfer", {"amount": "48500.00", "currency": "USD", "destination": "CY-7781"}),
    ("issue_refund", {"amount": "12.50", "currency": "EUR"}),
    ("look_up_order", {"order": "FB-20931"}),
)
CUSTOMERS: Final = ("hanna.lindgren", "elena.torres", "robert.hale", None)
PAUSES: Final = (0.5, 3, 31, 130, 700, 4_000)
ACKNOWLEDGED_WITHIN: Final = 30_000


async def customer_speaks(crowd: Crowd, house: House) -> None:
    talk, named = crowd.talk(), crowd.random.choice(CUSTOMERS)
    by, who = crowd.agent_of(talk), CustomerId(named) if named else None
    turn = _turn(crowd, talk, customer(who, reported_by=by.agent), crowd.random.choice(SAYINGS))
    heard = await observe_turn(house, by, Observed(turn=turn, customer=who))
    crowd.floors.setdefault(talk, []).append(heard.conversation.control.epoch)


async def agent_proposes(crowd: Crowd, house: House) -> None:
    talk = crowd.talk()
    by, floor = crowd.agent_of(talk), crowd.floor(talk)
    draft = replace(_turn(crowd, talk, by.actor, crowd.random.choice(DRAFTS)), saying=Saying.PROPOSED)
    crowd.drafts[talk, draft.id] = floor
    await propose_reply(house, by, Proposed(draft=draft, floor=floor))


async def agent_says(crowd: Crowd, house: House) -> None:
    talk = crowd.talk()
    by = crowd.agent_of(talk)
    turn = _turn(crowd, talk, by.actor, crowd.random.choice(DRAFTS))
    await observe_turn(house, by, Observed(turn=turn, floor=crowd.floor(talk)))


async def agent_acts(crowd: Crowd, house: House) -> None:
    talk = crowd.talk()
    tool, arguments = crowd.random.choice(CALLS)
    requested = Requested(
        conversation=talk,
        call_id=f"call-{crowd.random.randrange(12)}",
        tool=tool,
        arguments=from_json_arguments(dict(arguments)),
        floor=crowd.floor(talk),
    )
    await request_action(house, crowd.agent_of(talk), requested)


async def agent_runs(crowd: Crowd, house: House) -> None:
    """Lease a call, then report, or crash in between; a lease after the floor has moved is a leak."""
    talk = crowd.talk()
    calls = await house.library.actions(ORG, talk)
    if not calls:
        return
    call, by, before = crowd.random.choice(calls), crowd.agent_of(talk), await _epoch(house, talk)
    leased = await lease_action(house, by, Leasing(action=call.id, digest=call.digest))
    if leased.token is None:
        return
    if leased.action.approval is None and call.epoch < before:
        crowd.leaks.append(f"{call.id} was leased in epoch {before}, of epoch {call.epoch}")
    if call.id in crowd.leases:
        crowd.leaks.append(f"{call.id} was leased twice")
    crowd.leases[call.id] = leased.token
    if crowd.random.random() < 0.8:
        error = "it broke" if crowd.random.random() < 0.3 else None
        await finish_action(house, by, Finishing(action=call.id, token=leased.token, result='"done"', error=error))


async def agent_asks(crowd: Crowd, house: House) -> None:
    talk = crowd.talk()
    asking = Asking(conversation=talk, floor=crowd.floor(talk), reason="beyond_me", note=MARK)
    await ask_for_person(house, crowd.agent_of(talk), asking)


async def agent_hears(crowd: Crowd, house: House) -> None:
    """Take deliveries; an agent's words that leave after the floor has moved are a leak."""
    name = AgentId(crowd.random.choice(AGENTS))
    before = {talk: await _epoch(house, talk) for talk in tuple(crowd.floors)}
    until = At(house.clock.now() + ACKNOWLEDGED_WITHIN)
    claimed = await house.outbox.claim(
        now=house.clock.now(), lease_until=until, limit=8, destination=f"agent/{name}", org=ORG
    )
    for parcel in claimed.stale:
        await withdraw(house, parcel)
    for parcel in claimed.sending:
        words = parcel.effect
        mine = isinstance(words, DeliverWords) and words.author is ActorKind.AGENT
        if isinstance(words, DeliverWords) and mine and words.epoch < before.get(ConversationId(parcel.lane), 0):
            crowd.leaks.append(f"{parcel.id} left after the floor had moved")
        await house.outbox.sent(parcel, await_acknowledgement_until=until)
        if crowd.random.random() < 0.8:
            await acknowledge(house, Caller(org=ORG, actor=agent(name)), parcel.id)


async def deadlines_ring(_crowd: Crowd, house: House) -> None:
    await Alarm(house, lateness=lambda _: None).ring_once()


async def post_goes(_crowd: Crowd, house: House) -> None:
    """Nobody delivers here: what leaves becomes a dead letter, and the person hears that."""
    await Post(house, {}, ended=lambda _: None).round_once()


async def facts_are_placed(crowd: Crowd, _house: House) -> None:
    async with crowd.scribing:
        await crowd.scribe.place_once()


async def time_passes(crowd: Crowd, _house: House) -> None:
    crowd.clock.wait(crowd.random.choice(PAUSES))


VERBS: Final[Mapping[str, tuple[int, Verb]]] = {
    "customer speaks": (8, customer_speaks),
    "agent proposes": (6, agent_proposes),
    "agent says": (2, agent_says),
    "agent acts": (4, agent_acts),
    "agent runs": (4, agent_runs),
    "agent asks": (1, agent_asks),
    "agent hears": (4, agent_hears),
    "deadlines ring": (8, deadlines_ring),
    "post goes": (2, post_goes),
    "facts are placed": (3, facts_are_placed),
    "time passes": (3, time_passes),
}


async def _epoch(house: House, talk: ConversationId) -> int:
    found = await house.journal.find(ORG, Conversation, talk)
    return found.state.control.epoch if found else 0


def _turn(crowd: Crowd, talk: ConversationId, author: Actor, text: str) -> Turn:
    now = crowd.clock.now()
    return Turn(
        conversation=talk,
        id=TurnId(crowd.name("turn")),
        number=TurnNumber(0),
        author=author,
        text=text,
        channel="chat",
        said_at=now,
        received_at=now,
        epoch=0,
    )
