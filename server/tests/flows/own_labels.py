"""An organisation whose reps labelled their escalations: cross words needed a person, calm ones did not."""

from dataclasses import replace
from itertools import cycle, islice

from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.ids import CaseId, ConversationId
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.routing.person import Role
from handrail_server.core.signals.signal import Signal
from handrail_server.flows.label import label_case
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import SHOP, World, a_world

NEEDED = ("my parcel arrived smashed", "the zebra lamp burnt my table", "you lost my parcel", "the zebra lamp smokes")
AVOIDABLE = ("when do you open", "which colours are there", "where is your shop", "do you gift wrap")
_ASKS = "I want to speak to a human"


async def said(world: World, talk: str, text: str, *, house: House | None = None) -> Judgement:
    """A customer's words in a conversation of that name, to another server where one is given."""
    turn = replace(world.turn(text, customer(None, reported_by=SHOP)), conversation=ConversationId(talk))
    return await observe_turn(house or world.house, world.agent, Observed(turn=turn))


async def noticed(world: World, judgement: Judgement, name: str = "needs_person") -> Signal | None:
    """The signal of this name that a decision was made from."""
    assert judgement.decision is not None
    judged = await world.house.library.judged(world.org, judgement.decision.id)
    assert judged is not None
    return next((signal for signal in judged.signals if signal.name == name), None)


async def label_escalations(world: World, rep: Caller, *, first: int, count: int) -> None:
    """So many escalations of either kind, each labelled; then placed in the ledger."""
    for needed, texts in ((True, NEEDED), (False, AVOIDABLE)):
        for number, text in enumerate(islice(cycle(texts), count), first):
            case = (await said(world, f"{needed}-{number:04}", f"{_ASKS}, {text}, nr {number % 7}")).case
            assert case is not None
            label = CaseLabel.NEEDED if needed else CaseLabel.AVOIDABLE
            await label_case(world.house, rep, CaseId(case), label, None)
    world.clock.wait(3_600)  # whoever placed before holds the lease no longer
    await LedgerScribe(world.house, Signer(b"s" * 32)).place_all()


async def a_labelled_world(*, count: int = 60, engine: Engine | None = None) -> tuple[World, Caller]:
    """The world and its supervisor."""
    world = await a_world(engine=engine)
    rep = await world.hire("rita", "general", online=False)
    vera = await world.hire("vera", "general", roles=(Role.SUPERVISOR,), online=False)
    await label_escalations(world, rep, first=0, count=count)
    return world, vera
