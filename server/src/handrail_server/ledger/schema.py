"""contract/facts.schema.json: every fact's head and body as JSON Schema, generated from the facts' classes.

A record's head is an instance of the schema itself; the content of fact `X` is one of `#/$defs/X.body`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from handrail_server.core.basics.actors import ActorKind, Authenticated
from handrail_server.core.basics.canonical import MAX_SAFE_INTEGER
from handrail_server.core.basics.facts import Fact, SubjectKind
from handrail_server.ledger.record import FORMAT
from handrail_server.ledger.shape import shape

Schema = dict[str, object]

_HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": -MAX_SAFE_INTEGER, "maximum": MAX_SAFE_INTEGER}
_SCALARS: dict[object, Schema] = {
    str: _TEXT,
    int: _WHOLE,
    bool: {"type": "boolean"},
    float: {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{4}$"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    NoneType: {"type": "null"},
}
_CONTENT_ONLY: tuple[object, ...] = (object, dict, Mapping)
"""Types that say nothing of what they hold: a body may have them, a head may not."""


def facts_schema(facts: Iterable[type[Fact]]) -> Schema:
    """The schema of all given facts; raises ValueError for two of one name, TypeError for a head that could hold
    anything.
    """
    definitions = _Definitions()
    ordered = sorted(facts, key=lambda fact: fact.__name__)
    for fact in ordered:
        definitions.add_fact(fact)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:handrail:facts:{FORMAT}",
        "title": "Handrail facts",
        "description": "The head of a fact. The content of fact X, where it has any, is an instance of #/$defs/X.body.",
        **_closed(_head()),
        "oneOf": [_one(fact.__name__) for fact in ordered],
        "$defs": definitions.schemas,
    }


def _head() -> dict[str, object]:
    sealed = _closed({"key": _HASH, "digest": _HASH})
    subject = {"kind": _members(SubjectKind), "id": _TEXT, "version": {"type": "integer", "minimum": 1}}
    by = {
        "kind": _members(ActorKind),
        "id": _TEXT,
        "authenticated": _members(Authenticated),
        "reported_by": _optional(_TEXT),
    }
    return {
        "v": {"const": FORMAT},
        "org": _TEXT,
        "commit": _TEXT,
        "subject": _closed(subject),
        "fact": _TEXT,
        "at": _WHOLE,
        "by": _closed(by),
        "data": {"type": "object"},
        "body": _optional(sealed),
        "prev": _HASH,
    }


def _one(verb: str) -> Schema:
    return {"properties": {"fact": {"const": verb}, "data": {"$ref": f"#/$defs/{verb}.head"}}}


class _Definitions:
    """The `$defs`: two for each fact, one for each dataclass that facts hold."""

    def __init__(self) -> None:
        self.schemas: dict[str, object] = {}
        self._classes: dict[str, type] = {}
        self._walked: set[tuple[type, bool]] = set()

    def add_fact(self, fact: type[Fact]) -> None:
        """Define a fact's head and, where it has content, its body."""
        self._claim(fact)
        parts = shape(fact)
        head = {name: self._of(hint, f"{fact.__name__}.{name}", head=True) for name, hint in parts.head.items()}
        self.schemas[f"{fact.__name__}.head"] = _documented(fact) | _closed(head)
        if parts.body:
            body = {name: self._of(hint, f"{fact.__name__}.{name}", head=False) for name, hint in parts.body.items()}
            self.schemas[f"{fact.__name__}.body"] = _closed(body)

    def _claim(self, of: type) -> None:
        known = self._classes.setdefault(of.__name__, of)
        if known is not of:
            raise ValueError(f"Two classes are named {of.__name__}: {known.__module__} and {of.__module__}.")

    def _of(self, hint: object, where: str, *, head: bool) -> Schema:
        if hint in _SCALARS:
            return _SCALARS[hint]
        supertype = getattr(hint, "__supertype__", None)
        if supertype is not None:
            return self._of(supertype, where, head=head)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return _members(hint)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._nested(hint, where, head=head)
        if hint in _CONTENT_ONLY or isinstance(hint, ForwardRef | str):
            return _anything(where, head=head)
        return self._composed(hint, where, head=head)

    def _composed(self, hint: object, where: str, *, head: bool) -> Schema:
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._of(parts[0], where, head=head)
        if origin is Literal:
            return {"enum": list(parts)}
        if origin in (Union, UnionType):
            return {"anyOf": [self._of(part, where, head=head) for part in parts]}
        if origin in (list, tuple):
            return self._array(parts, where, head=head)
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self._of(parts[1], where, head=head)}
        raise TypeError(f"{where}: a fact cannot hold {hint}.")

    def _array(self, parts: tuple[object, ...], where: str, *, head: bool) -> Schema:
        if len(parts) == 1 or parts[1:] == (...,):
            return {"type": "array", "items": self._of(parts[0], where, head=head)}
        each = [self._of(part, where, head=head) for part in parts]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}

    def _nested(self, of: type, where: str, *, head: bool) -> Schema:
        self._claim(of)
        if (of, head) not in self._walked:
            self._walked.add((of, head))  # first: a dataclass may hold its own kind
            hints = get_type_hints(of)
            own = {field.name: self._of(hints[field.name], f"{where}.{field.name}", head=head) for field in fields(of)}
            self.schemas[of.__name__] = _documented(of) | _closed(own)
        return {"$ref": f"#/$defs/{of.__name__}"}


def _closed(properties: Mapping[str, object]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _members(of: type[Enum]) -> Schema:
    return {"enum": [member.value for member in of]}


def _optional(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _anything(where: str, *, head: bool) -> Schema:
    if head:
        raise TypeError(f"{where}: a head says what it holds; this belongs in the body.")
    return {}


def _documented(of: type) -> Schema:
    """The class's docstring, unless it is only the signature that a dataclass writes for itself."""
    own = of.__doc__ or ""
    return {} if own.startswith(f"{of.__name__}(") else {"description": " ".join(own.split())}
