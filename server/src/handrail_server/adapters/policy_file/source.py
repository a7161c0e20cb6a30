"""The text of a YAML file with the place of each of its parts, so that one can be changed and the rest stays.

`nodes` reads what a policy says; here is where it says it. An alias stays an alias: what it stands for is `target`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from handrail_server.adapters.policy_file.nodes import DEEPEST, MOST_NODES, Unreadable, compose, mark
from handrail_server.adapters.policy_file.shapes import number_of
from handrail_server.core.policy.edits import Path, Plain, place_of

_BOM: Final = "\ufeff"
_BREAKS: Final = "\r\n"
_NULLS: Final = ("", "~", "null", "Null", "NULL")
_FLAGS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER: Final = re.compile(
    r"[-+]?(?:0|0[0-7]+|[1-9][0-9]*|[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?)|\.[0-9]+(?:[eE][-+][0-9]+)?"
)
"""What YAML 1.1 takes for a decimal number; a test compares it with the parser."""


@dataclass(slots=True, kw_only=True, eq=False)
class Scalar:
    """A word, number or text."""

    start: int
    end: int
    column: int
    anchor: str | None
    value: str
    style: str | None
    """None: plain; `"`, `'`, `|` or `>`."""


@dataclass(slots=True, kw_only=True, eq=False)
class Mapping:
    """Keys with values."""

    start: int
    end: int
    column: int
    anchor: str | None
    flow: bool
    pairs: list[tuple[Scalar, "Part"]] = field(default_factory=list)

    def find(self, key: str) -> "tuple[Scalar, Part] | None":
        """The pair of this key."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)


@dataclass(slots=True, kw_only=True, eq=False)
class Sequence:
    """A list."""

    start: int
    end: int
    column: int
    anchor: str | None
    flow: bool
    items: list["Part"] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class Alias:
    """What stands elsewhere, said again."""

    start: int
    end: int
    column: int
    target: "Scalar | Mapping | Sequence"


Part: TypeAlias = Scalar | Mapping | Sequence | Alias


def source(text: str) -> Part:
    """The tree of the text; raises `Unreadable` with the place."""
    compose(text)
    return _Building(text).part()


def plain(part: Part) -> Plain:
    """What the part says; raises `Unreadable` where its aliases make it too large."""
    return _Saying().of(part)


def plain_scalar(value: str, style: str | None) -> Plain:
    """What a scalar says, as YAML resolves it and the reader reads it."""
    if style is not None:
        return value
    if value in _NULLS:
        return None
    if value in _FLAGS:
        return _FLAGS[value]
    number = number_of(value) if _NUMBER.fullmatch(value) else None
    return value if number is None else number


def paths(part: Part, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """The part and all that is written in it, with the way there; what an alias stands for is written elsewhere."""
    yield path, part
    if isinstance(part, Mapping):
        for key, value in part.pairs:
            yield from paths(value, (*path, key.value))
    elif isinstance(part, Sequence):
        for index, item in enumerate(part.items):
            yield from paths(item, (*path, index))


def way(root: Part, path: Path) -> list[Part]:
    """The parts that the path leads through, as far as they are written; an alias ends it."""
    found = [root]
    for step in path:
        following = _step(found[-1], step)
        if following is None:
            break
        found.append(following)
    return found


def _step(part: Part, step: str | int) -> Part | None:
    if isinstance(part, Mapping):
        pair = part.find(str(step))
        return None if pair is None else pair[1]
    if isinstance(part, Sequence):
        place = place_of([plain(item) for item in part.items], step)
        return None if place is None else part.items[place]
    return None


class _Saying:
    def __init__(self) -> None:
        self._left = MOST_NODES

    def of(self, part: Part, depth: int = 0) -> Plain:
        self._left -= 1
        if self._left < 0 or depth > 2 * DEEPEST:
            raise Unreadable("The file is too large once its aliases are followed.")
        if isinstance(part, Alias):
            return self.of(part.target, depth + 1)
        if isinstance(part, Mapping):
            return {key.value: self.of(value, depth + 1) for key, value in part.pairs}
        if isinstance(part, Sequence):
            return [self.of(item, depth + 1) for item in part.items]
        return plain_scalar(part.value, part.style)


class _Building:
    """From YAML's events, which say where a thing stands, to the tree."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._shift = len(text) - len(text.removeprefix(_BOM))
        self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._anchors: dict[str, Scalar | Mapping | Sequence] = {}

    def part(self) -> Part:
        return self._read(self._next())

    def _next(self) -> yaml.Event:
        event = next(self._events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self._events)
        return event

    def _read(self, event: yaml.Event) -> Part:
        (start, end), column = self._span(event), mark(event).column - 1
        if isinstance(event, yaml.AliasEvent):
            return Alias(start=start, end=end, column=column, target=self._anchors[str(event.anchor)])
        if isinstance(event, yaml.ScalarEvent):
            written = Scalar(
                start=start,
                end=self._end(start, end, event.style),
                column=column,
                anchor=event.anchor,
                value=event.value,
                style=event.style or None,
            )
            return self._known(event.anchor, written)
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(Mapping(start=start, end=end, column=column, anchor=event.anchor, flow=flow))
        return self._sequence(
            Sequence(start=start, end=end, column=column, anchor=getattr(event, "anchor", None), flow=flow)
        )

    def _mapping(self, found: Mapping) -> Mapping:
        self._known(found.anchor, found)
        event = self._next()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self._read(event)
            value = self._read(self._next())
            if isinstance(key, Scalar):
                found.pairs.append((key, value))
            event = self._next()
        found.end = self._span(event)[1] if found.flow else found.pairs[-1][1].end
        return found

    def _sequence(self, found: Sequence) -> Sequence:
        self._known(found.anchor, found)
        event = self._next()
        while not isinstance(event, yaml.SequenceEndEvent):
            found.items.append(self._read(event))
            event = self._next()
        found.end = self._span(event)[1] if found.flow else found.items[-1].end
        return found

    def _span(self, event: yaml.Event) -> tuple[int, int]:
        first, last = event.start_mark, event.end_mark
        return (first.index if first else 0) + self._shift, (last.index if last else 0) + self._shift

    def _known(self, anchor: str | None, part: Scalar | Mapping | Sequence) -> Scalar | Mapping | Sequence:
        if anchor is not None:
            self._anchors[anchor] = part
        return part

    def _end(self, start: int, end: int, style: str | None) -> int:
        """Where a text ends: before the break of its last line, which the scanner counts in with the blank ones.

        A text that keeps its last breaks (`|+`) keeps all but one.
        """
        if style not in {"|", ">"}:
            return end
        kept = "+" in self._text[start:end].partition("\n")[0]
        return len(self._text[:end].removesuffix("\n")) if kept else len(self._text[:end].rstrip(_BREAKS + " "))
