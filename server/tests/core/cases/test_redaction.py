"""What a viewer may not see is covered wherever it comes up; a sealed case shows heads only."""

from dataclasses import replace

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.assemble import Material, Viewer, assemble
from handrail_server.core.cases.claim import claim
from handrail_server.core.signals.signal import Evidence, Reading, Signal
from handrail_server.core.turns.turn import Captured
from handrail_server.core.turns.written import COVER
from server.tests.core.cases.given import (
    BEN,
    HIPAA,
    NOW,
    SEALED,
    is_,
    queued,
    reads,
)
from server.tests.core.cases.test_packet import MARY_KNOWN, READER, TALK, a_turn

CLAIM = "My number is 4111 1111 1111 1111 and I have HIV, is my claim covered?"
HEALTH = (
    Signal(
        name="regulated_data",
        score=0.97,
        detector="regulated_data@1",
        evidence=(Evidence(turn=TurnNumber(1), start=13, end=32), Evidence(turn=TurnNumber(1), start=44, end=47)),
        values={"kind": "card"},
    ),
)
PRIVATE = (
    replace(a_turn(1, CLAIM), captured=(Captured(name="card", value="4111-1111-1111-1111"),)),
    a_turn(2, "I see card 4111111111111111 and hiv. Anything else?", by_agent=True),
)
CLAIMS = Material(case=queued(), conversation=TALK, turns=PRIVATE, readings={TurnNumber(1): HEALTH})


def test_regulated_data_is_covered_wherever_it_comes_up_again() -> None:
    packet = assemble(CLAIMS, READER, now=NOW)
    assert packet.transcript is not None
    texts = [turn.text for turn in packet.transcript.turns]
    assert texts[0] == CLAIM[:13] + COVER * 19 + CLAIM[32:44] + COVER * 3 + CLAIM[47:]
    assert texts[1] == "I see card " + COVER * 16 + " and " + COVER * 3 + ". Anything else?"
    assert packet.captured[0].value == COVER * 19
    assert [(part.turn, part.start, part.end, part.kind) for part in packet.redactions] == [
        (1, 13, 32, "card"),
        (1, 44, 47, "card"),
        (2, 11, 27, "card"),
    ]
    assert "4111" not in repr(packet)
    assert "HIV" not in repr(packet)


def test_who_may_read_regulated_data_sees_it() -> None:
    packet = assemble(CLAIMS, replace(READER, reads_regulated=True), now=NOW)
    assert packet.transcript is not None
    assert packet.transcript.turns[0].text == CLAIM
    assert packet.redactions == ()


def test_a_blind_regulated_detector_covers_the_whole_turn() -> None:
    blind = (replace(HEALTH[0], reading=Reading.BLIND, evidence=(), error="boom"),)
    packet = assemble(replace(CLAIMS, readings={TurnNumber(1): blind}), READER, now=NOW)
    assert packet.transcript is not None
    assert packet.transcript.turns[0].text == COVER * len(CLAIM)


def test_a_sealed_case_shows_heads_only_until_an_entitled_person_accepts() -> None:
    material = replace(CLAIMS, case=queued(SEALED), profile=MARY_KNOWN)
    for viewer in (READER, Viewer(reader=reads(BEN, HIPAA), reads_regulated=True)):
        packet = assemble(material, viewer, now=NOW)
        assert packet.sealed
        assert (packet.who, packet.transcript, packet.crm, packet.why, packet.summary) == (None,) * 5
        assert packet.reasons[0].evidence == ()
        assert "Mary" not in repr(packet)
        assert "claim" not in repr(packet)
    taken = claim(material.case, reader=reads(BEN, HIPAA), by=is_(BEN), at=NOW).state
    opened = assemble(replace(material, case=taken), Viewer(reader=reads(BEN, HIPAA)), now=NOW)
    assert opened.transcript is not None
    assert opened.transcript.turns[0].text == CLAIM
    assert assemble(replace(material, case=taken), READER, now=NOW).sealed
