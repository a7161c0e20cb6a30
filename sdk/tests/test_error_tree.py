"""The tree of errors that is drawn for readers is the tree that is raised."""

import re
from collections.abc import Iterator
from pathlib import Path

import handrail
from handrail import HandrailError

GUIDE = Path(__file__).parents[2] / "docs" / "reference" / "sdk.md"
BRANCH = re.compile(r"^ {4}((?:│ {3})*)[├└]── (\w+)", re.MULTILINE)


def drawn(text: str) -> set[tuple[str, str]]:
    """Each class with its parent, as the drawing's indentation tells."""
    above = [HandrailError.__name__]
    pairs = set()
    for indent, name in BRANCH.findall(text):
        del above[1 + len(indent) // 4 :]
        pairs.add((name, above[-1]))
        above.append(name)
    return pairs


def raised(root: type[HandrailError]) -> Iterator[tuple[str, str]]:
    for child in root.__subclasses__():
        yield child.__name__, root.__name__
        yield from raised(child)


def test_the_package_draws_the_errors_that_are_raised() -> None:
    assert drawn(handrail.__doc__ or "") == set(raised(HandrailError))


def test_the_guide_draws_the_errors_that_are_raised() -> None:
    assert drawn(GUIDE.read_text(encoding="utf-8")) == set(raised(HandrailError))
