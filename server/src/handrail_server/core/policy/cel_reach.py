"""Conditions that can never be true, found without running them: a rule that never fires is a mistake, not a rule.

Not a prover: it looks at ranges and choices of single inputs within one conjunction. What it calls impossible is
impossible; what it does not find may still be.
"""

from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.policy.cel_syntax import Call, Listing, Literal, Node, Path
from handrail_server.core.policy.fields import Schema, Value

_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(slots=True)
class _Room:
    """What an input may still be under the parts seen so far."""

    low: float = float("-inf")
    high: float = float("inf")
    open_low: bool = False
    open_high: bool = False
    among: frozenset[Value] | None = None
    never: set[Value] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        if self.among is not None and not self.among - self.never:
            return True
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))


def impossible(tree: Node, schema: Schema) -> str | None:
    """Why the condition is never true, in a few words; None where it may be."""
    if isinstance(tree, Literal):
        return "it is `false`" if tree.value is False else None
    if isinstance(tree, Call) and tree.function == "||":
        reasons = [impossible(operand, schema) for operand in tree.operands]
        return reasons[0] if all(reasons) else None
    rooms: dict[str, _Room] = {}
    for part in tree.operands if isinstance(tree, Call) and tree.function == "&&" else (tree,):
        if isinstance(part, Literal) or (isinstance(part, Call) and part.function in {"||", "&&"}):
            inner = impossible(part, schema)
            if inner:
                return inner
        path = _narrow(part, schema, rooms)
        if path and rooms[path].empty:
            return f"`{path}` cannot be so"
    return None


def certain(tree: Node) -> bool:
    """Whether the condition is plainly always true."""
    return isinstance(tree, Literal) and tree.value is True


def _narrow(part: Node, schema: Schema, rooms: dict[str, _Room]) -> str | None:
    """Apply one comparison of an input with a literal; the input's name where it was one."""
    match part:
        case Path():
            return _apply(part, "==", True, schema, rooms)
        case Call(function="!", operands=(Path() as path,)):
            return _apply(path, "==", False, schema, rooms)
        case Call(function="in", operands=(Path() as path, Listing() as listing)):
            return _among(path, listing, schema, rooms)
        case Call(function=sign, operands=(Path() as path, Literal() as literal)) if sign in _MIRRORED:
            return _apply(path, sign, literal.value, schema, rooms)
        case Call(function=sign, operands=(Literal() as literal, Path() as path)) if sign in _MIRRORED:
            return _apply(path, _MIRRORED[sign], literal.value, schema, rooms)
    return None


def _apply(path: Path, sign: str, value: Value, schema: Schema, rooms: dict[str, _Room]) -> str:
    room = _room(path, schema, rooms)
    if isinstance(value, str | bool):
        if sign == "==":
            room.among = frozenset({value}) if room.among is None else room.among & {value}
        elif sign == "!=":
            room.never.add(value)
        return path.name
    if sign in {">", ">=", "=="} and value >= room.low:
        room.open_low = sign == ">" or (room.open_low and value == room.low)
        room.low = value
    if sign in {"<", "<=", "=="} and value <= room.high:
        room.open_high = sign == "<" or (room.open_high and value == room.high)
        room.high = value
    if sign == "==" and not room.low <= value <= room.high:
        room.high = float("-inf")
    return path.name


def _among(path: Path, listing: Listing, schema: Schema, rooms: dict[str, _Room]) -> str | None:
    values = [item.value for item in listing.items if isinstance(item, Literal) and isinstance(item.value, str)]
    if len(values) != len(listing.items):
        return None
    room = _room(path, schema, rooms)
    room.among = frozenset(values) if room.among is None else room.among & set(values)
    return path.name


def _room(path: Path, schema: Schema, rooms: dict[str, _Room]) -> _Room:
    if path.name not in rooms:
        low, high = schema[path.name].within or (float("-inf"), float("inf"))
        choices = schema[path.name].choices
        rooms[path.name] = _Room(low=low, high=high, among=frozenset(choices) if choices else None)
    return rooms[path.name]
