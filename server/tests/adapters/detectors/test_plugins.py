"""Plug-ins in processes of their own: what they notice, and what is left of them when they misbehave."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from handrail_server.adapters.detectors.all_detectors import AllDetectors, all_detectors
from handrail_server.adapters.detectors.entry_points import installed, load
from handrail_server.adapters.detectors.host import Host
from handrail_server.adapters.detectors.wire import LENGTH, framed, view
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.signal import Reading, Signal
from server.tests.adapters.detectors.plugins import install
from server.tests.core.signals.scenes import a_profile, a_turn, view_of

PATIENT = 10.0
"""Seconds: on a busy machine a plug-in that answers at all answers in time."""


@pytest.fixture(autouse=True)
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("HANDRAIL_SECRET", "k")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "handrail_test_plugins", raising=False)


@pytest_asyncio.fixture
async def obeys() -> AsyncIterator[Host]:
    host = Host("obeys", deadline=PATIENT)
    await host.start()
    yield host
    await host.stop()


async def ask(host: Host, text: str) -> Signal:
    [signal] = await host.notice(view_of(a_turn(text)))
    return signal


async def until_busy(host: Host) -> None:
    async with asyncio.timeout(30):
        while not host.busy:  # noqa: ASYNC110  nothing tells a test that the question is on its way; one step at a time
            await asyncio.sleep(0)


async def again(host: Host, text: str) -> Signal:
    """Ask until the plug-in, which is being started again, answers."""
    async with asyncio.timeout(30):
        while (signal := await ask(host, text)).error == "NotRunning":
            await host.ready()
        return signal


async def test_a_plugin_notices_in_its_own_process_under_its_own_name(obeys: Host) -> None:
    signal = await ask(obeys, "hello")
    assert (signal.name, signal.score, signal.detector) == ("obeyed", 0.5, "obeys@2")
    assert signal.evidence[0].value == "he"


async def test_a_plugin_that_hangs_is_killed_blind_and_started_again(obeys: Host) -> None:
    obeys.deadline = 0.05
    late = await ask(obeys, "hang")
    assert (late.reading, late.error, late.name) == (Reading.BLIND, "DeadlineExceeded", "obeyed")
    obeys.deadline = PATIENT
    assert (await again(obeys, "hello")).score == 0.5


async def test_a_plugin_that_raises_is_blind_and_lives_on(obeys: Host) -> None:
    signal = await ask(obeys, "raise my secret words")
    assert (signal.reading, signal.error) == (Reading.BLIND, "ValueError")
    assert "secret" not in repr(signal)
    assert (await ask(obeys, "hello")).score == 0.5


async def test_a_plugin_that_dies_is_blind_and_started_again(obeys: Host) -> None:
    assert (await ask(obeys, "die")).error == "PluginBroken"
    assert (await again(obeys, "hello")).score == 0.5


@pytest.mark.parametrize("text", ["a big score", "an other name"])
async def test_a_plugin_that_answers_nonsense_is_blind(obeys: Host, text: str) -> None:
    assert (await ask(obeys, text)).error == "PluginMalformed"


async def test_what_a_plugin_prints_goes_nowhere_and_secrets_do_not_reach_it(obeys: Host) -> None:
    assert (await ask(obeys, "print")).score == 0.5
    assert (await ask(obeys, "secret")).score == 0.0


async def test_turns_asked_at_once_are_answered_each_with_its_own(obeys: Host) -> None:
    answers = await asyncio.gather(*(ask(obeys, f"{number:02} hello") for number in range(20)))
    assert [answer.evidence[0].value for answer in answers] == [f"{number:02}" for number in range(20)]


async def test_a_caller_that_goes_away_leaves_no_answer_for_the_next(obeys: Host) -> None:
    first = asyncio.create_task(ask(obeys, "hang"))
    await until_busy(obeys)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await again(obeys, "zz")).evidence[0].value == "zz"


@pytest.mark.parametrize("name", ["missing", "number"])
async def test_a_plugin_that_cannot_start_is_blind_under_its_entry_points_name(name: str) -> None:
    host = Host(name)
    await host.start()
    try:
        signal = await ask(host, "hello")
        assert (signal.name, signal.reading, signal.error) == (name, Reading.BLIND, "NotRunning")
    finally:
        await host.stop()


async def test_all_detectors_join_their_signals_and_keep_the_gate() -> None:
    everything = AllDetectors(
        default_detectors(), [Host("obeys", deadline=PATIENT), Host("profiled", deadline=PATIENT)]
    )
    await everything.start()
    try:
        open_view = view_of(a_turn("I want a human"))
        text = await everything.text(open_view)
        assert {"explicit_request", "obeyed"} <= {signal.name for signal in text}
        signals = await everything.profile(open_view, text, a_profile(), stale=False)
        assert {signal.name: signal.score for signal in signals}["profiled"] == 1.0
        away = {signal.name: signal for signal in await everything.profile(open_view, text, None, stale=True)}
        assert away["profiled"].error == "ProfileAway"
        shut_view = view_of(a_turn("I was diagnosed with cancer"))
        text = await everything.text(shut_view)
        signals = await everything.profile(shut_view, text, a_profile(), stale=False)
        assert {signal.name: signal.reading for signal in signals}["profiled"] is Reading.SHUT
    finally:
        await everything.stop()


def test_plugins_are_found_by_name_and_a_trusted_one_runs_here() -> None:
    assert {"obeys", "profiled", "missing", "number"} <= set(installed())
    assert load("obeys").signals == ("obeyed",)
    assert load("profiled").name == "profiled"
    with pytest.raises(TypeError):
        load("number")
    with pytest.raises(LookupError):
        load("nobody")


async def test_a_trusted_plugin_must_be_installed_and_is_asked_in_process() -> None:
    with pytest.raises(LookupError, match="nobody"):
        all_detectors(trusted=("nobody",))
    trusting = all_detectors(trusted=("obeys",))
    signals = await trusting.text(view_of(a_turn("hello")))
    assert {signal.name: signal.score for signal in signals}["obeyed"] == 0.5


async def test_learned_signals_are_asked_where_they_are_wanted_and_only_there() -> None:
    cross = view_of(a_turn("this is the worst service ever, nobody answers and my money is gone"))
    fitted = {signal.name for signal in await all_detectors(learned=True).text(cross)}
    usual = {signal.name for signal in await all_detectors().text(cross)}
    assert fitted - usual == {"needs_person", "displeased"}


def test_a_view_survives_the_way_to_the_plugin() -> None:
    sent = view_of(a_turn("„Ich zahle 5 €“ 😡 not a human"), profile=a_profile())
    assert view(framed(sent)[LENGTH.size :]) == sent


async def test_an_administrator_grants_one_plugin_another_time_than_the_others() -> None:
    with pytest.raises(LookupError, match="given a deadline, but not installed: nobody"):
        all_detectors(deadlines={"nobody": 0.2})
    house = all_detectors(deadlines={"obeys": PATIENT, "profiled": 0.000_001})
    await house.start()
    try:
        seen = view_of(a_turn("hello"))
        heard = await house.profile(seen, await house.text(seen), a_profile(), stale=False)
    finally:
        await house.stop()
    found = {signal.name: (signal.reading, signal.error) for signal in heard}
    assert found["obeyed"] == (Reading.READ, None)
    assert found["profiled"] == (Reading.BLIND, "DeadlineExceeded")
