"""From the tree to the core's dataclasses: their fields are the file's keys, their types say what may stand there.

Each problem is collected with its path and place; what is wrong in one part hides nothing in another. A key that the
dataclass does not have is refused, with the nearest one that it has; so is a key that stands twice.
"""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from handrail_server.adapters.policy_file.nodes import MOST_NODES, Mark, mark
from handrail_server.core.basics.money import Money
from handrail_server.core.policy.likeness import did_you_mean
from handrail_server.core.policy.problem import Problem, Severity
from handrail_server.core.policy.route import Target, TargetKind

_T = TypeVar("_T")
_ABSENT: Final = object()
"""A value that could not be read; its problem is told already."""
_MONEY: Final = re.compile(r"(-?\d{1,15}(?:\.\d{1,6})?)\s+([A-Za-z]{3})")
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})(?:[eE][-+]?\d{1,2})?")
_STR: Final = "tag:yaml.org,2002:str"
_NULL: Final = "tag:yaml.org,2002:null"
_BOOL: Final = "tag:yaml.org,2002:bool"


@dataclass(slots=True)
class Reading:
    """What came of reading: the problems, and where every path stands."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Mark] = field(default_factory=dict)
    nodes: dict[str, yaml.Node] = field(default_factory=dict)
    left: int = MOST_NODES
    id_from_key: tuple[type, ...] = ()
    """Classes whose `id` is the key they stand under."""
    needed: dict[type, tuple[str, ...]] = field(default_factory=dict)
    """Fields that must be written though the core has a default."""

    def problem(self, path: str, node: yaml.Node, message: str, fix: str | None = None) -> object:
        at = mark(node)
        self.problems.append(
            Problem(severity=Severity.ERROR, path=path, message=message, fix=fix, line=at.line, column=at.column)
        )
        return _ABSENT

    def document(self, node: yaml.Node, wanted: type[_T]) -> _T | None:
        """The document as `wanted`; None where there are problems."""
        value = self._value(node, wanted, "", None)
        return value if isinstance(value, wanted) and not self.problems else None

    def _value(self, node: yaml.Node, wanted: object, path: str, key: str | None) -> object:
        self.left -= 1
        if self.left == 0:
            return self.problem(path, node, "The file is too large once its aliases are followed.")
        if self.left < 0:
            return _ABSENT
        self.places[path] = mark(node)
        self.nodes[path] = node
        origin = get_origin(wanted)
        if origin in {types.UnionType, Union}:
            return self._optional(node, wanted, path, key)
        if origin is tuple:
            return self._list(node, get_args(wanted)[0], path)
        if origin is dict:
            return self._map(node, get_args(wanted)[1], path)
        if isinstance(wanted, type) and is_dataclass(wanted):
            written_as = {Money: self._money, Target: self._target}.get(wanted)
            return written_as(node, path) if written_as else self._dataclass(node, wanted, path, key)
        return self._scalar(node, wanted, path)

    def _optional(self, node: yaml.Node, wanted: object, path: str, key: str | None) -> object:
        if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
            return None
        inner = next(each for each in get_args(wanted) if each is not types.NoneType)
        return self._value(node, inner, path, key)

    def _list(self, node: yaml.Node, wanted: object, path: str) -> object:
        if not isinstance(node, yaml.SequenceNode):
            return self.problem(path, node, "A list stands here.", "Such as `[a, b]`.")
        items = [self._value(item, wanted, f"{path}[{index}]", None) for index, item in enumerate(node.value)]
        return tuple(item for item in items if item is not _ABSENT)

    def _map(self, node: yaml.Node, wanted: object, path: str) -> object:
        found: dict[str, object] = {}
        for name, _, value in self._pairs(node, path):
            read = self._value(value, wanted, f"{path}.{name}", name)
            if read is not _ABSENT:
                found[name] = read
        return found

    def _pairs(self, node: yaml.Node, path: str) -> list[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self.problem(path, node, "Keys with values stand here.", "Such as `key: value`.")
            return []
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(path, key, "A key is a word.")
            elif key.value == "<<":
                self.problem(path, key, "Merge keys are not read.", "Write the values where they belong.")
            elif key.value in pairs:
                first = mark(pairs[key.value][0])
                self.problem(
                    f"{path}.{key.value}".lstrip("."), key, f"`{key.value}` stands in line {first.line} already."
                )
            else:
                pairs[key.value] = (key, value)
        return [(name, *pair) for name, pair in pairs.items()]

    def _dataclass(self, node: yaml.Node, wanted: type, path: str, key: str | None) -> object:
        known = {own.name: own for own in fields(wanted)}
        hints = get_type_hints(wanted)
        given: dict[str, object] = {}
        if wanted in self.id_from_key and key is not None:
            given["id"] = key
            del known["id"]
        before = len(self.problems)
        for name, written, value in self._pairs(node, path):
            inner = f"{path}.{name}".lstrip(".")
            if name not in known:
                fix = did_you_mean(name, known) or _one_of(known)
                self.problem(inner, written, f"`{name}` is not known here.", fix)
                continue
            given[name] = self._value(value, hints[name], inner, None)
        for name in self._missing(wanted, known, given):
            self.problem(path, node, f"`{name}` is missing.", f"Add `{name}:`.")
        return _ABSENT if len(self.problems) > before else wanted(**given)

    def _missing(self, wanted: type, known: dict[str, "Field[object]"], given: dict[str, object]) -> list[str]:
        demanded = self.needed.get(wanted, ())
        return [
            name
            for name, own in known.items()
            if name not in given and (name in demanded or (own.default is MISSING and own.default_factory is MISSING))
        ]

    def _money(self, node: yaml.Node, path: str) -> object:
        match = _MONEY.fullmatch(node.value.strip()) if isinstance(node, yaml.ScalarNode) else None
        if match is None:
            return self.problem(path, node, "An amount with its currency stands here.", "Such as `100 EUR`.")
        return Money(amount=Decimal(match.group(1)), currency=match.group(2).upper())

    def _target(self, node: yaml.Node, path: str) -> object:
        fix = "Such as `queue:general`, `account_owner` or `on_call`."
        if not isinstance(node, yaml.ScalarNode):
            return self.problem(path, node, "A target stands here.", fix)
        kind, _, name = node.value.partition(":")
        known = [each.value for each in TargetKind]
        if kind.strip() not in known:
            return self.problem(path, node, f"`{kind}` is not a target.", did_you_mean(kind, known) or fix)
        return Target(kind=TargetKind(kind.strip()), id=name.strip() or None)

    def _scalar(self, node: yaml.Node, wanted: object, path: str) -> object:
        if not isinstance(node, yaml.ScalarNode) or (node.tag == _NULL and not node.value):
            return self.problem(path, node, f"{_named(wanted)} stands here.")
        if isinstance(wanted, type) and issubclass(wanted, StrEnum):
            known = [each.value for each in wanted]
            if node.value in known:
                return wanted(node.value)
            return self.problem(
                path, node, f"`{node.value}` is not known here.", did_you_mean(node.value, known) or _one_of(known)
            )
        read = _READERS[wanted](node) if isinstance(wanted, type) and wanted in _READERS else None
        if read is None:
            return self.problem(path, node, f"{_named(wanted)} stands here, not `{node.value[:40]}`.")
        return read


def _text(node: yaml.ScalarNode) -> str:
    """Any scalar as it is written: `version: 1.10` is text where text is wanted."""
    return str(node.value)


def _flag(node: yaml.ScalarNode) -> bool | None:
    plain = node.tag == _BOOL and node.value.lower() in {"true", "false"}
    return node.value.lower() == "true" if plain else None


def number_of(text: str) -> Decimal | None:
    """The number that is written so."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _decimal(node: yaml.ScalarNode) -> Decimal | None:
    return None if node.tag == _STR else number_of(node.value)


def _float(node: yaml.ScalarNode) -> float | None:
    number = _decimal(node)
    return None if number is None else float(number)


def _whole(node: yaml.ScalarNode) -> int | None:
    number = _decimal(node)
    return int(number) if number is not None and number == number.to_integral_value() else None


_READERS: Final[dict[type, Callable[[yaml.ScalarNode], object | None]]] = {
    str: _text,
    bool: _flag,
    int: _whole,
    float: _float,
    Decimal: _decimal,
}
_NAMES: Final = {
    str: "A text",
    bool: "`true` or `false`",
    int: "A whole number",
    float: "A number",
    Decimal: "A number",
}


def _named(wanted: object) -> str:
    return _NAMES.get(wanted, "A value") if isinstance(wanted, type) else "A value"


def _one_of(known: object) -> str:
    names = sorted(known) if isinstance(known, dict | list) else []
    return f"One of: {', '.join(names)}."
