"""Tests mirror the source: whoever changes a room finds its stories in the folder of the same name.

A module of the core or the ledger that decides anything is named or imported by a test in the mirrored folder, or
serves one of its own folder that is: small parts are told through the story they belong to.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.tree import Tree

SOURCE = Path("server/src/handrail_server")
TESTS = Path("server/tests")
MIRRORED = ("core", "ledger")
"""Where each module answers for itself; other floors are tested by contract suites and acceptance stories."""

DECIDES = (ast.If, ast.For, ast.While, ast.Match, ast.Try, ast.comprehension)


def complaints(tree: Tree) -> Iterator[str]:
    """Modules without a test in the mirrored folder, and test folders that mirror nothing."""
    for floor in MIRRORED:
        tested = _tested(tree, floor)
        for path in tree.files(".py", under=SOURCE / floor):
            if path not in tested and _decides(tree.text(path)):
                yield f"{path}: no test in {TESTS / path.relative_to(SOURCE).parent} is about it"
        for path in tree.files(".py", under=TESTS / floor):
            if not (tree.root / SOURCE / path.relative_to(TESTS).parent).is_dir():
                yield f"{path}: its folder mirrors nothing under {SOURCE}"


def _decides(source: str) -> bool:
    """Whether it decides or repeats anything: a module of types and plain answers speaks for itself."""
    return any(isinstance(node, DECIDES) for node in ast.walk(ast.parse(source)))


def _tested(tree: Tree, floor: str) -> set[Path]:
    """What tests in the mirrored folder name or import, and what serves it within its own folder."""
    known: set[Path] = set()
    fresh = {module for test in tree.files(".py", under=TESTS / floor) for module in _subjects(tree, test)}
    while fresh:
        known |= fresh
        fresh = {part for module in fresh for part in _parts(tree, module)} - known
    return known


def _subjects(tree: Tree, test: Path) -> Iterator[Path]:
    folder = SOURCE / test.relative_to(TESTS).parent
    yield folder / test.name.removeprefix("test_")
    yield from (module for module in _imports(tree, test) if module.is_relative_to(folder))


def _parts(tree: Tree, module: Path) -> Iterator[Path]:
    if (tree.root / module).is_file():
        yield from (part for part in _imports(tree, module) if part.is_relative_to(module.parent))


def _imports(tree: Tree, path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(tree.text(path))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield _file(node.module)
            yield from (_file(f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (_file(name.name) for name in node.names)


def _file(module: str) -> Path:
    return SOURCE.parent.joinpath(*module.split(".")).with_suffix(".py")
