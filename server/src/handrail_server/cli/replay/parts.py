"""A file of one conversation a line in parts: whoever works on one reads its own bytes, and nobody holds the file."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Final

from handrail_server.cli.replay.files import is_flat, there
from handrail_server.cli.replay.flat import column_map, flat_rows
from handrail_server.cli.replay.jsonl import conversation, objects
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.errors import Unavailable

PART: Final = 262_144
"""Bytes; the lines in it take most of a second to judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Whole lines of a file."""

    path: str
    start: int
    end: int
    first: int
    """The number of its first line."""
    lines: int


@contextmanager
def parted(
    path: Path, columns: str | None = None, limit: int | None = None, *, size: int = PART
) -> Iterator[Sequence[Part]]:
    """The file's parts, up to its first `limit` conversations with words in them.

    A file of one turn a row is gathered first, into a file of one conversation a line that is gone afterwards.
    """
    there(path)
    if not is_flat(path, columns):
        yield _upto(_parts(path, size), limit)
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as gathered:
        for number, row in flat_rows(path, column_map(columns)):
            conversation(number, row)  # says by the file's own lines what is wrong
            gathered.write(json.dumps(row) + "\n")
        gathered.flush()
        yield _upto(_parts(Path(gathered.name), size), limit)


def read(part: Part) -> Iterator[Recorded]:
    """The part's conversations with words in them; raises `Invalid` by line, `Unavailable` where it has changed."""
    return (each for _, each in _numbered(part) if each.turns)


def _numbered(part: Part) -> Iterator[tuple[int, Recorded]]:
    for number, row in objects(enumerate(_lines(part), start=part.first)):
        yield number, conversation(number, row)


def _lines(part: Part) -> Sequence[bytes]:
    try:
        with Path(part.path).open("rb") as file:
            file.seek(part.start)
            lines = list(BytesIO(file.read(part.end - part.start)))
    except OSError as error:
        raise Unavailable(
            f"{part.path} cannot be read here: {error.strerror}.",
            fix="Every worker reads the file by itself: put it where each machine has it under this name.",
        ) from None
    if len(lines) != part.lines or sum(map(len, lines)) != part.end - part.start:
        raise Unavailable(f"{part.path} is not the same file any more.", fix="Let nobody write to it meanwhile.")
    return lines


def _parts(path: Path, size: int) -> Iterator[Part]:
    start, line = 0, 1
    with path.open("rb") as file:
        while block := file.read(size):
            block += file.readline()
            lines = block.count(b"\n") + (not block.endswith(b"\n"))
            yield Part(path=str(path.absolute()), start=start, end=start + len(block), first=line, lines=lines)
            start, line = start + len(block), line + lines


def _upto(parts: Iterator[Part], limit: int | None) -> list[Part]:
    if limit is None:
        return list(parts)
    found: list[Part] = []
    for part in parts:
        spoken = [number for number, each in _numbered(part) if each.turns]
        if len(spoken) < limit:
            limit -= len(spoken)
            found.append(part)
            continue
        lines = _lines(part)[: spoken[limit - 1] - part.first + 1]
        return [*found, replace(part, end=part.start + sum(map(len, lines)), lines=len(lines))]
    return found
