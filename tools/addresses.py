"""Locked requirements name packages and hashes, never where to fetch them.

An address would tie every user to one registry, and would publish the name of whoever's mirror the lock was made on.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.tree import Tree

LOCKS = ("requirements/*.txt", "requirements/*.in", "**/package-lock.json", "**/.npmrc")
ADDRESS = re.compile(r"\w+://[^\s\"']+|@ file:|--(?:extra-)?index-url|--find-links|--trusted-host")
FUNDING = re.compile(r'"(?:url|homepage|funding)": "|^\s*"https://[^"]*",?$')
"""npm writes, by name or as a bare list, where a package asks for donations; that is no address to fetch from."""
CHOICE = re.compile(r"--(?:extra-)?index-url[ =]\w|--find-links[ =]\w|--trusted-host[ =]\w|^registry *=", re.MULTILINE)


def complaints(tree: Tree) -> Iterator[str]:
    """Addresses in locks, and places where a script or setting chooses a registry."""
    for path in _locks(tree):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if not FUNDING.search(line) and (found := ADDRESS.search(line)):
                yield f"{path}:{number}: a lock names no address: {found.group()}"
    for path in tree.files(".toml", ".yml", ".yaml", ".sh", ".cfg", ".ini", ".json"):
        if found := CHOICE.search(tree.text(path)):
            yield f"{path}: the user's own settings choose the registry: {found.group()}"


def _locks(tree: Tree) -> Iterator[Path]:
    for pattern in LOCKS:
        for path in sorted(tree.root.glob(pattern)):
            if "node_modules" not in path.parts:
                yield path.relative_to(tree.root)
