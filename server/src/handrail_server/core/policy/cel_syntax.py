"""A condition as a tree. The grammar is CEL's, less what a rule does not need: indexing, maps, comprehensions,
patterns.

    condition  = or ["?" or ":" condition]
    or         = and {"||" and}
    and        = relation {"&&" relation}
    relation   = sum [("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") sum]
    sum        = product {("+" | "-") product}
    product    = unary {("*" | "/") unary}
    unary      = ("!" | "-") unary | member
    member     = primary {"." name ["(" arguments ")"]}
    primary    = literal | list | name ["(" arguments ")"] | "(" condition ")"

Comparisons do not chain: `1 < x < 3` is refused here, where CEL would fail when it runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.cel_tokens import Place, SyntaxRefused, Token, TokenKind, tokens

DEEPEST: Final = 12
"""Levels of nesting in a condition."""
_LONGEST_SUM: Final = 8
_MOST_SIGNS: Final = 4
_RELATIONS: Final = ("==", "!=", "<", "<=", ">", ">=", "in")
_WORDS: Final = ("true", "false", "null", "in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A number, a text, true or false."""

    value: str | float | bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Values in brackets, for `in`."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """An input by its dotted name."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An operator or a function with its operands; `function` is the sign (`&&`, `-`, `?:`) or the name."""

    function: str
    operands: tuple["Node", ...]
    place: Place


Node = Literal | Listing | Path | Call


def parse(source: str) -> Node:
    """The tree of `source`; raises `SyntaxRefused` with line and column, whatever the text."""
    reader = _Reader(tokens(source))
    tree = reader.condition(DEEPEST)
    rest = reader.here
    if rest.kind is not TokenKind.END:
        chained = rest.text in _RELATIONS
        fix = "Comparisons do not chain: join two with `&&`." if chained else "Join conditions with `&&` or `||`."
        raise SyntaxRefused(f"`{rest.text}` is not expected here.", rest.place, fix)
    return tree


