"""Keys, sessions and one-time links: 256 bits of chance behind a prefix that says what was found."""

import secrets
from typing import Final

BYTES: Final = 32


class RandomTokens:
    """The `Tokens` port."""

    def new(self, prefix: str) -> str:
        """A new token such as `hra_…`."""
        return f"{prefix}_{secrets.token_urlsafe(BYTES)}"
