"""Which reader a file takes."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from handrail_server.cli.replay.flat import column_map, flat_conversations
from handrail_server.cli.replay.jsonl import conversation, objects
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.errors import Invalid, NotFound


def recorded(path: Path, columns: str | None = None, limit: int | None = None) -> list[Recorded]:
    """The file's conversations (the first `limit`), those without words left out; raises `Invalid` by line."""
    spoken = list(streamed(path, columns, limit))
    if not spoken:
        raise nothing_in(path)
    return spoken


def streamed(path: Path, columns: str | None = None, limit: int | None = None) -> Iterator[Recorded]:
    """The same, one after the other: of one conversation a line no more than one is held."""
    if not path.is_file():
        raise NotFound(f"data not found: {path}", fix="Name a file of recorded conversations.")
    if _is_flat(path, columns):
        found = flat_conversations(path, column_map(columns))
    else:
        found = (conversation(number, row) for number, row in objects(path))
    return islice((each for each in found if each.turns), limit)


def lines_of(path: Path, columns: str | None = None) -> int | None:
    """How many conversations there are at most; None where a line is no conversation, and they must be read first."""
    if _is_flat(path, columns):
        return None
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def nothing_in(path: Path) -> Invalid:
    """Nobody says anything in the file."""
    return Invalid(f"{path} has no conversation with words in it.", fix="See docs/guides/replay.md for the formats.")


def _is_flat(path: Path, columns: str | None) -> bool:
    return path.suffix.lower() == ".csv" or columns is not None
