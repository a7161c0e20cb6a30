"""Ids that sort by time: 48 bits of milliseconds, 80 bits of chance, in Crockford's base 32."""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class SortedIds:
    """Makes ids such as `case_01kb5r1q8xw3…`, unique without asking anybody."""

    def new(self, prefix: str) -> str:
        """A new id."""
        number = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
        letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -5, -5))
        return f"{prefix}_{letters}"
