"""Words that people give with a verb and that stand in a fact's head: codes only, never customer text."""

import re
from typing import Final

from handrail_server.core.basics.errors import Invalid

_CODE: Final = re.compile(r"[a-z][a-z0-9_.-]{0,47}")


def coded(value: str, *, field: str) -> str:
    """`value`, or `Invalid` where it is not a code such as `wrong_skill`."""
    if not _CODE.fullmatch(value):
        raise Invalid(
            f"`{field}` must be a code.",
            field=field,
            fix="Send 1–48 of a–z, 0–9, `_`, `.` and `-`, beginning with a letter; free text belongs in the note.",
        )
    return value


def written(value: str | None, *, field: str) -> str:
    """`value` without the blanks around it, or `Invalid` where nothing is written."""
    text = (value or "").strip()
    if not text:
        raise Invalid(f"`{field}` must not be empty.", field=field, fix="Write it down: the record demands it.")
    return text
