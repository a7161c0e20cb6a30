"""Tests mirror the source: whoever changes a room finds its stories in the folder of the same name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.tree import ROOT, files, text

SOURCE = Path("server/src/handrail_server")
TESTS = Path("server/tests")
MIRRORED = ("core", "ledger")
"""Where each module answers for itself; other floors are tested by contract suites and acceptance stories."""

DECIDES = (ast.If, ast.For, ast.While, ast.Match, ast.Try, ast.comprehension)


def complaints() -> Iterator[str]:
    """Modules of the core and the ledger without a test of their own, and test folders that mirror nothing."""
    for floor in MIRRORED:
        for path in files(".py", under=str(SOURCE / floor)):
            if _has_logic(text(path)) and not _tested(path.relative_to(SOURCE)):
                yield f"{path}: no test in {TESTS / path.relative_to(SOURCE).parent} is named after it or imports it"
        for path in files(".py", under=str(TESTS / floor)):
            if not (ROOT / SOURCE / path.relative_to(TESTS).parent).is_dir():
                yield f"{path}: its folder mirrors nothing under {SOURCE}"


def _has_logic(source: str) -> bool:
    """Whether it decides or repeats anything: a module of types and plain answers speaks for itself."""
    return any(isinstance(node, DECIDES) for node in ast.walk(ast.parse(source)))


def _tested(module: Path) -> bool:
    folder = ROOT / TESTS / module.parent
    dotted = ".".join(("handrail_server", *module.with_suffix("").parts))
    package, _, name = dotted.rpartition(".")
    imports = (f"from {dotted} import", f"import {dotted}\n", f"from {package} import {name}")
    tests = sorted(folder.glob("test_*.py")) if folder.is_dir() else []
    return any(test.stem == f"test_{module.stem}" or _mentions(test, imports) for test in tests)


def _mentions(test: Path, imports: tuple[str, ...]) -> bool:
    source = test.read_text(encoding="utf-8")
    return any(line in source for line in imports)
