"""A webhook is believed only where Handrail signed exactly these bytes a moment ago."""

import pytest

from handrail import BadSignature
from handrail.testing import FakeHandrail
from handrail.webhooks import read_delivery, sign, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
STAMP = "1614265330"


def _headers(**changed: str) -> dict[str, str]:
    headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": STAMP}
    signed = {"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
    return headers | signed | {name.replace("_", "-"): value for name, value in changed.items()}


def test_the_example_of_the_standard_is_believed() -> None:
    verify(SECRET, _headers(), BODY, now=float(STAMP))
    verify(SECRET, {name.title(): value for name, value in _headers().items()}, BODY, now=float(STAMP))


def test_one_of_several_signatures_is_enough_while_a_secret_changes() -> None:
    both = f"v1,AAAA v2,BBBB {_headers()['webhook-signature']}"
    verify(SECRET, _headers(webhook_signature=both), BODY, now=float(STAMP))


@pytest.mark.parametrize("late", [-301, 301])
def test_an_old_or_future_webhook_is_not_believed(late: int) -> None:
    with pytest.raises(BadSignature, match="old"):
        verify(SECRET, _headers(), BODY, now=float(STAMP) + late)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook_id": "msg_other"},
        {"webhook_timestamp": "1614265331"},
        {"webhook_timestamp": "soon"},
        {"webhook_timestamp": "९"},
        {"webhook_timestamp": "9" * 4_500},
        {"webhook_signature": ""},
        {"webhook_signature": "v1,not base64!"},
        {"webhook_signature": "v1,ü"},
        {"webhook_signature": "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
    ],
)
def test_a_changed_header_is_not_believed(changed: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify(SECRET, _headers(**changed), BODY, now=float(STAMP))


def test_a_changed_body_is_not_believed() -> None:
    with pytest.raises(BadSignature, match="No signature"):
        verify(SECRET, _headers(), BODY + b" ", now=float(STAMP))


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_not base64"])
def test_a_secret_that_anybody_knows_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        sign(secret, "m-1", STAMP, BODY)


def test_a_signed_body_that_is_no_delivery_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_delivery(SECRET, _headers(), BODY, now=float(STAMP))


def test_a_delivery_is_read_from_a_signed_webhook() -> None:
    headers, body = FakeHandrail().webhook("c-1", "Hello, Ada here.", secret=SECRET)
    assert read_delivery(SECRET, headers, body).text == "Hello, Ada here."