class _Reader:
    """Recursive descent, its depth limited so that no text exhausts the stack."""

    def __init__(self, words: tuple[Token, ...]) -> None:
        self._words = words
        self._at = 0

    @property
    def here(self) -> Token:
        return self._words[self._at]

    def condition(self, depth: int) -> Node:
        if depth == 0:
            raise SyntaxRefused(
                f"The condition is nested deeper than {DEEPEST}.", self.here.place, "Split it into several rules."
            )
        test = self._or(depth)
        question = self.here
        if not self._take("?"):
            return test
        yes = self._or(depth)
        self._need(":")
        return Call(function="?:", operands=(test, yes, self.condition(depth - 1)), place=question.place)

    def _or(self, depth: int) -> Node:
        return self._joined("||", [self._and(depth)], lambda: self._and(depth))

    def _and(self, depth: int) -> Node:
        return self._joined("&&", [self._relation(depth)], lambda: self._relation(depth))

    def _joined(self, sign: str, operands: list[Node], following: Callable[[], Node]) -> Node:
        """One call with all its operands, so that a long chain makes no deep tree."""
        place = self.here.place
        while self._take(sign):
            operands.append(following())
        return Call(function=sign, operands=tuple(operands), place=place) if len(operands) > 1 else operands[0]

    def _relation(self, depth: int) -> Node:
        left = self._sum(depth)
        sign = self.here
        if not self._take(*_RELATIONS):
            return left
        return Call(function=sign.text, operands=(left, self._sum(depth)), place=sign.place)

    def _sum(self, depth: int) -> Node:
        return self._reckoned(("+", "-"), self._product(depth), lambda: self._product(depth))

    def _product(self, depth: int) -> Node:
        product = self._reckoned(("*", "/"), self._unary(depth), lambda: self._unary(depth))
        if self._is("%"):
            raise SyntaxRefused("`%` is not part of conditions here.", self.here.place, "Use a comparison.")
        return product

    def _reckoned(self, signs: tuple[str, ...], left: Node, following: Callable[[], Node]) -> Node:
        length = 0
        while self._is(*signs):
            sign = self.here
            self._at += 1
            length += 1
            if length > _LONGEST_SUM:
                raise SyntaxRefused(f"More than {_LONGEST_SUM} sums in a row.", sign.place, "Shorten the condition.")
            left = Call(function=sign.text, operands=(left, following()), place=sign.place)
        return left

    def _unary(self, depth: int) -> Node:
        signs: list[Token] = []
        while self._is("!", "-"):
            signs.append(self.here)
            self._at += 1
            if len(signs) > _MOST_SIGNS:
                raise SyntaxRefused("Too many signs in a row.", signs[-1].place, "Remove them in pairs.")
        node = self._member(depth)
        for sign in reversed(signs):
            node = Call(function="neg" if sign.text == "-" else "!", operands=(node,), place=sign.place)
        return node

    def _member(self, depth: int) -> Node:
        node = self._primary(depth)
        while self._take("."):
            name = self._name()
            if self._take("("):
                node = Call(function=name.text, operands=(node, *self._arguments(depth)), place=name.place)
            elif isinstance(node, Path):
                node = Path(name=f"{node.name}.{name.text}", place=node.place)
            else:
                raise SyntaxRefused(f"`.{name.text}` can follow an input's name only.", name.place)
        if self._is("["):
            raise SyntaxRefused("Indexing is not part of conditions here.", self.here.place, "Write `a.b`.")
        return node

    def _primary(self, depth: int) -> Node:
        word = self.here
        self._at += word.kind is not TokenKind.END
        match word.kind:
            case TokenKind.NUMBER:
                return Literal(value=_number(word), place=word.place)
            case TokenKind.TEXT:
                return Literal(value=word.text, place=word.place)
            case TokenKind.NAME if word.text in {"true", "false"}:
                return Literal(value=word.text == "true", place=word.place)
            case TokenKind.NAME if word.text not in _WORDS:
                return self._named(word, depth)
            case TokenKind.SIGN if word.text == "(":
                inside = self.condition(depth - 1)
                self._need(")")
                return inside
            case TokenKind.SIGN if word.text == "[":
                return Listing(items=self._arguments(depth, "]"), place=word.place)
        fix = "Ask with has(…) whether an input is there." if word.text == "null" else None
        raise SyntaxRefused(f"A value is expected here, not `{word.text}`.", word.place, fix)

    def _named(self, word: Token, depth: int) -> Node:
        if self._take("("):
            return Call(function=word.text, operands=self._arguments(depth), place=word.place)
        return Path(name=word.text, place=word.place)

    def _arguments(self, depth: int, close: str = ")") -> tuple[Node, ...]:
        found: list[Node] = []
        while not self._take(close):
            if found:
                self._need(",")
            found.append(self.condition(depth - 1))
        return tuple(found)

    def _name(self) -> Token:
        word = self.here
        if word.kind is not TokenKind.NAME:
            raise SyntaxRefused(f"A name is expected after the dot, not `{word.text}`.", word.place)
        self._at += 1
        return word

    def _is(self, *signs: str) -> bool:
        return self.here.kind in {TokenKind.SIGN, TokenKind.NAME} and self.here.text in signs

    def _take(self, *signs: str) -> bool:
        taken = self._is(*signs)
        self._at += taken
        return taken

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise SyntaxRefused(f"`{sign}` is expected here, not `{self.here.text}`.", self.here.place)


def _number(word: Token) -> float:
    value = float(word.text)
    if value == float("inf"):
        raise SyntaxRefused("The number is too large.", word.place)
    return value


def paths(tree: Node) -> tuple[Path, ...]:
    """Each input that the condition names, in order of appearance."""
    match tree:
        case Path():
            return (tree,)
        case Call():
            return tuple(path for operand in tree.operands for path in paths(operand))
        case Listing():
            return tuple(path for item in tree.items for path in paths(item))
        case Literal():
            return ()
