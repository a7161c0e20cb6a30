"""A fit in a process of its own: `python -m handrail_server.adapters.learning.process`.

Reads one order from standard input, writes one answer to what was standard output, and ends.
"""

import os
import sys
from typing import Final

import msgspec

from handrail_server.core.signals.learned.tables import Tables
from handrail_server.ports.learning import LabelledText, Refit

NICE: Final = 10
"""Turns come first."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be fitted."""

    name: str
    rows: tuple[LabelledText, ...]
    base: Tables


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    refit: Refit


def main() -> None:
    """Fit, and say so; anything that goes wrong ends it with another status than 0."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.nice(NICE)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    from handrail_server.adapters.learning.meaning import read_vectors  # noqa: PLC0415  an extra, asked for late
    from handrail_server.adapters.learning.refit import refit  # noqa: PLC0415

    done = Done(refit=refit(order.name, order.rows, order.base, read_vectors()))
    answers.write(msgspec.json.encode(done))
    answers.close()


if __name__ == "__main__":
    main()
