"""Names and places by Presidio, where the extra `pii` is installed."""

import socket

import pytest

from handrail_server.adapters.detectors.all_detectors import all_detectors
from handrail_server.adapters.detectors.host import Host
from handrail_server.adapters.detectors.presidio import LONGEST, Presidio, TooLong, is_installed
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import redactor
from handrail_server.core.signals.signal import Reading
from handrail_server.core.turns.written import COVER
from server.tests.core.cases.test_packet import a_turn
from server.tests.core.signals.scenes import view_of

needs_extra = pytest.mark.skipif(not is_installed(), reason="the extra `pii` is not installed")
TEXT = "My name is Margaret Thompson and I live in Chicago, call me on Monday."


@pytest.fixture(scope="module")
def presidio() -> Presidio:
    return Presidio()


@needs_extra
def test_names_and_places_are_found_without_their_words(presidio: Presidio) -> None:
    (signal,) = presidio.notice(view_of(a_turn(1, TEXT)))
    told = {(each.fact, TEXT[each.start : each.end]) for each in signal.evidence}
    assert told >= {("person", "Margaret Thompson"), ("place", "Chicago")}
    assert "Margaret" not in repr(signal)


@needs_extra
def test_they_are_covered_where_personal_data_is_and_dates_are_not(presidio: Presidio) -> None:
    turn = a_turn(1, TEXT)
    cover = redactor((turn,), {TurnNumber(1): presidio.notice(view_of(a_turn(1, TEXT)))})
    shown = cover.turn(TurnNumber(1), TEXT)
    assert shown == TEXT.replace("Margaret Thompson", COVER * 17).replace("Chicago", COVER * 7)


@needs_extra
def test_it_asks_nothing_of_the_net(presidio: Presidio, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert presidio.notice(view_of(a_turn(1, "Write to john@example.com, https://example.com, says John Miller.")))


@needs_extra
def test_what_cannot_be_read_in_time_is_not_nothing(presidio: Presidio) -> None:
    with pytest.raises(TooLong):
        presidio.notice(view_of(a_turn(1, "a" * (LONGEST + 1))))


@needs_extra
async def test_it_runs_in_a_process_of_its_own() -> None:
    host = Host("presidio", deadline=5)
    await host.start()
    await host.ready()
    try:
        (signal,) = await host.notice(view_of(a_turn(1, TEXT)))
    finally:
        await host.stop()
    assert (signal.name, signal.reading) == ("personal_data", Reading.READ)


@pytest.mark.skipif(is_installed(), reason="the extra `pii` is installed")
def test_a_server_that_shall_ask_it_does_not_start_without_it() -> None:
    with pytest.raises(LookupError, match="pii"):
        all_detectors(names=True)
