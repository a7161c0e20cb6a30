"""Random bytes, fetched from the system for many at once.

Each call of the system gives up the interpreter's lock, and beside a thread that wants it (the one that commits) to win
it back can take longer than all else that a turn does.
"""

import os
from typing import Final

_AT_ONCE: Final = 256


class Chance:
    """Hands out pieces of `size` random bytes, each once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._ready: list[bytes] = []
        os.register_at_fork(after_in_child=self._ready.clear)  # parent and child never hand out the same piece

    def draw(self) -> bytes:
        """A piece that nobody had before. Threads may draw at the same time: a list's `pop` is one step."""
        try:
            return self._ready.pop()
        except IndexError:
            drawn, size = os.urandom(_AT_ONCE * self._size), self._size
            self._ready.extend(drawn[start : start + size] for start in range(size, len(drawn), size))
            return drawn[:size]
