"""Which reader a file takes."""

from itertools import islice
from pathlib import Path

from handrail_server.cli.replay.flat import column_map, flat_conversations
from handrail_server.cli.replay.jsonl import conversation, numbered, objects
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.errors import Invalid, NotFound


def recorded(path: Path, columns: str | None = None, limit: int | None = None) -> list[Recorded]:
    """The file's conversations (the first `limit`), those without words left out; raises `Invalid` by line."""
    there(path)
    if is_flat(path, columns):
        found = flat_conversations(path, column_map(columns))
    else:
        found = (conversation(number, row) for number, row in objects(numbered(path)))
    spoken = list(islice((each for each in found if each.turns), limit))
    if not spoken:
        raise nothing_in(path)
    return spoken


def there(path: Path) -> None:
    """Raises `NotFound` where there is no such file."""
    if not path.is_file():
        raise NotFound(f"data not found: {path}", fix="Name a file of recorded conversations.")


def is_flat(path: Path, columns: str | None) -> bool:
    """Whether it has one turn a row."""
    return path.suffix.lower() == ".csv" or columns is not None


def nothing_in(path: Path) -> Invalid:
    """Nobody says anything in the file."""
    return Invalid(f"{path} has no conversation with words in it.", fix="See docs/guides/replay.md for the formats.")
