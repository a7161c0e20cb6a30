"""Who is there."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.person import Status
from handrail_server.core.routing.person_facts import PresenceChanged
from handrail_server.core.routing.presence import lapse, miss_offer, set_status
from server.tests.core.routing.given import ROUTER, after, rep

ANA = rep("ana")


def test_a_status_is_chosen_with_its_channels() -> None:
    outcome = set_status(ANA, Status.BUSY, channels=("email", "chat", "chat"), by=ROUTER, at=after(5))
    assert (outcome.state.status, outcome.state.status_since) == (Status.BUSY, after(5))
    assert outcome.state.channels == ("chat", "email")
    assert outcome.facts == (
        PresenceChanged(
            status=Status.BUSY,
            was=Status.ONLINE,
            channels=("chat", "email"),
            why="chosen",
            by=ROUTER,
            at=after(5),
        ),
    )


def test_choosing_the_same_again_is_no_fact_and_other_channels_keep_the_time() -> None:
    assert set_status(ANA, Status.ONLINE, by=ROUTER, at=after(5)) == Outcome(state=ANA)
    other = set_status(ANA, Status.ONLINE, channels=("email",), by=ROUTER, at=after(5))
    assert other.state.status_since == ANA.status_since


def test_a_missed_offer_sets_the_status_that_the_person_chose_for_it() -> None:
    outcome = miss_offer(replace(ANA, status_after_missed=Status.OFFLINE), by=ROUTER, at=after(5))
    assert outcome.state.status is Status.OFFLINE
    away = replace(ANA, status=Status.AWAY)
    assert miss_offer(away, by=ROUTER, at=after(5)) == Outcome(state=away)


def test_a_silent_console_is_offline() -> None:
    assert lapse(ANA, by=ROUTER, at=after(5)).state.status is Status.OFFLINE
    gone = replace(ANA, status=Status.OFFLINE)
    assert lapse(gone, by=ROUTER, at=after(5)) == Outcome(state=gone)


def test_somebody_who_left_cannot_come_online() -> None:
    with pytest.raises(MoveRefused):
        set_status(replace(ANA, active=False), Status.ONLINE, by=ROUTER, at=after(5))
