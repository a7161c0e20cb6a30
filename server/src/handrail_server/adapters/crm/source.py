"""The rows of a file with the line each begins on: CSV with a header, a JSON array, or one JSON object a line."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Final

from handrail_server.ports.importing import Fault, Row

ROW_LIMIT: Final = 200_000


def rows(content: str) -> Iterator[Row | Fault]:
    """Every row, or what is wrong in its place; the shape is told by the first character."""
    whole = content.removeprefix("\ufeff")
    start = whole.lstrip()[:1]
    if not start:
        return iter((Fault(line=1, message="The file is empty.", fix="Write a header and rows, or JSON objects."),))
    if start == "[":
        return _array(whole)
    return _lines(whole) if start == "{" else _table(whole)


def _table(content: str) -> Iterator[Row | Fault]:
    reader = csv.reader(StringIO(content, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if len(set(header)) != len(header):
            yield Fault(line=1, message="A column is named twice.", fix="Rename or remove one.")
            return
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield _cells(header, cells, line)
    except csv.Error as wrong:
        yield Fault(line=reader.line_num, message=f"This is no CSV: {wrong}.", fix="Check the quotation marks.")


def _cells(header: list[str], cells: list[str], line: int) -> Row | Fault:
    if len(cells) != len(header):
        message = f"There are {len(cells)} fields where the header has {len(header)}."
        return Fault(line=line, message=message, fix="Put quotation marks around a field that holds a comma.")
    return Row(line=line, values={name: cell for name, cell in zip(header, cells, strict=True) if cell.strip()})


def _lines(content: str) -> Iterator[Row | Fault]:
    for line, written in enumerate(content.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            yield _object(json.loads(written), line)
        except (ValueError, RecursionError):
            yield Fault(line=line, message="This is no JSON object.", fix="Write one object on each line.")


def _array(content: str) -> Iterator[Row | Fault]:
    """Element by element, so that each is known by the line it begins on, and a fault hides nothing before it."""
    decoder, at, line = json.JSONDecoder(), content.index("[") + 1, 1
    counted = 0
    while True:
        at = _past(content, at, " \t\r\n")
        if content[at : at + 1] == "]":
            return
        line, counted = line + content.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(content, at)
        except (ValueError, RecursionError):
            yield Fault(line=line, message="This is no JSON.", fix="Check commas, quotation marks and brackets.")
            return
        yield _object(value, line)
        at = _past(content, at, " \t\r\n")
        if content[at : at + 1] not in {",", "]"}:
            yield Fault(
                line=line, message="What follows is neither `,` nor `]`.", fix="Put a comma between two objects."
            )
            return
        at += content[at] == ","


def _past(content: str, at: int, skipped: str) -> int:
    while content[at : at + 1] and content[at] in skipped:
        at += 1
    return at


def _object(value: object, line: int) -> Row | Fault:
    if not isinstance(value, dict):
        return Fault(line=line, message="This is no JSON object.", fix="Write objects with named fields.")
    return Row(line=line, values={name: part for name, part in value.items() if part is not None})
