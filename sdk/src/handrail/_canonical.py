"""Tool arguments as JSON that means the same on every machine, and their digest.

The rules are the server's: RFC 8785 on text, whole numbers within ±(2^53 - 1), booleans, null, arrays and objects; a
decimal is text. The shared vectors in `sdk/tests/canonical_vectors.json` keep both sides alike.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final

MAX_SAFE_INTEGER: Final = 2**53 - 1
_MAX_EXPONENT: Final = 400
_MAX_DEPTH: Final = 64

_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def as_json(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments as the server keeps them: a Decimal is text as written; a float is a whole number or its
    shortest decimal text; objects are in canonical order. Raises `TypeError` or `ValueError` for what JSON lacks.
    """
    return _object(arguments, _MAX_DEPTH)


def digest(arguments: Mapping[str, object]) -> str:
    """The SHA-256 of the canonical form, in hexadecimal: what an approval is bound to."""
    return hashlib.sha256(_write(as_json(arguments)).encode()).hexdigest()


def _value(value: object, depth: int) -> object:
    if isinstance(value, Enum):
        return _value(value.value, depth)
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if depth == 0:
        raise ValueError(f"The arguments are nested deeper than {_MAX_DEPTH}.")
    if isinstance(value, Mapping):
        return _object(value, depth - 1)
    if isinstance(value, list | tuple):
        return [_value(item, depth - 1) for item in value]
    raise TypeError(f"A {type(value).__name__} is no tool argument; use text, numbers, lists and objects.")


def _object(value: Mapping[str, object], depth: int) -> dict[str, object]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("The name of an argument is not text.")
    ordered = sorted(value, key=lambda key: _text(key).encode("utf-16-be"))
    return {key: _value(value[key], depth) for key in ordered}


def _text(value: str) -> str:
    if "\0" in value:
        raise ValueError("The text holds a NUL character.")
    value.encode()  # raises UnicodeEncodeError, a ValueError, for a lone surrogate
    return value


def _number(value: float | Decimal) -> int | str:
    if isinstance(value, Decimal):
        return _plain(value)
    if not isinstance(value, int):
        return _shortest(Decimal(repr(value)))
    return value if abs(value) <= MAX_SAFE_INTEGER else _plain(Decimal(value))


def _shortest(number: Decimal) -> int | str:
    text = _plain(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return int(text) if "." not in text and abs(number) <= MAX_SAFE_INTEGER else text


def _plain(value: Decimal) -> str:
    if not value.is_finite() or abs(value.adjusted()) > _MAX_EXPONENT:
        raise ValueError("The number is not finite, or far too large or small.")
    return format(value, "f")
