"""Reading the results of others: objects or decoded JSON, nothing of which may be trusted to be there."""

from collections.abc import Iterable, Mapping
from enum import Enum
from math import isfinite


def read(thing: object, *names: str) -> object:
    """The first of these fields that is there, of a mapping or of an object; else None."""
    for name in names:
        found = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
        if found is not None:
            return found
    return None


def each(thing: object) -> tuple[object, ...] | None:
    """The members of a list; None where it is none. A text and a mapping are not lists of results."""
    if isinstance(thing, str | bytes | Mapping) or not isinstance(thing, Iterable):
        return None
    return tuple(thing)


def mapping(thing: object) -> dict[str, object] | None:
    """A mapping with names for keys; None where it is none."""
    return {str(name): value for name, value in thing.items()} if isinstance(thing, Mapping) else None


def number(thing: object) -> float | None:
    """A finite number; a truth value is none."""
    if isinstance(thing, bool) or not isinstance(thing, int | float):
        return None
    return float(thing) if isfinite(thing) else None


def word(thing: object) -> str | None:
    """A text, or the value of an enumeration's member."""
    value = thing.value if isinstance(thing, Enum) else thing
    return value if isinstance(value, str) else None
