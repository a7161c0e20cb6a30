"""Which fields of a fact are head and which are body, read once per class from its annotations."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, get_args, get_origin, get_type_hints

from handrail_server.core.basics.facts import BODY

_OF_EVERY_FACT = frozenset({"by", "at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The names and types of a fact's own fields, beside `by` and `at`, in the order of declaration."""

    head: dict[str, object]
    body: dict[str, object]


_known: dict[type, Shape] = {}  # classes are few and live for ever; `functools.cache` has no type for them


def shape(fact: type) -> Shape:
    """The shape of a class of facts."""
    known = _known.get(fact)
    if known is None:
        known = _known[fact] = _read(fact)
    return known


def _read(fact: type) -> Shape:
    hints = get_type_hints(fact, include_extras=True)
    own = {field.name: hints[field.name] for field in fields(fact) if field.name not in _OF_EVERY_FACT}
    return Shape(
        head={name: hint for name, hint in own.items() if not _is_body(hint)},
        body={name: hint for name, hint in own.items() if _is_body(hint)},
    )


def _is_body(hint: object, within: frozenset[type] = frozenset()) -> bool:
    """Whether the mark is on the hint or anywhere inside it: a field that holds content is content as a whole."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        return BODY in marks or _is_body(inner, within)
    if isinstance(hint, type) and is_dataclass(hint) and hint not in within:
        return any(_is_body(of, within | {hint}) for of in get_type_hints(hint, include_extras=True).values())
    return any(_is_body(part, within) for part in get_args(hint))
