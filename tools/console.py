"""Builds and checks the console, each once for one state of what it reads: `python -m tools.console build|check`.

A stamp holds the hash of the sources, so that whoever works on the server pays nothing, and that a change of branch,
which touches every file's time, builds nothing anew.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.node import npm
from tools.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
CONSOLE = Path("console")
CONTRACT = Path("contract/openapi.json")
BUILT = Path("server/src/handrail_server/console")
LOCKED = (CONSOLE / "package.json", CONSOLE / "package-lock.json")
PACKAGES = CONSOLE / "node_modules/.handrail"
STAMPS = {"build": BUILT / ".built", "check": CONSOLE / "node_modules/.handrail-checked"}


def sources(tree: Tree) -> Iterator[Path]:
    """What the built console depends on."""
    made = {CONSOLE / "src/api/contract.d.ts"}
    suffixes = (".ts", ".tsx", ".css", ".js", ".json", ".html", ".svg", ".woff2")
    yield from (path for path in tree.files(*suffixes, under=CONSOLE) if path not in made)
    yield CONTRACT


def digest(tree: Tree, paths: Iterator[Path]) -> str:
    """One hash of the files' names and contents."""
    summed = hashlib.sha256()
    for path in paths:
        content = (tree.root / path).read_bytes()
        summed.update(f"{path.as_posix()} {len(content)}\n".encode() + content)
    return summed.hexdigest()


def main(step: str) -> int:
    tree = Tree(ROOT)
    wanted = digest(tree, sources(tree))
    if _done(STAMPS[step], wanted):
        return 0
    found = npm()
    if found is None:
        print("There is no Node for the console: `make .venv/.node` gets one.", file=sys.stderr)
        return 1
    command, environment = found

    def run(*arguments: str) -> bool:
        return subprocess.run([*command, *arguments], cwd=ROOT / CONSOLE, env=environment, check=False).returncode == 0

    locked = digest(tree, iter(LOCKED))
    if not _done(PACKAGES, locked):
        print("Setting up console/node_modules/ (once): what the console is built with …", flush=True)
        if not run("ci", "--silent", "--no-fund", "--no-audit"):
            return 1
        _stamp(PACKAGES, locked)
    if step == "build":
        print("Building the console (once) …", flush=True)
    if not run("run", "--silent", step):
        return 1
    _stamp(STAMPS[step], wanted)
    return 0


def _done(stamp: Path, wanted: str) -> bool:
    path = ROOT / stamp
    return path.is_file() and path.read_text(encoding="utf-8") == wanted


def _stamp(stamp: Path, wanted: str) -> None:
    (ROOT / stamp).write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] not in (["build"], ["check"]):
        sys.exit("Say `python -m tools.console build` or `check`.")
    sys.exit(main(sys.argv[1]))
