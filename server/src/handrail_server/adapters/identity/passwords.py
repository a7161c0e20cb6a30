"""Passwords as Argon2id, made and compared in threads: each takes about 100 ms and 64 MiB."""

import asyncio
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE: Final = 2
"""So that many sign-ins at one moment cost time and never the machine's memory."""


class ArgonPasswords:
    """The `Passwords` port. Without a stored password as much work is done, so that names cannot be probed."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """What may be stored."""
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether it is the password."""
        if self._nobodys is None:
            self._nobodys = await self.hash("nobody's password")
        async with self._slots:
            same = await asyncio.to_thread(self._same, stored or self._nobodys, password)
        return same and stored is not None

    def _same(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
