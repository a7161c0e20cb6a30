"""YAML as a tree with places. Bounded in size, depth and aliases before anything is built from it.

Only YAML's plain part: maps, lists and scalars. Tags, merge keys (`<<`) and several documents in one file are refused,
since they let a reader see something else than what judges.
"""

from dataclasses import dataclass
from typing import Final

import yaml

MOST_CHARACTERS: Final = 1_000_000
DEEPEST: Final = 20
MOST_NODES: Final = 50_000
"""Counted with aliases followed, so that a few lines cannot stand for a billion."""
MOST_ALIASES: Final = 100


class Unreadable(Exception):
    """The text is not YAML that a policy can be written in."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1, fix: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.fix = fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the file, both from 1."""

    line: int
    column: int


def compose(text: str) -> yaml.Node:
    """The document's tree; raises `Unreadable` with the place."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"The file has {len(text)} characters; at most {MOST_CHARACTERS} are read.")
    try:
        _bounded(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as broken:
        at = broken.problem_mark or broken.context_mark
        what = broken.problem or broken.context or "it cannot be read"
        line, column = (at.line + 1, at.column + 1) if at else (1, 1)
        raise Unreadable(f"This is not YAML: {what}.", line=line, column=column) from None
    except (yaml.YAMLError, UnicodeError):
        raise Unreadable("The file holds a character that YAML does not know.", fix="Remove it.") from None
    if node is None:
        raise Unreadable("The file is empty.", fix="Begin with `format: handrail/1`.")
    return node


def _bounded(text: str) -> None:
    """Walk the events, which needs no memory and no stack, and stop where the limits are."""
    depth = aliases = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader), start=1):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        tag = getattr(event, "tag", None)
        problem = (
            f"It is nested deeper than {DEEPEST}." * (depth > DEEPEST)
            or f"It has more than {MOST_NODES} parts." * (count > MOST_NODES)
            or f"It has more than {MOST_ALIASES} aliases." * (aliases > MOST_ALIASES)
            or "There is a second document in the file." * (documents > 1)
            or f"The tag {tag} is not read." * (tag is not None)
        )
        if problem:
            at = mark(event)
            raise Unreadable(problem, line=at.line, column=at.column)


def mark(part: yaml.Node | yaml.Event) -> Mark:
    """Where a part begins."""
    start = part.start_mark
    return Mark(line=start.line + 1, column=start.column + 1) if start else Mark(line=1, column=1)
