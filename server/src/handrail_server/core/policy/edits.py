"""What an edit of a policy document means, said on plain data: whoever edits the text must come to the same.

A document here is what YAML says: maps, lists, texts, numbers, flags, nothing. A path leads through it by keys; an item
of a list is named by its place, or by its `id` (a rule), `act` (a limit) or `skill` (a demand).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.reasons import BUILT_IN

Plain: TypeAlias = "bool | Decimal | str | list[Plain] | dict[str, Plain] | None"
Path = tuple[str | int, ...]

NAMED_BY: Final = ("id", "act", "skill")
"""Keys by which an item of a list is found."""
_OWNED: Final = ("thresholds", "rules")
_CHOSEN: Final = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """The value stands at the path; what is missing on the way is made."""

    path: Path
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Nothing stands at the path any more."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Somebody chooses a default as it stands: a threshold or rule, by its path."""

    path: Path


Edit: TypeAlias = Set | Remove | Adopt


def edited(document: Plain, edit: Set | Remove) -> Plain:
    """The document after the edit; raises `Invalid` naming the path where it leads nowhere."""
    if not edit.path:
        raise _nowhere(edit.path, "An edit names what it changes.")
    return _put(document, edit, 0)


def spelled_out(document: Plain, edit: Edit) -> tuple[Set | Remove, ...]:
    """The edit with what goes with it: a default that somebody adopts or changes is chosen from then on."""
    if isinstance(edit, Adopt):
        return _adoption(document, edit)
    owned = _owned_by(edit.path)
    if owned is None or edit.path == owned or edit.path[len(owned)] == _CHOSEN:
        return (edit,)
    same = isinstance(edit, Set) and _at(document, edit.path) == edit.value
    if same or _at(document, (*owned, _CHOSEN)) is not False:
        return (edit,)
    return (edit, Set(path=(*owned, _CHOSEN), value=True))


def place_of(items: Sequence[Plain], step: str | int) -> int | None:
    """Where the item stands that a step names; None where there is none."""
    if isinstance(step, int):
        return step if 0 <= step < len(items) else None
    for index, item in enumerate(items):
        if isinstance(item, dict) and any(item.get(key) == step for key in NAMED_BY):
            return index
    return None


def shown(path: Path) -> str:
    """The path as the checker writes it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _put(value: Plain, edit: Set | Remove, depth: int) -> Plain:
    if depth == len(edit.path):
        return edit.value if isinstance(edit, Set) else None
    step, last = edit.path[depth], depth == len(edit.path) - 1
    if isinstance(value, list):
        return _in_list(value, edit, depth)
    if not (value is None or isinstance(value, dict)) or isinstance(step, int):
        raise _nowhere(edit.path[: depth + 1], "There is nothing below this.")
    known = {} if value is None else dict(value)
    if isinstance(edit, Remove):
        if step not in known:
            raise _nowhere(edit.path[: depth + 1], "There is nothing to remove.")
        if last:
            del known[step]
            return known
    known[step] = _put(known.get(step), edit, depth + 1)
    return known


def _in_list(value: list[Plain], edit: Set | Remove, depth: int) -> Plain:
    step, last = edit.path[depth], depth == len(edit.path) - 1
    place = place_of(value, step)
    if isinstance(edit, Remove) and last and place is not None:
        return [item for index, item in enumerate(value) if index != place]
    if place is not None:
        return [_put(item, edit, depth + 1) if index == place else item for index, item in enumerate(value)]
    if isinstance(edit, Set) and last and _fits(value, step, edit.value):
        return [*value, edit.value]
    raise _nowhere(edit.path[: depth + 1], "There is no such item.")


def _fits(value: list[Plain], step: str | int, new: Plain) -> bool:
    """A new item goes to the end, under the name that it carries itself."""
    return step == len(value) if isinstance(step, int) else place_of([new], step) == 0


def _adoption(document: Plain, edit: Adopt) -> tuple[Set, ...]:
    owned = _owned_by(edit.path)
    if owned is None or owned != edit.path:
        raise _nowhere(edit.path, "Only thresholds and rules are adopted.")
    chosen = Set(path=(*owned, _CHOSEN), value=True)
    if _at(document, owned) is not None:
        return (chosen,)
    built_in = BUILT_IN.get(str(owned[-1])) if owned[:2] == ("organisation", "thresholds") else None
    if built_in is None:
        raise _nowhere(edit.path, "There is no default here to adopt.")
    return (Set(path=(*owned, "at"), value=Decimal(str(built_in.at))), chosen)


def _owned_by(path: Path) -> Path | None:
    """The threshold or rule that the path is of."""
    scope = 1 if path and path[0] == "organisation" else 2
    whole = scope + 2
    return path[:whole] if len(path) >= whole and path[scope] in _OWNED else None


def _at(document: Plain, path: Path) -> Plain:
    found = document
    for step in path:
        if isinstance(found, list):
            place = place_of(found, step)
            found = None if place is None else found[place]
        else:
            found = found.get(str(step)) if isinstance(found, dict) else None
    return found


def steps_to(before: Plain, after: Plain, path: Path) -> Iterator[Set | Remove]:
    """The smallest edits that lead from one value to the other."""
    if before == after:
        return
    if isinstance(before, list) and isinstance(after, list):
        yield from _items(before, after, path)
        return
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield Set(path=path, value=after)
        return
    for key in before:
        if key not in after:
            yield Remove(path=(*path, key))
    for key, value in after.items():
        if key in before:
            yield from steps_to(before[key], value, (*path, key))
        else:
            yield Set(path=(*path, key), value=value)


def _items(before: list[Plain], after: list[Plain], path: Path) -> Iterator[Set | Remove]:
    """Items are told apart by their names: one that goes takes no other with it."""
    left = before
    gone = len(before) - len(after)
    if gone > 0:
        start = next((at for at, item in enumerate(after) if not _same(before[at], item)), len(after))
        yield from (Remove(path=(*path, at)) for at in reversed(range(start, start + gone)))
        left = [*before[:start], *before[start + gone :]]
    for at, item in enumerate(after):
        if at < len(left):
            yield from steps_to(left[at], item, (*path, at))
        else:
            yield Set(path=(*path, at), value=item)


def _same(one: Plain, other: Plain) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        name = next((key for key in NAMED_BY if key in one), None)
        return one == other if name is None else one[name] == other.get(name)
    return one == other


def _nowhere(path: Path, message: str) -> Invalid:
    return Invalid(message, field=shown(path) or "path", fix="Read the form for the paths that there are.")
