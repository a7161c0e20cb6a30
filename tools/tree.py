"""The files of this repository, as a clone has them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"node_modules", "build", "dist", "data", "__pycache__"}


def files(*suffixes: str, under: str = ".") -> Iterator[Path]:
    """Our files with one of these suffixes, as paths from the root, in order; hidden and built folders left out."""
    for path in sorted((ROOT / under).rglob("*")):
        inside = path.relative_to(ROOT)
        if path.is_file() and path.suffix in suffixes and not any(_left_out(part) for part in inside.parts[:-1]):
            yield inside


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _left_out(folder: str) -> bool:
    return folder in NOT_OURS or folder.startswith(".") or folder.endswith(".egg-info")
