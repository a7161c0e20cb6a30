"""A payment is assessed by what it does, not only by what was said of it."""

from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.ids import CustomerId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.signals.payment import assessed
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Evidence, Signal

CLIENT = Profile(customer=CustomerId("c"), known_destinations=("US-1",), usual_amount=Decimal(1_000), fetched_at=At(0))
LARGE = Money(amount=Decimal(48_500), currency="USD")
URGENT = Signal(
    name="fraud",
    score=0.15,
    detector="fraud@1",
    evidence=(Evidence(turn=TurnNumber(1), start=0, end=6, value="urgent"),),
    values={"kind": "payment", "factors": "urgency", "count": 1.0},
)


def test_an_unusual_destination_counts_with_what_the_words_showed() -> None:
    (signal,) = assessed((URGENT,), {"destination": "CY-9"}, LARGE, CLIENT)

    assert str(signal.values["factors"]).split(",") == [
        "unusual_amount", "unusual_destination", "large_amount", "urgency",
    ]  # fmt: skip
    assert signal.score > 0.8
    assert signal.values["exact"] == "48500"
    assert [each.fact for each in signal.evidence if each.fact] == [
        "payment.unusual_amount", "payment.unusual_destination", "payment.large_amount", "payment.urgency",
    ]  # fmt: skip
    assert signal.evidence[0].value == "urgent"


def test_nothing_said_does_not_hide_an_unusual_payment() -> None:
    (signal,) = assessed((), {"iban": "CY-9"}, LARGE, CLIENT)

    assert signal.name == "fraud"
    assert signal.values["kind"] == "payment"


def test_a_usual_payment_to_a_known_place_is_no_suspicion() -> None:
    small = Money(amount=Decimal(900), currency="USD")

    assert assessed((), {"destination": "US-1"}, small, CLIENT) == ()


def test_a_call_that_names_no_destination_is_no_payment() -> None:
    assert assessed((URGENT,), {"order": "A1"}, LARGE, CLIENT) == (URGENT,)


def test_reported_fraud_is_not_weakened() -> None:
    reported = replace(URGENT, score=0.99, values={"kind": "reported"})

    assert assessed((reported,), {"destination": "US-1"}, LARGE, CLIENT) == (reported,)
