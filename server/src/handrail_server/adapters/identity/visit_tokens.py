"""Tokens of visits: what they say, and an HMAC over it with a key that only this installation has."""

import base64
import binascii
import hmac
from typing import Final

import msgspec

from handrail_server.ports.visiting import Purpose, Visit

_PREFIXES: Final[dict[Purpose, str]] = {"session": "hrv", "return": "hrb"}
_LONGEST: Final = 2_000


class SignedVisitTokens:
    """The `VisitTokens` port, over a key of its own (derive it from the master key)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._decode = msgspec.json.Decoder(Visit).decode

    def seal(self, visit: Visit, purpose: Purpose) -> str:
        """Prefix, content and code, with dots between."""
        content = _text(msgspec.json.encode(visit))
        prefix = _PREFIXES[purpose]
        return f"{prefix}.{content}.{_text(self._code(prefix, content))}"

    def open(self, token: str, purpose: Purpose) -> Visit | None:
        """The visit, where the code is right for this purpose."""
        prefix, _, rest = token.partition(".")
        content, _, code = rest.partition(".")
        if len(token) > _LONGEST or prefix != _PREFIXES[purpose] or not code.isascii():
            return None
        if not hmac.compare_digest(_text(self._code(prefix, content)), code):
            return None
        try:
            return self._decode(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
        except (binascii.Error, msgspec.DecodeError, ValueError):
            return None

    def _code(self, prefix: str, content: str) -> bytes:
        return hmac.digest(self._key, f"{prefix}.{content}".encode(), "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
