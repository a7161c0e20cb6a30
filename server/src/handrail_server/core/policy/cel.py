"""The one file that speaks to the CEL engine (`common-expression-language`, the Rust `cel` crate).

A condition is checked, then written again from its tree in the form that the engine evaluates fast and without
surprises: an input becomes one flat variable, a number is always a double (the engine does not mix whole and decimal
numbers), and `has(…)` reads a variable of its own. So an input that could not be read is an undefined variable
wherever it is named, also inside `has(…)`: the rule is blind, never false. `&&` and `||` follow CEL: where one side
decides, the other is not needed.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cel import Context, Program
from cel import compile as _compile

from handrail_server.core.policy.cel_syntax import Call, Listing, Literal, Node, Path, paths
from handrail_server.core.policy.fields import Inputs

_NAMES: Final = 4_096
_INFIX: Final = frozenset({"&&", "||", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/"})


class Blind(Exception):
    """The condition could not be decided: an input is missing or could not be read, or evaluation failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A compiled condition and the inputs that it names."""

    source: str
    reads: tuple[str, ...]
    asks: tuple[str, ...]
    """The inputs that it asks for with `has(…)`."""
    program: Program


class Facts:
    """A turn's inputs as the engine wants them, built once and shared by all conditions."""

    __slots__ = ("_context",)

    def __init__(self, inputs: Inputs, *, reads: frozenset[str], asks: frozenset[str]) -> None:
        variables: dict[str, str | float | bool] = {}
        for path in reads:
            value = inputs.get(path)
            if value is not None:
                variables[_variable(path)] = value
        for path in asks:
            if path not in inputs or inputs[path] is not None:
                variables[_presence(path)] = path in inputs
        self._context = Context(variables=variables)

    def holds(self, condition: Condition) -> bool:
        """Whether the condition is true; raises `Blind` where that cannot be said."""
        try:
            return condition.program.execute(self._context) is True
        except (RuntimeError, TypeError, ValueError, KeyError, ArithmeticError) as error:
            raise Blind(type(error).__name__) from None


def compile_condition(source: str, tree: Node) -> Condition:
    """The condition of a checked tree."""
    named = {path.name for path in paths(tree)}
    asked = _asked(tree)
    return Condition(
        source=source,
        reads=tuple(sorted(named)),
        asks=tuple(sorted(asked)),
        program=_compile(_written(tree)),
    )


@lru_cache(maxsize=_NAMES)
def _variable(path: str) -> str:
    return "v_" + path.replace(".", "__")


@lru_cache(maxsize=_NAMES)
def _presence(path: str) -> str:
    return "h_" + path.replace(".", "__")


def _written(node: Node) -> str:
    match node:
        case Literal(value=bool() as value):
            return "true" if value else "false"
        case Literal(value=str() as value):
            return json.dumps(value)
        case Literal(value=value):
            return repr(float(value))
        case Path():
            return _variable(node.name)
        case Listing():
            return f"[{', '.join(map(_written, node.items))}]"
        case Call():
            return _call(node)


def _call(call: Call) -> str:
    if call.function == "has" and isinstance(call.operands[0], Path):
        return _presence(call.operands[0].name)
    operands = [_written(operand) for operand in call.operands]
    if call.function in _INFIX:
        return "(" + f" {call.function} ".join(operands) + ")"
    match call.function:
        case "!":
            return f"(!{operands[0]})"
        case "neg":
            return f"(-{operands[0]})"
        case "?:":
            return f"({operands[0]} ? {operands[1]} : {operands[2]})"
        case "size":
            return f"double(size({operands[0]}))"
        case _:
            return f"{operands[0]}.{call.function}({', '.join(operands[1:])})"


def _asked(node: Node) -> set[str]:
    match node:
        case Call(function="has", operands=(Path() as path,)):
            return {path.name}
        case Call():
            return set().union(*map(_asked, node.operands))
        case Listing():
            return set().union(*map(_asked, node.items))
        case _:
            return set()
