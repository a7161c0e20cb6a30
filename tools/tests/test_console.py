"""The console is built once for one state of its sources, with a Node that can."""

from pathlib import Path

import pytest

from tools.console import digest, sources
from tools.node import fits
from tools.tree import Tree


def _console(root: Path) -> Tree:
    (root / "contract").mkdir()
    (root / "contract/openapi.json").write_text("{}")
    (root / "console/src/api").mkdir(parents=True)
    (root / "console/src/main.tsx").write_text("start();")
    return Tree(root)


def test_what_the_console_is_built_from_changes_its_digest(tmp_path: Path) -> None:
    tree = _console(tmp_path)
    digests = [digest(tree, sources(tree))]
    for path in ("console/src/main.tsx", "contract/openapi.json", "console/index.html"):
        (tmp_path / path).write_text(f"{path} is another")
        digests.append(digest(tree, sources(tree)))
    (tmp_path / "console/src/main.tsx").rename(tmp_path / "console/src/begin.tsx")
    digests.append(digest(tree, sources(tree)))
    assert len(set(digests)) == len(digests)


def test_what_is_made_from_the_sources_does_not_change_their_digest(tmp_path: Path) -> None:
    tree = _console(tmp_path)
    before = digest(tree, sources(tree))
    (tmp_path / "console/src/api/contract.d.ts").write_text("export interface paths {}")
    (tmp_path / "console/node_modules").mkdir()
    (tmp_path / "console/node_modules/react.js").write_text("x")
    assert digest(tree, sources(tree)) == before


@pytest.mark.parametrize(
    ("version", "can"),
    [
        ("v18.20.4", False),
        ("v20.18.1", False),
        ("v20.19.0", True),
        ("v20.20.2", True),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.19.0", True),
        ("", False),
    ],
)
def test_a_node_that_lacks_what_vite_needs_is_not_taken(version: str, can: bool) -> None:  # noqa: FBT001
    assert fits(version) is can
