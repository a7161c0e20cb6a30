"""The type checker: every operand of a condition is typed against the schema, also those that evaluation would skip.

CEL decides `a || b` without `b` where it can, so that a wrong name or type in `b` shows only on the day it is needed.
Here nothing is skipped, and what has no type is refused when the policy is loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.cel_syntax import Call, Listing, Literal, Node, Path, parse
from handrail_server.core.policy.cel_tokens import Place, SyntaxRefused
from handrail_server.core.policy.fields import Field, FieldType, Schema, Value
from handrail_server.core.policy.likeness import did_you_mean

_TEXT_TESTS: Final = ("contains", "startsWith", "endsWith")
_REFUSED: Final = {
    "matches": "Patterns belong to detectors: write a signal and read its score.",
    "exists": "There are no lists to walk: compare with `in`.",
    "exists_one": "There are no lists to walk: compare with `in`.",
    "all": "There are no lists to walk: compare with `in`.",
    "map": "There are no lists to walk: compare with `in`.",
    "filter": "There are no lists to walk: compare with `in`.",
}
_ASKED_LIKE: Final = {1: "Such as `size(turn.topic)`.", 2: 'Such as `turn.topic.startsWith("refund")`.'}
_KNOWN: Final = ("has", "size", *_TEXT_TESTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a condition, at its place."""

    message: str
    place: Place
    fix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A condition read and typed. Without faults, `tree` is there and gives true or false."""

    tree: Node | None
    faults: tuple[Fault, ...] = ()


def check(source: str, schema: Schema) -> Checked:
    """Read and type `source`; every fault is reported, not the first alone."""
    try:
        tree = parse(source)
    except SyntaxRefused as refused:
        return Checked(tree=None, faults=(Fault(message=str(refused), place=refused.place, fix=refused.fix),))
    typer = _Typer(schema)
    kind = typer.type_of(tree)
    if kind not in {FieldType.BOOL, None}:
        typer.fault(f"A condition is true or false; this is a {kind}.", tree, "Compare it with something.")
    in_order = sorted(typer.faults, key=lambda fault: (fault.place.line, fault.place.column))
    return Checked(tree=tree, faults=tuple(in_order))


def unguarded(tree: Node, schema: Schema) -> Iterator[Path]:
    """Inputs that may be absent and are read without `has(…)` anywhere in the condition."""
    asked = {
        path.name for call in _calls(tree) if call.function == "has" for path in call.operands if isinstance(path, Path)
    }
    return (
        path
        for path in _read(tree)
        if schema[path.name].optional and path.name not in asked and path.name.partition(".")[0] not in _ALWAYS_NEAR
    )


_ALWAYS_NEAR: Final = ("turn", "action")
"""A rule that reads these judges turns or actions; that they are there is what `on` says."""


class _Typer:
    """Walks the whole tree; a part with a fault has no type, so that one fault is reported once."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.faults: list[Fault] = []

    def fault(self, message: str, node: Node, fix: str | None = None) -> None:
        self.faults.append(Fault(message=message, place=node.place, fix=fix))

    def type_of(self, node: Node) -> FieldType | None:
        match node:
            case Literal():
                return _literal_type(node.value)
            case Path():
                field = self._field(node)
                return field.type if field else None
            case Listing():
                self.fault("A list stands only to the right of `in`.", node)
                return None
            case Call():
                return self._call(node)

    def _field(self, path: Path) -> Field | None:
        field = self._schema.get(path.name)
        if field is None:
            self.fault(f"`{path.name}` is not an input.", path, did_you_mean(path.name, self._schema))
        return field

    def _call(self, call: Call) -> FieldType | None:
        match call.function:
            case "&&" | "||" | "!":
                return self._all(call, FieldType.BOOL, FieldType.BOOL)
            case "/":
                return self._division(call)
            case "+" | "-" | "*" | "neg":
                return self._all(call, FieldType.NUMBER, FieldType.NUMBER)
            case "<" | "<=" | ">" | ">=":
                return self._all(call, FieldType.NUMBER, FieldType.BOOL)
            case "==" | "!=":
                return self._same(call, list(call.operands))
            case "in":
                return self._in(call)
            case "?:":
                return self._choice(call)
            case _:
                return self._function(call)

    def _all(self, call: Call, wanted: FieldType, gives: FieldType) -> FieldType:
        for operand in call.operands:
            kind = self.type_of(operand)
            if kind is not None and kind is not wanted:
                sign = "-" if call.function == "neg" else call.function
                self.fault(f"`{sign}` takes a {wanted}, not a {kind}.", operand)
        return gives

    def _division(self, call: Call) -> FieldType:
        divisor = call.operands[1]
        if not isinstance(divisor, Literal) or divisor.value == 0:
            self.fault("Only a written number other than 0 divides.", divisor, "Multiply the other side instead.")
        return self._all(call, FieldType.NUMBER, FieldType.NUMBER)

    def _same(self, call: Call, operands: list[Node]) -> FieldType:
        kinds = [self.type_of(operand) for operand in operands]
        if None not in kinds and len(set(kinds)) > 1:
            self.fault(f"A {kinds[0]} is never equal to a {next(k for k in kinds if k is not kinds[0])}.", call)
        self._choices(operands)
        return FieldType.BOOL

    def _choices(self, operands: list[Node]) -> None:
        """A text compared with an input of a closed set must be one of the set."""
        for path in operands:
            choices = self._schema[path.name].choices if isinstance(path, Path) and path.name in self._schema else ()
            for literal in operands if choices else ():
                if isinstance(literal, Literal) and isinstance(literal.value, str) and literal.value not in choices:
                    fix = did_you_mean(literal.value, choices) or f"One of: {', '.join(choices)}."
                    self.fault(f'It is never "{literal.value}".', literal, fix)

    def _in(self, call: Call) -> FieldType:
        value, listing = call.operands
        if not isinstance(listing, Listing):
            self.type_of(value)
            self.type_of(listing)
            self.fault("To the right of `in` stands a list.", listing, 'Such as `in ["gold", "platinum"]`.')
        elif not listing.items:
            self.type_of(value)
            self.fault("The list is empty: nothing is in it.", listing)
        else:
            self._same(call, [value, *listing.items])
        return FieldType.BOOL

    def _choice(self, call: Call) -> FieldType | None:
        test, yes, no = call.operands
        if self.type_of(test) not in {FieldType.BOOL, None}:
            self.fault("Before `?` stands something true or false.", test)
        kinds = (self.type_of(yes), self.type_of(no))
        if None not in kinds and kinds[0] is not kinds[1]:
            self.fault(f"One branch is a {kinds[0]}, the other a {kinds[1]}.", call)
            return None
        return kinds[0]

    def _function(self, call: Call) -> FieldType | None:
        operands = call.operands
        if call.function == "has":
            if len(operands) != 1 or not isinstance(operands[0], Path):
                self.fault("has(…) takes one input's name.", call, "Such as `has(customer.tier)`.")
            else:
                self._field(operands[0])
            return FieldType.BOOL
        if call.function == "size":
            self._arity(call, 1)
            return self._all(call, FieldType.TEXT, FieldType.NUMBER)
        if call.function in _TEXT_TESTS:
            self._arity(call, 2)
            return self._all(call, FieldType.TEXT, FieldType.BOOL)
        for operand in operands:
            self.type_of(operand)
        fix = _REFUSED.get(call.function) or did_you_mean(call.function, _KNOWN)
        self.fault(f"`{call.function}` is not a function here.", call, fix)
        return None

    def _arity(self, call: Call, wanted: int) -> None:
        if len(call.operands) != wanted:
            self.fault(f"`{call.function}` is not asked like this.", call, _ASKED_LIKE[wanted])


def _literal_type(value: Value) -> FieldType:
    if isinstance(value, bool):
        return FieldType.BOOL
    return FieldType.TEXT if isinstance(value, str) else FieldType.NUMBER


def _calls(tree: Node) -> Iterator[Call]:
    if isinstance(tree, Call):
        yield tree
    for inner in _inside(tree):
        yield from _calls(inner)


def _read(tree: Node) -> Iterator[Path]:
    if isinstance(tree, Path):
        yield tree
    for inner in _inside(tree) if not _asks(tree) else ():
        yield from _read(inner)


def _inside(tree: Node) -> tuple[Node, ...]:
    match tree:
        case Call():
            return tree.operands
        case Listing():
            return tree.items
        case _:
            return ()


def _asks(tree: Node) -> bool:
    return isinstance(tree, Call) and tree.function == "has"
