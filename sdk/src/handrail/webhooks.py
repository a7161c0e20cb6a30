"""Receiving Handrail's webhooks: Standard Webhooks signatures, checked in constant time, at most five minutes old."""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Final

from handrail._answers import Delivery
from handrail._errors import BadSignature

__all__ = ["TOLERANCE", "read_delivery", "verify"]

TOLERANCE: Final = 300
"""Seconds that a webhook's timestamp may differ from now."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> None:
    """Return where Handrail signed exactly this body within five minutes of now; raise `BadSignature` otherwise.

    `secret` is the `whsec_…` text from the webhook's settings, `body` the raw bytes as received, before any parsing.

    >>> headers, body = fake.webhook("c-1", "Hello, Ada here.", secret="whsec_c2VjcmV0")
    >>> verify("whsec_c2VjcmV0", headers, body)
    """
    given = {name.lower(): value for name, value in headers.items()}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        if name not in given:
            raise BadSignature(f"The header `{name}` is missing.")
    stamp = given["webhook-timestamp"]
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        raise BadSignature("The timestamp is no number.")
    if abs((time.time() if now is None else now) - int(stamp)) > TOLERANCE:
        raise BadSignature("The webhook is too old, or a clock is wrong.")
    expected = sign(secret, given["webhook-id"], stamp, body).encode()
    # Several signatures while a secret is being changed; each is compared in full, so that time tells nothing.
    matches = [hmac.compare_digest(each.encode(), expected) for each in given["webhook-signature"].split()]
    if not any(matches):
        raise BadSignature("No signature matches.")


def read_delivery(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> Delivery:
    """The delivery in a webhook that Handrail signed. Answer 2xx once it is passed on: that acknowledges it.

    Raises `ValueError` where it is signed, but no delivery that this version can read.

    >>> headers, body = fake.webhook("c-1", "Hello, Ada here.", secret="whsec_c2VjcmV0")
    >>> read_delivery("whsec_c2VjcmV0", headers, body).text
    'Hello, Ada here.'
    """
    verify(secret, headers, body, now=now)
    return Delivery.model_validate_json(body)


def sign(secret: str, message: str, stamp: str, body: bytes) -> str:
    """The signature of a webhook, version 1."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ValueError("The secret is not `whsec_` and base64.") from None
    if not key:
        raise ValueError("The secret is empty: anybody could sign.")
    mac = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()
