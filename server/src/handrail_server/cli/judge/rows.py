"""The lines of a file of labelled turns, and their fields: what is missing or odd is told with line and field."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handrail_server.core.basics.errors import Invalid, NotFound

_YES: Final = {"1", "true", "yes"}
_NO: Final = {"0", "false", "no", "", "none", "null"}


@dataclass(frozen=True, slots=True)
class Row:
    """One object of the file, or one part of it (`turns[3]`)."""

    line: int
    values: Mapping[str, object]
    path: str = ""

    def wrong(self, field: str, what: str, fix: str) -> Invalid:
        """The error that names line and field."""
        where = f"{self.path}.{field}" if self.path else field
        return Invalid(f"Line {self.line}, `{where}`: {what}", field=where, fix=fix)

    def has(self, field: str) -> bool:
        """Whether it stands there, and is not null."""
        return self.values.get(field) is not None

    def text(self, *names: str) -> str:
        """The first of these fields that is there; it must be text."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str):
                return value
            if value is not None:
                raise self.wrong(name, "is no text.", "Write it as a JSON string.")
        raise self.wrong(names[0], "is missing.", "Each line needs the words, as a JSON string.")

    def word(self, field: str, default: str | None = None) -> str:
        """A label in words or numbers, as text; `default` where it is missing or null."""
        value = self.values.get(field)
        if value is None:
            if default is None:
                raise self.wrong(field, "is missing.", "Give each line its label.")
            return default
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.wrong(field, "is no label.", "Write a word or a number.")
        return str(value).strip()

    def yes(self, field: str, *, default: bool | None = None) -> bool:
        """0 or 1, true or false."""
        value = self.values.get(field)
        if value is None and default is not None:
            return default
        if value is None:
            raise self.wrong(field, "is missing.", "Write 0 or 1.")
        plain = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip().lower()
        if plain in _YES or plain in _NO:
            return plain in _YES
        raise self.wrong(field, f"is {plain[:20]!r}.", "Write 0 or 1.")

    def number(self, field: str) -> int:
        """A whole number."""
        value = self.values.get(field)
        if isinstance(value, str) and value.strip().lstrip("-").isdigit():
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(field, "is missing." if value is None else "is no whole number.", "Write a whole number.")
        return value

    def one_of(self, field: str, known: Collection[str]) -> str:
        """A label of a closed set."""
        word = self.word(field).lower()
        if word not in known:
            raise self.wrong(field, f"is {word[:20]!r}.", f"Write one of: {', '.join(sorted(known))}.")
        return word

    def rows(self, field: str) -> list["Row"]:
        """A list of objects."""
        found: list[Row] = []
        for index, value in enumerate(self.items(field)):
            if not isinstance(value, dict):
                raise self.wrong(f"{field}[{index}]", "is no JSON object.", "Write a list of objects.")
            found.append(Row(self.line, value, f"{self.path}.{field}[{index}]".lstrip(".")))
        return found

    def items(self, field: str) -> Sequence[object]:
        """A list of anything."""
        value = self.values.get(field)
        if not isinstance(value, list):
            raise self.wrong(field, "is missing." if value is None else "is no list.", "Write a JSON list.")
        return value


def rows_of(path: Path) -> list[Row]:
    """All lines of a file; empty ones are passed over, as are a byte order mark and Windows' line ends."""
    if not path.is_file():
        raise NotFound(f"data not found: {path}", fix="Name a file of JSON lines.")
    found: list[Row] = []
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            found.append(Row(number, _object(number, line)))
    if not found:
        raise Invalid(f"{path} is empty.", fix="Write one JSON object a line.")
    return found


def _lines(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return list(lines)
    except UnicodeDecodeError as error:
        raise Invalid(f"{path} is not UTF-8: {error}.", fix="Save the file as UTF-8.") from None


def _object(number: int, line: str) -> dict[str, object]:
    try:
        value: object = json.loads(line)
    except ValueError as error:
        raise Invalid(f"Line {number} is not JSON: {error}.", fix="Write one JSON object a line.") from None
    if not isinstance(value, dict):
        raise Invalid(f"Line {number} is no JSON object.", fix="Write one JSON object a line.")
    return value
