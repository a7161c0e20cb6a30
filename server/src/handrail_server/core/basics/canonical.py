"""One way to write a value as bytes, so that a digest means the same on every machine and for ever.

RFC 8785 on the part of JSON that facts and approvals use: text, whole numbers within ±(2^53 - 1), booleans, null,
arrays and objects. Decimals are written as strings. Floats are refused, since two languages rarely print one alike.
NUL and lone surrogates are refused, since some store or client downstream would change or drop them.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Final

from handrail_server.core.basics.errors import Invalid

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493)."""
MAX_DEPTH: Final = 64
_MAX_EXPONENT: Final = 400
"""Beyond any float; it keeps a short `1E+1000000` from being written out as a million digits."""

Convert = Callable[[object], object]
"""Turns a value that JSON does not know into one that it does; raises `Refused` where there is none."""

_write = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")).encode


class Refused(Exception):
    """A value that has no canonical form; the containers around it add their part of the path as it rises."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix
        self.path: list[str] = []


def canonical(value: object, *, field: str = "", convert: Convert | None = None) -> bytes:
    """The canonical JSON of `value` in UTF-8; raises `Invalid` naming the path, below `field`, of what has none."""
    try:
        return _write(_accept(value, convert or plain, MAX_DEPTH)).encode()
    except Refused as refused:
        raise _invalid(refused, field) from None


def digest(value: object, *, field: str = "") -> str:
    """The SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value, field=field)).hexdigest()


def from_json_arguments(arguments: Mapping[str, object], *, field: str = "arguments") -> dict[str, object]:
    """A tool's parsed JSON arguments as a value that `canonical` accepts.

    A number that is whole and safe becomes an integer (12.0 is 12, as RFC 8785 has it); every other number becomes its
    shortest plain decimal string (12.50 is "12.5"), whether it was parsed as a float, a Decimal or a large integer.
    """
    try:
        return _object(dict(arguments), _json_number, MAX_DEPTH - 1)
    except Refused as refused:
        raise _invalid(refused, field) from None


def plain(value: object) -> object:
    """The JSON value that stands for a decimal or an enum's member."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, float):
        raise Refused("A float has no canonical form.", 'Send a decimal as a string, such as "12.5".')
    if isinstance(value, int):
        raise Refused("The whole number is beyond ±(2^53 - 1).", "Send it as a string.")
    raise Refused(f"A {type(value).__name__} has no canonical form.", "Use text, whole numbers, arrays and objects.")


def decimal_text(value: Decimal) -> str:
    """A decimal in plain notation, its trailing zeros kept: an amount of 12.50 stays "12.50"."""
    if not value.is_finite() or abs(value.adjusted()) > _MAX_EXPONENT:
        raise Refused("The number is not finite, or far too large or small.", "Send a number of ordinary size.")
    return format(value, "f")


def _json_number(value: object) -> object:
    if isinstance(value, float):
        return _shortest(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return _shortest(value)
    if isinstance(value, int) and value.bit_length() <= 3 * _MAX_EXPONENT:
        return str(value)
    return plain(value)


def _shortest(number: Decimal) -> int | str:
    text = decimal_text(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole = "." not in text and abs(number) <= MAX_SAFE_INTEGER
    return int(text) if whole else text


def _invalid(refused: Refused, field: str) -> Invalid:
    path = (field + "".join(reversed(refused.path))).removeprefix(".")
    return Invalid(str(refused), field=path or None, fix=refused.fix)


def _accept(value: object, convert: Convert, depth: int) -> object:
    """`value` in JSON's own types, its objects in canonical order."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
        return value
    if depth == 0:
        raise Refused(f"The value is nested deeper than {MAX_DEPTH}.", "Flatten it.")
    if isinstance(value, dict):
        return _object(value, convert, depth - 1)
    if isinstance(value, list | tuple):
        return _array(value, convert, depth - 1)
    return _accept(convert(value), convert, depth - 1)


def _text(value: str) -> str:
    if "\0" in value:
        raise Refused("The text holds a NUL character.", "Remove it.")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Refused("The text holds a lone surrogate.", "Send well-formed Unicode.") from None
    return value


def _object(value: Mapping[str, object], convert: Convert, depth: int) -> dict[str, object]:
    accepted: dict[str, object] = {}
    key = ""
    try:
        for key in _ordered(value):
            accepted[key] = _accept(value[key], convert, depth)
    except Refused as refused:
        refused.path.append(f".{key}" if key else "")
        raise
    return accepted


def _ordered(value: Mapping[str, object]) -> list[str]:
    """The keys by UTF-16 code units, which differs from Python's order only beyond ASCII."""
    try:
        together = "".join(value)
    except TypeError:
        raise Refused("An object's key is not text.", "Use text for keys.") from None
    if _text(together).isascii():
        return sorted(value)
    return sorted(value, key=lambda key: key.encode("utf-16-be"))


def _array(value: list[object] | tuple[object, ...], convert: Convert, depth: int) -> list[object]:
    accepted: list[object] = []
    try:
        for item in value:
            accepted.append(_accept(item, convert, depth))  # noqa: PERF401  # its length is the index at fault
    except Refused as refused:
        refused.path.append(f"[{len(accepted)}]")
        raise
    return accepted
