"""A rule's condition in plain words: the same tree that is compiled, read aloud."""

from collections.abc import Iterator
from typing import Final

from handrail_server.core.policy.cel_syntax import Call, Listing, Literal, Node, Path, parse
from handrail_server.core.policy.cel_tokens import SyntaxRefused
from handrail_server.core.policy.fields import FIELDS, FieldType, Value
from handrail_server.core.policy.plain_terms import listed, lowered, named
from handrail_server.core.policy.reasons import BUILT_IN

_COMPARED: Final = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "contains": "contains",
    "startsWith": "begins with",
    "endsWith": "ends with",
}
_SUMS: Final = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
_SIGNAL: Final = "signal"
_ARGUMENT: Final = "action.argument."


def condition_in_words(source: str) -> str:
    """What must hold, as a clause after `when`; a condition that cannot be read is quoted as it stands."""
    try:
        return _clause(parse(source))
    except SyntaxRefused:
        return f"“{source}” holds"


def _clause(node: Node) -> str:
    """Something true or false."""
    match node:
        case Literal(value=bool() as value):
            return "always" if value else "never"
        case Path():
            return _holds(node.name)
        case Call():
            return _called(node)
        case _:
            return f"{_noun(node)} holds"


def _called(call: Call) -> str:
    sign, operands = call.function, call.operands
    if sign in _COMPARED:
        return _compared(call)
    match sign:
        case "&&":
            return listed(_grouped(each) for each in _telling(operands))
        case "||":
            return listed((_grouped(each) for each in operands), "or")
        case "!":
            return _not(operands[0])
        case "has":
            return f"{_noun(operands[0])} is known"
        case "in":
            return f"{_noun(operands[0])} is {_noun(operands[1])}"
        case _:
            return f"{_noun(call)} holds"


def _telling(operands: tuple[Node, ...]) -> Iterator[Node]:
    """The operands without `has(…)` of what another one compares: that it must be known goes without saying."""
    read = {path.name for each in operands if not _asks(each) for path in _paths(each)}
    for each in operands:
        if not (_asks(each) and {path.name for path in _paths(each)} <= read):
            yield each


def _asks(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "has"


def _paths(node: Node) -> Iterator[Path]:
    match node:
        case Path():
            yield node
        case Call(operands=inner) | Listing(items=inner):
            for each in inner:
                yield from _paths(each)
        case _:
            return


def _grouped(node: Node) -> str:
    """A part of a longer clause; one that joins others itself is put in brackets."""
    joins = isinstance(node, Call) and node.function in ("&&", "||", "?:")
    return f"({_clause(node)})" if joins else _clause(node)


def _not(node: Node) -> str:
    if isinstance(node, Call) and node.function == "has":
        return f"{_noun(node.operands[0])} is not known"
    return f"it is not so that {_grouped(node)}"


def _compared(call: Call) -> str:
    left, right = call.operands
    if isinstance(right, Literal) and isinstance(right.value, bool):
        wanted = right.value is (call.function == "==")
        return _clause(left) if wanted else _not(left)
    return f"{_noun(left)} {_COMPARED[call.function]} {_noun(right)}"


def _noun(node: Node) -> str:
    """A value."""
    match node:
        case Literal():
            return _value(node.value)
        case Path():
            return _input(node.name)
        case Listing():
            return f"one of {listed(map(_noun, node.items), 'or')}" if len(node.items) > 1 else _noun(node.items[0])
        case Call():
            return _reckoned(node)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value}”" if value else "empty"
    return f"{value:g}"


def _reckoned(call: Call) -> str:
    if call.function in _SUMS:
        return f" {_SUMS[call.function]} ".join(map(_noun, call.operands))
    match call.function:
        case "neg":
            return f"minus {_noun(call.operands[0])}"
        case "size":
            return f"the length of {_noun(call.operands[0])}"
        case "?:":
            test, yes, no = call.operands
            return f"({_noun(yes)} if {_grouped(test)}, otherwise {_noun(no)})"
        case _:
            return f"whether {_clause(call)}"


def _holds(path: str) -> str:
    """An input that is itself true or false."""
    family, _, rest = path.partition(".")
    signal, _, value = rest.partition(".")
    if family == _SIGNAL and value == "noticed":
        return f"{_sign(signal)} was noticed"
    field = FIELDS.get(path)
    if field is not None and field.type is FieldType.BOOL:
        return lowered(field.about)
    return f"{_input(path)} is true"


def _input(path: str) -> str:
    if path == "judged":
        return "what is judged"
    if path.startswith(_ARGUMENT):
        return f"the action's argument {named(path.removeprefix(_ARGUMENT))}"
    family, _, rest = path.partition(".")
    if family != _SIGNAL:
        return f"the {family}'s {named(rest)}"
    signal, _, value = rest.partition(".")
    return f"{'the strength' if value == 'score' else f'the {named(value)}'} of {_sign(signal)}"


def _sign(signal: str) -> str:
    known = BUILT_IN.get(signal)
    return f"the sign “{lowered(known.title)}”" if known else f"the sign “{named(signal)}”"
