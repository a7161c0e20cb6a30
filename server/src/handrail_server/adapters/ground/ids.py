"""Ids that sort by time: 48 bits of milliseconds, 80 bits of chance, in Crockford's base 32."""

import time

from handrail_server.ledger.chance import Chance

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))


class SortedIds:
    """Makes ids such as `case_01kb5r1q8xw3…`, unique without asking anybody."""

    def __init__(self) -> None:
        self._chance = Chance(10)

    def new(self, prefix: str) -> str:
        """A new id."""
        number = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(self._chance.draw())
        letters = "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
        return f"{prefix}_{letters}"
