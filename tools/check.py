"""Runs every check of our own and prints what each finds: `python -m tools.check`."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import addresses, docs, mirror, names, requirements, sizes
from tools.tree import Tree

CHECKS: tuple[Callable[[Tree], Iterator[str]], ...] = (
    addresses.complaints,
    docs.complaints,
    mirror.complaints,
    names.complaints,
    requirements.complaints,
    sizes.complaints,
)


def main() -> int:
    tree = Tree(Path(__file__).resolve().parent.parent)
    found = [complaint for check in CHECKS for complaint in check(tree)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
