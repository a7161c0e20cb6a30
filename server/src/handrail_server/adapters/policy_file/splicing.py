"""One part of a YAML text replaced, added or taken out; all around it stays, letter by letter."""

import re
from typing import Final

from handrail_server.adapters.policy_file.source import Mapping, Part, Scalar, Sequence
from handrail_server.adapters.policy_file.writing import below, beside, fits, inline, inline_pair, item, pair
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.edits import Plain

_GAP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
"""What may stand between two parts: blanks, breaks and comments."""
_COMMENT: Final = re.compile(r"(?:^|\s)(#[^\n]*)$")


def replaced(text: str, way: list[Part], value: Plain, *, opened: int = 1) -> str:
    """The last part of the way says `value` instead."""
    old = way[-1]
    holder = way[-2] if len(way) > 1 else None
    if holder is None:
        raise Invalid("A document is changed part by part.", field="path", fix="Name the setting.")
    style = old.style if isinstance(old, Scalar) else None
    if isinstance(holder, Mapping | Sequence) and holder.flow:
        return text[: old.start] + inline(value, style) + text[old.end :]
    if isinstance(holder, Sequence):
        return _replaced_item(text, old, value, style)
    return _replaced_value(text, holder, old, value, opened=opened)


def added(text: str, way: list[Part], step: str | int, value: Plain, *, opened: int) -> str:
    """The last part of the way has one more pair or item, at its end."""
    holder = way[-1]
    if isinstance(holder, Mapping) and holder.flow:
        last = holder.pairs[-1][1].end if holder.pairs else None
        return _into_flow(text, holder, last, inline_pair(str(step), value))
    if isinstance(holder, Sequence) and holder.flow:
        emptied = not holder.items and not _in_flow(way)
        if emptied and not fits([value]):
            return replaced(text, way, [value])
        return _into_flow(text, holder, holder.items[-1].end if holder.items else None, inline(value))
    if isinstance(holder, Mapping):
        return _after(text, holder.end, holder.pairs[0][0].column, pair(str(step), value, opened=opened))
    if isinstance(holder, Sequence):
        column = _column(text, _dash(text, holder.items[0]))
        return _after(text, holder.end, column, item(value, opened=opened))
    return replaced(text, way, {str(step): value}, opened=opened + 1)


def removed(text: str, way: list[Part]) -> str:
    """The last part of the way is gone, with its key or its dash."""
    old, holder = way[-1], way[-2]
    parts: list[Part] = []
    first = old.start
    if isinstance(holder, Mapping):
        first = next(key.start for key, value in holder.pairs if value is old)
        parts = [value for _, value in holder.pairs]
    elif isinstance(holder, Sequence):
        parts = holder.items
    if len(parts) == 1:
        emptied: Plain = {} if isinstance(holder, Mapping) else []
        return _emptied(text, way[:-1], emptied)
    if isinstance(holder, Mapping | Sequence) and holder.flow:
        return _out_of_flow(text, first, old, parts)
    if isinstance(holder, Sequence):
        first = _dash(text, old)
    start, end = _line(text, first), min(_end_of_line(text, old.end) + 1, len(text))
    if text[start:first].strip():
        # The first key of `- id: …` shares its line with the dash: the next key moves up to it.
        return text[:first] + text[end:].lstrip(" ")
    return text[:start] + text[end:]


def _emptied(text: str, way: list[Part], value: Plain) -> str:
    if len(way) > 1:
        return replaced(text, way, value)
    old = way[0]
    return text[: old.start] + beside(value) + text[old.end :]


