"""Runs every check of our own and prints what each finds: `python -m tools.check`."""

import sys
from collections.abc import Callable, Iterator

from tools import addresses, docs, mirror, names, sizes

CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    addresses.complaints,
    docs.complaints,
    mirror.complaints,
    names.complaints,
    sizes.complaints,
)


def main() -> int:
    found = [complaint for check in CHECKS for complaint in check()]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
