"""Standard Webhooks: what proves to a receiver that a message is ours, unchanged and fresh."""

import base64
import hashlib
import hmac
from typing import Final

from handrail_server.core.basics.time import SECOND, At

PREFIX: Final = "whsec_"


def signed(body: bytes, *, secret: str, message: str, at: At) -> dict[str, str]:
    """The headers that go with `body`; `secret` is `whsec_` and base64, `message` stays the same when sent again."""
    stamp = str(at // SECOND)
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    mac = hmac.new(key, b".".join((message.encode(), stamp.encode(), body)), hashlib.sha256)
    return {
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(mac.digest()).decode(),
    }