def _replaced_value(text: str, holder: Part, old: Part, value: Plain, *, opened: int) -> str:
    """The value of a key, in a map whose keys stand below each other."""
    key = next(key for key, each in holder.pairs if each is old) if isinstance(holder, Mapping) else old
    colon = _skipped(text, key.end) + 1
    short = fits(value, opened=opened)
    style = old.style if isinstance(old, Scalar) else None
    if short and not _is_long(text, old) and _line(text, old.start) == _line(text, colon):
        gap = "" if text[colon : old.start] else " "
        return text[: old.start] + gap + beside(value, style) + text[old.end :]
    head, *lines = pair("k", value, opened=opened)
    if isinstance(value, list | dict) and not short and isinstance(old, Mapping | Sequence) and not old.flow:
        lines = [
            " " * (_first_column(text, old) - key.column) + line if line else "" for line in below(value, opened=opened)
        ]
    kept, rest = _around(text, colon, old)
    body = "".join(f"\n{' ' * key.column}{line}" if line else "\n" for line in lines)
    return text[:colon] + head.removeprefix("k:") + kept + body + text[rest:]


def _around(text: str, colon: int, old: Part) -> tuple[str, int]:
    """What stands beside and before an old value and stays: comments; and where the text goes on after it."""
    first = _first(text, old)
    if _line(text, first) != _line(text, colon):
        end = _end_of_line(text, colon)
        return _comment(text[colon:end]) + text[end : max(_line(text, first) - 1, end)], old.end
    if isinstance(old, Scalar) and old.style in {"|", ">"}:
        return _comment(text[old.start : _end_of_line(text, old.start)]), old.end
    end = _end_of_line(text, old.end)
    return _comment(text[old.end : end]), end


def _replaced_item(text: str, old: Part, value: Plain, style: str | None) -> str:
    """An item of a list whose items stand below each other."""
    dash = _dash(text, old)
    if fits(value) and not _is_long(text, old):
        gap = "" if text[dash + 1 : old.start] else " "
        return text[: old.start] + gap + beside(value, style) + text[old.end :]
    lines = f"\n{' ' * _column(text, dash)}".join(item(value))
    return text[:dash] + lines + text[old.end :]


def _after(text: str, end: int, column: int, lines: list[str]) -> str:
    """Lines below what ends there, and below the comment beside it."""
    at = _end_of_line(text, end)
    return text[:at] + "".join(f"\n{' ' * column}{line}" if line else "\n" for line in lines) + text[at:]


def _into_flow(text: str, holder: Part, last: int | None, written: str) -> str:
    if last is not None:
        return f"{text[:last]}, {written}{text[last:]}"
    return f"{text[: holder.end - 1].rstrip(' ')}{written}{text[holder.end - 1 :]}"


def _out_of_flow(text: str, first: int, old: Part, parts: list[Part]) -> str:
    """A part between brackets goes with one comma."""
    after = _skipped(text, old.end)
    if old is not parts[-1]:
        following = after + 1
        while text[following : following + 1] == " ":
            following += 1
        return text[:first] + text[old.end : after] + text[following:]
    before = parts[-2].end
    comma = _skipped(text, before)
    return text[:comma] + text[comma + 1 : first].rstrip(" ") + text[old.end :]


def _is_long(text: str, part: Part) -> bool:
    """Whether it stands in several lines."""
    return (isinstance(part, Mapping | Sequence) and not part.flow) or (
        isinstance(part, Scalar) and "\n" in text[part.start : part.end]
    )


def _in_flow(way: list[Part]) -> bool:
    return any(isinstance(part, Mapping | Sequence) and part.flow for part in way[:-1])


def _first(text: str, part: Part) -> int:
    """Where it begins, less its anchor where its parts stand below that."""
    if isinstance(part, Mapping) and not part.flow:
        return part.pairs[0][0].start
    if isinstance(part, Sequence) and not part.flow:
        return _dash(text, part.items[0])
    return part.start


def _first_column(text: str, part: Part) -> int:
    return _column(text, _first(text, part))


def _dash(text: str, item_: Part) -> int:
    return text.rindex("-", 0, item_.start)


def _skipped(text: str, at: int) -> int:
    """Where the next sign stands that is no blank and no comment."""
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _comment(text: str) -> str:
    found = _COMMENT.search(text)
    return f"  {found.group(1).rstrip()}" if found else ""


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _column(text: str, at: int) -> int:
    return at - _line(text, at)


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found
