"""Retraining end to end: labels → a proposed version → adopted → it judges, here and elsewhere → rolled back."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from handrail_server.adapters.ground.ids import SortedIds
from handrail_server.core.basics.errors import Forbidden, Unavailable
from handrail_server.core.learning.life import FitToLabels, LearningLife
from handrail_server.core.learning.proposal import Fitted, Proposal
from handrail_server.core.policy import explain
from handrail_server.core.signals.learned.tables import Tables
from handrail_server.core.signals.signal import Reading
from handrail_server.flows.fit_to_labels import fit_to_labels
from handrail_server.flows.learn_from_labels import adopt_version, ask_for_version, roll_back_version
from handrail_server.house.caller import Caller
from handrail_server.house.judgement import Judgement
from handrail_server.house.learning_life import read_learning
from handrail_server.ports.learning import LabelledText, Refit, Taught
from handrail_server.worker.fitting import Fitting
from server.tests.contracts.stores import postgres_engine
from server.tests.flows.given import World, a_world
from server.tests.flows.own_labels import a_labelled_world, label_escalations, noticed, said
from server.tests.house import a_house

OF = Fitted.NEEDS_PERSON
SMASHED = "the zebra lamp burnt my parcel"
EMPTY = Tables(name="needs_person", version="own", labels=("0", "1"), bias=900, words={}, parts={}, meaning={})


class Instantly:
    """A refitter that always gives the same numbers, and remembers what it was asked."""

    def __init__(self, *, installed: bool = True) -> None:
        self.installed = installed
        self.asked: list[int] = []

    async def ready(self) -> None:
        if not self.installed:
            raise Unavailable("Learning takes sklearn, which is not installed.")

    async def refit(self, name: str, rows: Sequence[LabelledText], base: Tables | None) -> Refit:
        del base
        self.asked.append(len(rows))
        return Refit(tables=replace(EMPTY, name=name), figures=(), better=0.5)


async def fitted(world: World, by: Caller) -> Proposal:
    """A version asked for by a person, and proposed by the worker."""
    await ask_for_version(world.house, by, OF)
    assert await Fitting(world.house, fit_to_labels).fit_once() == 1
    life = await read_learning(world.house, world.org)
    assert life.fit is None, life.fit
    return life.versions[-1]


async def still_agrees(world: World, judgement: Judgement) -> bool:
    """Whether the decision, made again from what was kept, is the same one."""
    assert judgement.decision is not None
    judged = await world.house.library.judged(world.org, judgement.decision.id)
    assert judged is not None
    policy = await world.house.settings.policy(world.org, judged.decision.trace.policy)
    return explain.replay(policy, judged.decision, judged.signals) == judged.decision


async def test_what_reps_labelled_judges_once_somebody_adopts_it_and_no_longer_once_rolled_back() -> None:
    world, vera = await a_labelled_world()
    before = await said(world, "before", SMASHED)
    assert await noticed(world, before) is None, "the shipped signal is not asked unless the server is told to"
    proposal = await fitted(world, vera)
    assert (proposal.card.labels, proposal.card.positive, proposal.card.conversations) == (120, 60, 120)
    auc = next(figure for figure in proposal.figures if figure.name == "auc")
    assert auc.after > 0.95
    assert auc.after > auc.before
    assert await noticed(world, await said(world, "proposed", SMASHED)) is None

    await adopt_version(world.house, vera, proposal.version)
    adopted = await said(world, "adopted", SMASHED)
    signal = await noticed(world, adopted)
    assert signal is not None
    assert (signal.detector, signal.reading) == ("needs_person@own-1", Reading.READ)
    assert signal.score > proposal.bar
    assert {seen.value for seen in signal.evidence} & {"zebra", "lamp", "burnt", "parcel"}
    calm = await noticed(world, await said(world, "calm", "when do you open"))
    assert calm is None or calm.score < proposal.bar

    await roll_back_version(world.house, vera, proposal.version)
    assert await noticed(world, await said(world, "back", SMASHED)) is None
    for judgement in (before, adopted):
        assert await still_agrees(world, judgement)


async def test_the_next_version_is_measured_on_what_the_one_in_force_never_saw() -> None:
    world, vera = await a_labelled_world()
    quick = Instantly()
    world = replace_house(world, quick)
    first = await fitted(world, vera)
    await adopt_version(world.house, vera, first.version)
    await ask_for_version(world.house, vera, OF)
    await Fitting(world.house, fit_to_labels).fit_once()
    life = await read_learning(world.house, world.org)
    assert life.fit is not None
    assert (life.fit.failed, life.fit.labels) == ("too_few_new_labels", 120)
    rita = await world.hire("ruth", "general", online=False)
    await label_escalations(world, rita, first=500, count=10)
    assert (await fitted(world, vera)).card.base == "needs_person@own-1"
    assert quick.asked == [120, 140]


async def test_too_few_labels_are_said_so_and_nothing_is_proposed() -> None:
    world, vera = await a_labelled_world(count=3)
    await ask_for_version(world.house, vera, OF)
    await Fitting(world.house, fit_to_labels).fit_once()
    life = await read_learning(world.house, world.org)
    assert life.fit is not None
    assert (life.fit.failed, life.fit.labels, life.versions) == ("too_few_labels", 6, ())


async def test_without_the_extra_nobody_can_ask_and_the_reason_is_plain() -> None:
    world, vera = await a_labelled_world(count=1)
    bare = replace_house(world, Instantly(installed=False))
    with pytest.raises(Unavailable, match="not installed"):
        await ask_for_version(bare.house, vera, OF)
    assert await read_learning(bare.house, world.org) == LearningLife(id=world.org)


async def test_a_worker_without_the_extra_says_so() -> None:
    world, vera = await a_labelled_world()
    await ask_for_version(world.house, vera, OF)
    await Fitting(replace_house(world, Instantly(installed=False)).house, fit_to_labels).fit_once()
    life = await read_learning(world.house, world.org)
    assert life.fit is not None
    assert life.fit.failed == "extra_missing"


async def test_a_rep_has_nothing_to_say_in_it() -> None:
    world = await a_world()
    rita = await world.hire("rita", "general", online=False)
    with pytest.raises(Forbidden):
        await ask_for_version(world.house, rita, OF)
    with pytest.raises(Forbidden):
        await adopt_version(world.house, rita, 1)


async def test_a_version_whose_numbers_are_lost_is_blind_never_silent() -> None:
    world, vera = await a_labelled_world()
    world = replace_house(world, Instantly())
    proposal = await fitted(world, vera)

    class Lost:
        async def keep(self, *_: object, **__: object) -> str:
            return proposal.digest

        async def taught(self, *_: object) -> Taught | None:
            return None

    await adopt_version(world.house, vera, proposal.version)
    world.house.settings._versions._weights = Lost()
    world.house.settings.forget(world.org)
    signal = await noticed(world, await said(world, "lost", SMASHED))
    assert signal is not None
    assert (signal.reading, signal.error, signal.detector) == (Reading.BLIND, "WeightsLost", "needs_person@own-1")


async def test_what_is_stopped_in_the_middle_is_begun_again_by_whoever_comes_next() -> None:
    world, vera = await a_labelled_world()
    began = asyncio.Event()

    async def never(*_: object) -> LearningLife:
        began.set()
        await asyncio.Event().wait()
        raise AssertionError

    await ask_for_version(world.house, vera, OF)
    stopped = asyncio.create_task(Fitting(world.house, never).fit_once())
    await began.wait()
    stopped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopped
    quick = replace_house(world, Instantly())
    assert await Fitting(quick.house, fit_to_labels).fit_once() == 1
    assert (await read_learning(world.house, world.org)).latest == 1


async def test_what_breaks_unforeseen_is_told_and_may_be_asked_for_again_at_once() -> None:
    world, vera = await a_labelled_world()

    async def breaks(*_: object) -> LearningLife:
        raise RuntimeError

    await ask_for_version(world.house, vera, OF)
    assert await Fitting(world.house, breaks).fit_once() == 1
    fit = (await read_learning(world.house, world.org)).fit
    assert fit is not None
    assert fit.failed == "broken"
    assert (await fitted(replace_house(world, Instantly()), vera)).version == 1


async def test_a_fit_that_was_overtaken_proposes_nothing() -> None:
    world, vera = await a_labelled_world()
    world = replace_house(world, Instantly())
    await ask_for_version(world.house, vera, OF)
    await fit_to_labels(world.house, world.org, FitToLabels(lane="fit/x", fit="another", of=OF))
    assert (await read_learning(world.house, world.org)).versions == ()


@pytest.mark.postgres
async def test_an_adoption_on_one_server_is_seen_by_the_next_turn_on_another(postgres_dsn: str) -> None:
    async with postgres_engine(postgres_dsn) as one, postgres_engine(postgres_dsn, emptied=False) as two:
        world, vera = await a_labelled_world(engine=one)
        world = replace_house(world, Instantly())
        other = replace(await a_house(two, clock=world.clock), ids=SortedIds())
        assert await noticed(world, await said(world, "o1", SMASHED, house=other)) is None
        proposal = await fitted(world, vera)
        await adopt_version(world.house, vera, proposal.version)
        found = await noticed(world, await said(world, "o2", SMASHED, house=other))
        assert found is not None
        assert found.detector == "needs_person@own-1"
        await roll_back_version(world.house, vera, proposal.version)
        assert await noticed(world, await said(world, "o3", SMASHED, house=other)) is None


def replace_house(world: World, refitter: Instantly) -> World:
    """The same world, fitted by another hand."""
    return replace(world, house=replace(world.house, refitter=refitter))
