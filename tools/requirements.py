"""What the code imports is declared, and what is declared is locked.

`make run` installs the locked run requirements and nothing else: an import that only the tests' environment satisfies,
or a dependency added without `make lock`, would first fail on a new user's machine.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.tree import Tree

LOCK = Path("requirements/run.txt")
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
OURS = {"handrail", "handrail_server"}
OPTIONAL = Path("sdk/src/handrail/integrations")
"""An integration imports the framework that its user has installed."""
EXTRAS = {
    Path("server/src/handrail_server/adapters/learning"): "learn",
    Path("server/src/handrail_server/adapters/sentences"): "meaning",
    Path("server/src/handrail_server/adapters/sentences/graph.py"): "build",
    Path("server/src/handrail_server/adapters/detectors/presidio.py"): "pii",
    Path("server/src/handrail_server/adapters/engine/on_ray.py"): "ray",
}
"""Folders and files that import what an extra brings; they are imported late, by whoever asked for it."""


def complaints(tree: Tree) -> Iterator[str]:
    """Imports that no dependency brings, and dependencies that the lock does not hold at a fitting version."""
    locked = {canonicalize_name(name): version for name, version in PINNED.findall(tree.text(LOCK))}
    for home in (Path("server"), Path("sdk")):
        declared = [Requirement(line) for line in _declared(tree, home)]
        for requirement in declared:
            version = locked.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version):
                yield f"{home}/pyproject.toml: {requirement} is not in {LOCK}; run `make lock`"
        yield from _undeclared(tree, home, {canonicalize_name(requirement.name) for requirement in declared})


def _declared(tree: Tree, home: Path) -> list[str]:
    project: dict[str, list[str]] = tomllib.loads(tree.text(home / "pyproject.toml"))["project"]
    return project["dependencies"]


def _extras(tree: Tree, home: Path) -> dict[str, set[str]]:
    """What each extra brings, by its name; an extra that nobody declares brings nothing."""
    project = tomllib.loads(tree.text(home / "pyproject.toml"))["project"]
    declared: dict[str, list[str]] = project.get("optional-dependencies", {})
    return {
        name: {canonicalize_name(Requirement(line).name) for line in declared.get(name, [])} for name in EXTRAS.values()
    }


def _undeclared(tree: Tree, home: Path, declared: set[str]) -> Iterator[str]:
    brought_by = packages_distributions()
    extras = _extras(tree, home)
    for path in tree.files(".py", under=home / "src"):
        for module in sorted(_outside(tree.text(path))):
            # Of what is not installed here nobody knows which package brings it: the one of its name, then.
            by = {canonicalize_name(distribution) for distribution in brought_by.get(module, (module,))}
            extra = {name for folder, each in EXTRAS.items() if path.is_relative_to(folder) for name in extras[each]}
            if not by & (declared | extra) and not path.is_relative_to(OPTIONAL):
                yield f"{path}: imports {module}, which {home}/pyproject.toml does not declare"


def _outside(source: str) -> set[str]:
    """The top-level modules it imports that are neither ours nor the standard library's."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - OURS
