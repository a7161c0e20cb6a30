"""Cells of an imported file made into values; what cannot be read is a fault with its field and its remedy."""

from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Final, TypeVar

from handrail_server.core.basics.errors import Invalid
from handrail_server.house.outside import check_zone
from handrail_server.ports.importing import Fault, Row

T = TypeVar("T")

FAULT_LIMIT: Final = 1_000
TEXT_LIMIT: Final = 500
_YES: Final = frozenset({"yes", "true", "1"})
_NO: Final = frozenset({"no", "false", "0"})


class _Unreadable(Exception):
    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


class Cells:
    """One row being read. Each reader gives the default where the cell is absent or wrong; see `faults` afterwards."""

    def __init__(self, row: Row, columns: Collection[str], *, needs: Collection[str]) -> None:
        self._row = row
        self.faults: list[Fault] = []
        for name in row.values:
            if name not in columns:
                self.wrong(name, "There is no such field.", _near(name, columns))
        for name in needs:
            if name not in row.values:
                self.wrong(name, "It is missing.", "Every row has it.")

    def wrong(self, field: str | None, message: str, fix: str) -> None:
        """Something is wrong with the row."""
        self.faults.append(Fault(line=self._row.line, field=field, message=message, fix=fix))

    def text(self, name: str, default: str) -> str:
        """A line of text."""
        return self._read(name, default, _text)

    def maybe(self, name: str, default: str | None) -> str | None:
        """A line of text, where there is one."""
        return self._read(name, default, _text)

    def texts(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Several names: a list, or text with `;` between them."""
        return self._read(name, default, _texts)

    def levels(self, name: str, default: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        """Skills with their levels: an object, or text such as `billing=7;french=4`."""
        return self._read(name, default, _levels)

    def whole(self, name: str, default: int) -> int:
        """A whole number that is not negative."""
        return self._read(name, default, _whole)

    def zone(self, name: str, default: str) -> str:
        """A time zone."""
        return self._read(name, default, _zone)

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        return self._read(name, default, _flag)

    def _read(self, name: str, default: T, read: Callable[[object], T]) -> T:
        if name not in self._row.values:
            return default
        try:
            return read(self._row.values[name])
        except _Unreadable as wrong:
            self.wrong(name, str(wrong), wrong.fix)
            return default


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise _Unreadable("This is no text.", "Write a line of text.")
    written = str(value).strip()
    if len(written) > TEXT_LIMIT:
        raise _Unreadable(f"It is longer than {TEXT_LIMIT} characters.", "Shorten it.")
    if "\0" in written or any("\ud800" <= letter <= "\udfff" for letter in written):
        raise _Unreadable("It holds a NUL character or a lone surrogate.", "Save the file as UTF-8 text.")
    return written


def _zone(value: object) -> str:
    zone = _text(value)
    try:
        check_zone(zone)
    except Invalid as unknown:
        raise _Unreadable(unknown.message, unknown.fix or "Correct it.") from None
    return zone


def _texts(value: object) -> tuple[str, ...]:
    parts = [part for part in value.split(";") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise _Unreadable("This is no list.", "Put `;` between the names.")
    return tuple(dict.fromkeys(_text(part) for part in parts))


def _levels(value: object) -> tuple[tuple[str, int], ...]:
    if isinstance(value, dict):
        return tuple(sorted((_text(name), _whole(level)) for name, level in value.items()))
    pairs = [part.partition("=") for part in _texts(value)]
    return tuple(sorted((_text(name), _whole(level.strip())) for name, _, level in pairs))


def _whole(value: object) -> int:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise _Unreadable("This is no whole number.", "Write digits only.")


def _flag(value: object) -> bool:
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        raise _Unreadable("This is neither yes nor no.", "Write yes or no.")
    return word in _YES


def _near(name: str, columns: Collection[str]) -> str:
    near = get_close_matches(name, columns, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Fields: {', '.join(columns)}."
