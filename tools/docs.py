"""A document that points at nothing teaches nobody: links lead somewhere, commands exist."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.tree import Tree

LINK = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
MAKE = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def complaints(tree: Tree) -> Iterator[str]:
    """Links to missing files or headings, and `make` commands that the Makefile does not know."""
    targets = set(TARGET.findall(tree.text(Path("Makefile"))))
    for path in tree.files(".md"):
        words = tree.text(path)
        yield from _broken_links(tree, path, words)
        yield from (f"{path}: there is no `make {name}`" for name in MAKE.findall(words) if name not in targets)


def _broken_links(tree: Tree, path: Path, words: str) -> Iterator[str]:
    for target, heading in LINK.findall(words):
        there = (tree.root / path).parent / target
        if not there.exists():
            yield f"{path}: links to {target}, which does not exist"
        elif heading and heading not in _anchors(there):
            yield f"{path}: links to {target}#{heading}, which has no such heading"


def _anchors(path: Path) -> set[str]:
    return {_anchor(heading) for heading in HEADING.findall(path.read_text(encoding="utf-8"))}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
