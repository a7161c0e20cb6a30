"""What changed between two policies, thing by thing and in words: settings, rules, routes and messages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.edits import Path
from handrail_server.core.policy.form_routes import reason_in_words
from handrail_server.core.policy.plain_terms import named, raised
from handrail_server.core.policy.plain_words import in_words
from handrail_server.core.policy.route import Target

_FAMILIES: Final = {"agents": "Agent", "topics": "Topic", "objects": "About", "flows": "Process"}
_THINGS: Final = {
    "thresholds": "Threshold", "rules": "Rule", "actions": "Tool", "charter": "Charter", "costs": "Costs",
    "cool_down": "Cool-down", "route_for": "Where reasons lead", "routes": "Route", "messages": "Message",
    "publishing": "Publishing", "inputs": "Inputs", "marks": "Marks", "notices": "Critical notices",
    "name": "Name", "language": "Language", "format": "Format",
}  # fmt: skip
_BY_NAME: Final = ("thresholds", "rules", "actions", "routes", "messages")

_OWNED: Final = (("owner",), ("reason",), ("review",), ("chosen",))
"""Told last: who answers for it, after what it is."""


class Kind(StrEnum):
    """What happened to it."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One setting of a thing, before and after; None where it was not written."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not as it was."""

    path: Path
    kind: Kind
    scope: str | None
    """Such as `Agent shop`; None: the organisation's."""
    thing: str
    """Such as `Threshold`."""
    title: str
    before: str | None
    """The sentence that said it, where there is one."""
    after: str | None
    details: tuple[Detail, ...]


def difference(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Every change, in the order of the document."""
    old, new = _things(before), _things(after)
    told, tells = _sentences(before), _sentences(after)
    return tuple(
        _change(path, old.get(path, {}), new.get(path, {}), told, tells)
        for path in dict.fromkeys((*old, *new))
        if old.get(path) != new.get(path)
    )


def _change(
    path: Path, old: Mapping[Path, str], new: Mapping[Path, str], told: Mapping[str, str], tells: Mapping[str, str]
) -> Change:
    scope, rest = _split(path)
    where = ".".join(map(str, path))
    return Change(
        path=path,
        kind=Kind.ADDED if not old else Kind.REMOVED if not new else Kind.CHANGED,
        scope=f"{_FAMILIES[str(scope[0])]} {scope[1]}" if len(scope) > 1 else None,
        thing=_THINGS[str(rest[0])],
        title=reason_in_words(str(rest[1])) if len(rest) > 1 else _THINGS[str(rest[0])],
        before=told.get(where) if old else None,
        after=tells.get(where) if new else None,
        details=tuple(
            Detail(label=_label(rest, leaf), before=old.get(leaf), after=new.get(leaf))
            for leaf in sorted(dict.fromkeys((*old, *new)), key=lambda leaf: leaf[:1] in _OWNED)
            if old.get(leaf) != new.get(leaf)
        ),
    )


def _label(rest: Path, leaf: Path) -> str:
    if rest[0] == "route_for":
        return reason_in_words(str(leaf[0]))
    return raised(": ".join(named(str(part)) for part in leaf)).rstrip(".") if leaf else _THINGS[str(rest[0])]


def _split(path: Path) -> tuple[Path, Path]:
    """The scope, and what stands in it."""
    if path[0] == "organisation":
        return path[:1], path[1:]
    return (path[:2], path[2:]) if path[0] in _FAMILIES else ((), path)


def _things(policy: Policy) -> dict[Path, dict[Path, str]]:
    """The leaves of everything written, by the thing that they are of."""
    found: dict[Path, dict[Path, str]] = {}
    for path, leaf in _leaves(policy, ()):
        scope, rest = _split(path)
        length = 2 if rest[0] in _BY_NAME else 1
        found.setdefault((*scope, *rest[:length]), {})[rest[length:]] = leaf
    return found


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Money | Target):
        yield path, _written(value)
    elif is_dataclass(value):
        for own in fields(value):
            yield from _leaves(getattr(value, own.name), (*path, own.name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, tuple) and any(
        is_dataclass(item) and not isinstance(item, Money | Target) for item in value
    ):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, getattr(item, "id", None) or getattr(item, "act", None) or index))
    elif value is not None and not (value == () and len(path) > 1):
        yield path, _written(value)


def _written(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(map(_written, value)) or "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case Target():
            return f"{value.kind}:{value.id}" if value.id else value.kind.value
        case _:
            return str(value)


def _sentences(policy: Policy) -> dict[str, str]:
    told: dict[str, str] = {}
    for section in in_words(policy):
        for sentence in section.sentences:
            known = told.get(sentence.path)
            told[sentence.path] = sentence.text if known is None else f"{known} {sentence.text}"
    return told
