"""Changes a policy's text where an edit says, and nowhere else: comments, order and manner of writing stay.

What an edit means is said by `core.policy.edits`; after each one the text is read again and compared with that. A text
that is written in a way that cannot be changed here is refused: it is never changed into something else.
"""

from handrail_server.adapters.policy_file.nodes import Unreadable
from handrail_server.adapters.policy_file.source import Alias, Part, paths, plain, source, way
from handrail_server.adapters.policy_file.splicing import added, removed, replaced
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.edits import (
    Edit,
    Path,
    Plain,
    Remove,
    Set,
    edited,
    place_of,
    shown,
    spelled_out,
    steps_to,
)


def edit_text(text: str, edit: Edit) -> str:
    """The text after the edit; raises `Invalid` where the path leads nowhere, `Unreadable` where it is not YAML."""
    windows = text.count("\r\n") == text.count("\n") > 0
    text = text.replace("\r\n", "\n") if windows else text
    for step in spelled_out(plain(source(text)), edit):
        text = _edited(text, step)
    return text.replace("\n", "\r\n") if windows else text


def _edited(text: str, edit: Set | Remove) -> str:
    before = plain(source(text))
    wanted = edited(before, edit)
    if wanted == before:
        return text
    for step in [edit] if isinstance(edit, Remove) else _smallest(before, edit):
        text = _spliced(_freed(text, step.path), step)
    if _said(text) != wanted:
        message = "This place of the document is written in a way that only its text can be changed."
        raise Invalid(message, field=shown(edit.path), fix="Make the change in the YAML itself.")
    return text


def _said(text: str) -> Plain:
    try:
        return plain(source(text))
    except Unreadable:
        return None


def _smallest(before: Plain, edit: Set) -> list[Set | Remove]:
    """Where something stands already, only what differs is written."""
    found: Plain = before
    for step in edit.path:
        if isinstance(found, list):
            place = place_of(found, step)
            if place is None:
                return [edit]
            found = found[place]
        elif isinstance(found, dict) and step in found:
            found = found[str(step)]
        else:
            return [edit]
    return list(steps_to(found, edit.value, edit.path))


def _freed(text: str, path: Path) -> str:
    """The text with every alias written out that leads to what changes, or that says again what changes."""
    while (bound := _bound(source(text), path)) is not None:
        where, alias = bound
        text = replaced(text, way(source(text), where), plain(alias.target))
    return text


def _bound(root: Part, path: Path) -> tuple[Path, Alias] | None:
    known = list(paths(root))
    parts = way(root, path)
    if isinstance(parts[-1], Alias) and len(parts) <= len(path):
        return next((where, part) for where, part in known if part is parts[-1] and isinstance(part, Alias))
    touched = {id(part) for part in parts}
    if len(parts) > len(path):
        touched |= {id(part) for _, part in paths(parts[-1])}
    aliases = [(where, part) for where, part in known if isinstance(part, Alias) and id(part) not in touched]
    return next(((where, alias) for where, alias in reversed(aliases) if id(alias.target) in touched), None)


def _spliced(text: str, edit: Set | Remove) -> str:
    parts = way(source(text), edit.path)
    missing = edit.path[len(parts) - 1 :]
    if isinstance(edit, Remove):
        return text if missing else removed(text, parts)
    if not missing:
        return replaced(text, parts, edit.value)
    value = edit.value
    for step in reversed(missing[1:]):
        value = {str(step): value}
    return added(text, parts, missing[0], value, opened=len(missing))
