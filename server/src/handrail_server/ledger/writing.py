"""Facts as canonical JSON, fast: one plan a class, made from its types, and msgspec's encoder.

`canonical` walks every value; nearly all of a fact's are text, small numbers and enums by their declared types, which
need no walk. What the plan cannot vouch for (a huge number, a NUL, a lone surrogate) is left to `canonical`, which
writes or refuses it; both write the same bytes, which a property test holds them to.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from math import isfinite
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from handrail_server.core.basics.canonical import Refused, canonical, decimal_text, plain

Value = object
Plan = Callable[[Value], Value]
"""Turns a value of a known type into JSON's own types; None stands for a type that needs no turning."""

_encode = msgspec.json.Encoder(order="sorted").encode
_NUL: Final = rb"\u0000"
_LARGE: Final = re.compile(rb"[:,\[]-?\d{16}")
"""A number that may be too large; the digits of a hash follow a quotation mark."""
_FOREIGN_KEY: Final = re.compile(rb'[^\x00-\x7f][^"]*":')
"""A key beyond ASCII: the order of keys is UTF-16's."""
_AS_IT_IS: Final = (str, int, bool, NoneType)
_readers: dict[tuple[type, tuple[str, ...] | None], "_Reader"] = {}


def score_text(score: float) -> str:
    """A score as heads write it: four decimals, never `-0.0000`."""
    text = f"{score:.4f}"
    if text in ("nan", "inf", "-inf"):
        raise Refused("A score is not finite.", "Give a finite score.")
    return "0.0000" if text == "-0.0000" else text


def written(value: dict[str, object] | list[object]) -> bytes:
    """The canonical JSON of an object or array whose values `turned` has made plain."""
    try:
        text = _encode(value)
        if not _is_doubtful(text):
            return text
    except (TypeError, ValueError, OverflowError):
        pass  # what JSON does not know, or a lone surrogate: `canonical` names its path
    return canonical(value, convert=convert)


def _is_doubtful(text: bytes) -> bool:
    """Whether it must be walked; three looks, since one expression for all of them takes four times as long."""
    if _NUL in text or _LARGE.search(text):
        return True
    return not text.isascii() and _FOREIGN_KEY.search(text) is not None


def turned(of: type, value: object, names: tuple[str, ...] | None = None) -> dict[str, object]:
    """A dataclass's fields (those of `names`, or all) in JSON's own types."""
    reader = _readers.get((of, names))
    if reader is None:
        reader = _readers[of, names] = _Reader(of, names)
    return reader.read(value)


class _Odd:
    """A value that has no place in a fact. The encoder, which would write many such in its own way, refuses this."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class _Reader:
    """Reads some fields of a class in one go, and turns those that need it."""

    __slots__ = ("_fields", "_names", "_turning")

    def __init__(self, of: type, names: tuple[str, ...] | None) -> None:
        plans = _plan_class(of)
        self._names = tuple(plans) if names is None else names
        self._fields: Callable[[object], tuple[object, ...]] = _all_of(self._names)
        self._turning = tuple((name, plan) for name in self._names if (plan := plans[name]) is not None)

    def read(self, value: object) -> dict[str, object]:
        result = dict(zip(self._names, self._fields(value), strict=True))
        for name, plan in self._turning:
            part = result[name]
            if part is not None:
                result[name] = plan(part)
        return result


def _all_of(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What reads all these attributes, as a tuple however many they are."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def convert(value: object) -> object:
    """Any value of a fact in JSON's own types, one level at a time."""
    if isinstance(value, _Odd):
        value = value.value
    if isinstance(value, float) and not isinstance(value, Enum):
        return score_text(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return plain(value)


def _plan_class(of: type) -> dict[str, Plan | None]:
    hints = get_type_hints(of, include_extras=True)
    return {field.name: _plan(hints[field.name]) for field in fields(of)}


def _plan(hint: object) -> Plan | None:
    origin = get_origin(hint)
    if origin is Annotated:
        return _plan(get_args(hint)[0])
    if origin in (Union, UnionType):
        plans = [plan for part in get_args(hint) if part is not NoneType for plan in (_plan(part),)]
        return None if all(plan is None for plan in plans) else plans[0] if len(plans) == 1 else _turn_any
    if origin is tuple:
        inner = _plan(get_args(hint)[0])
        return None if inner is None else lambda values: _turn_each(inner, values)
    if isinstance(hint, type):
        return _plan_type(hint)
    supertype = getattr(hint, "__supertype__", None)
    return _plan(supertype) if supertype is not None else _turn_any


def _plan_type(of: type) -> Plan | None:
    if is_dataclass(of):
        return lambda value: turned(of, value)
    if issubclass(of, _AS_IT_IS):
        return None
    if of is float:
        return _turn_any
    if of is Decimal:
        return _turn_decimal
    return _turn_any


def _turn_decimal(value: object) -> object:
    try:
        return decimal_text(value) if isinstance(value, Decimal) else _turn_any(value)
    except Refused:
        return _Odd(value)


def _turn_each(inner: Plan, values: object) -> object:
    assert isinstance(values, tuple | list)
    return [value if value is None else inner(value) for value in values]


def _turn_any(value: object) -> object:
    """A value that its declared type says too little about."""
    if isinstance(value, str) or value is None or type(value) in (bool, int):
        return value
    if type(value) is float:
        return score_text(value) if isfinite(value) else _Odd(value)
    if isinstance(value, Decimal):
        return _turn_decimal(value)
    if isinstance(value, dict):
        return {key: _turn_any(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_turn_any(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return turned(type(value), value)
    return value.value if isinstance(value, Enum) else _Odd(value)
