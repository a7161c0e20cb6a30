"""Keys that we need again in clear: sealed with AES-GCM under a key of their own, bound to organisation and purpose."""

import base64
import binascii

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.basics.ids import OrgId
from handrail_server.ledger.cipher import CannotOpen, DataKey


class SealedVault:
    """The `Vault` port, over a key derived from the master key."""

    def __init__(self, key: bytes) -> None:
        self._key = DataKey(key)

    def seal(self, org: OrgId, purpose: str, secret: str) -> str:
        """What may be stored."""
        return base64.b64encode(self._key.seal(secret.encode(), _bound(org, purpose))).decode()

    def open(self, org: OrgId, purpose: str, sealed: str) -> str:
        """The secret; raises `Unavailable` where it was sealed by another server's key."""
        try:
            return self._key.open(base64.b64decode(sealed, validate=True), _bound(org, purpose)).decode()
        except (CannotOpen, binascii.Error):
            raise Unavailable(
                "A stored key cannot be opened with this server's master key.", fix="Set it again."
            ) from None


def _bound(org: OrgId, purpose: str) -> bytes:
    return canonical(["handrail vault", org, purpose])
