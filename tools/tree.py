"""The files of a repository, as a clone has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_OURS = {"node_modules", "build", "dist", "data", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Tree:
    """A repository at `root`; its paths are told from there."""

    root: Path

    def files(self, *suffixes: str, under: Path = Path()) -> Iterator[Path]:
        """Files with one of these suffixes, in order; hidden, fetched and built folders left out."""
        for path in sorted((self.root / under).rglob("*")):
            inside = path.relative_to(self.root)
            if path.suffix in suffixes and path.is_file() and not any(_left_out(part) for part in inside.parts[:-1]):
                yield inside

    def text(self, path: Path) -> str:
        return (self.root / path).read_text(encoding="utf-8")


def _left_out(folder: str) -> bool:
    return folder in NOT_OURS or folder.startswith(".") or folder.endswith(".egg-info")
