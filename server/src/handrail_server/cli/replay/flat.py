"""Conversations from one turn a row, CSV or JSON lines: a column map says which column is what."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from handrail_server.cli.replay.jsonl import conversation, numbered, objects
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.errors import Invalid

FIELDS: Final = (
    "conversation", "role", "text", "name", "args", "at", "confidence", "topic", "channel", "customer", "language",
    "needed", "handoff", "label3",
)  # fmt: skip
_OF_CONVERSATION: Final = ("channel", "customer", "language")
_NUMBERS: Final = ("confidence", "handoff", "label3")
_TRUE: Final = ("1", "true", "yes", "y")


def column_map(text: str | None) -> dict[str, str]:
    """`field=column,…` as a map; without it a column is what its name says. Raises `Invalid`."""
    columns = {field: field for field in FIELDS}
    for pair in filter(None, (text or "").split(",")):
        field, _, column = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not column:
            raise Invalid(f"`{pair}` maps no field to a column.", fix=f"Fields are {', '.join(FIELDS)}.")
        columns[field] = column
    return columns


def csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of a CSV with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def flat_conversations(path: Path, columns: Mapping[str, str]) -> Iterator[Recorded]:
    """The rows' conversations."""
    return (conversation(number, row) for number, row in flat_rows(path, columns))


def flat_rows(path: Path, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, object]]]:
    """Each conversation as one row, with the line on which it begins, in that order.

    A row without a role is the customer's.
    """
    rows = csv_rows(path) if path.suffix.lower() == ".csv" else objects(numbered(path))
    gathered: dict[str, list[tuple[int, dict[str, object]]]] = {}
    for number, row in rows:
        name = row.get(columns["conversation"])
        if name in (None, ""):
            raise Invalid(
                f"Line {number} has nothing in the column `{columns['conversation']}`.",
                fix="Map it: --columns conversation=<column>.",
            )
        fields = {field: row[column] for field, column in columns.items() if row.get(column) not in (None, "")}
        gathered.setdefault(str(name), []).append((number, fields))
    for name, turns in gathered.items():
        yield turns[0][0], _gathered(name, turns)


def _gathered(name: str, turns: Sequence[tuple[int, dict[str, object]]]) -> dict[str, object]:
    first = turns[0][1]
    row: dict[str, object] = {field: str(first[field]) for field in _OF_CONVERSATION if field in first}
    if any("needed" in fields for _, fields in turns):
        needed = [str(fields.get("needed", "")).lower() in _TRUE for _, fields in turns]
        row |= {"needed": any(needed), "needed_turn": needed.index(True) if any(needed) else None}
    said = [
        {"role": "customer"} | {field: _number(field, value) for field, value in fields.items()} for _, fields in turns
    ]
    return row | {"id": name, "turns": said}


def _number(field: str, value: object) -> object:
    if field not in _NUMBERS or not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if field != "confidence" else number
