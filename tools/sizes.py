"""A file holds one idea. In the code bases we compared, medians were fine everywhere; the largest file rots."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.tree import Tree

EXPLAIN_PAST = 300
FAIL_PAST = 400
GENERATED = {Path("console/src/api/contract.d.ts")}
"""Made from the contract, and not committed."""
EXPLANATION = 3
"""Lines that the docstring of a file past `EXPLAIN_PAST` spends on why."""


def complaints(tree: Tree) -> Iterator[str]:
    """Files past 400 lines, and Python files past 300 whose docstring does not say why."""
    for path in tree.files(".py", ".pyi", ".sql", ".ts", ".tsx", ".css", ".sh"):
        if path in GENERATED:
            continue
        source = tree.text(path)
        lines = source.count("\n")
        if lines > FAIL_PAST:
            yield f"{path}: {lines} lines, at most {FAIL_PAST}: it holds more than one idea"
        elif lines > EXPLAIN_PAST and path.suffix == ".py" and not _explained(source):
            yield f"{path}: {lines} lines; past {EXPLAIN_PAST} its docstring says why it is one idea"


def _explained(source: str) -> bool:
    return (ast.get_docstring(ast.parse(source)) or "").count("\n") + 1 >= EXPLANATION
