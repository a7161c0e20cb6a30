"""Webhook secrets are derived from the server's own key: nothing is stored, and a backup holds none of them."""

import base64
import hashlib
import hmac

from handrail_server.core.basics.ids import OrgId


class DerivedWebhookSecrets:
    """The `WebhookSecrets` port, over a key of its own (derive it from the master key)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, org: OrgId, receiver: str, address: str) -> str:
        """The secret in the form of Standard Webhooks: `whsec_` and base64. Another address has another secret."""
        bound = f"{org}\0{receiver}\0{address}".encode()
        return "whsec_" + base64.b64encode(hmac.new(self._key, bound, hashlib.sha256).digest()).decode()
