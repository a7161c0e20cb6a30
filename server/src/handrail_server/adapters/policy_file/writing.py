"""Values as a person would write them in YAML: short things on one line, long ones below their key."""

import re
from decimal import Decimal
from typing import Final, TypeAlias

import yaml

from handrail_server.adapters.policy_file.source import plain_scalar
from handrail_server.core.policy.edits import Plain

INDENT: Final = "  "
_WIDEST: Final = 100
"""Characters of a map that stands on one line."""
_WORD: Final = re.compile(r"[A-Za-z0-9_][\w.-]*", re.ASCII)
_ESCAPES: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

_Leaf: TypeAlias = "bool | Decimal | str | None"


def inline(value: Plain, style: str | None = None) -> str:
    """The value on one line, as it may stand between brackets; a text keeps the quotes it had where it can."""
    if isinstance(value, list):
        return f"[{', '.join(inline(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(inline_pair(key, item) for key, item in value.items())}}}"
    return _scalar(value, flow=True, style=style)


def inline_pair(key: str, value: Plain) -> str:
    """A key with its value between braces."""
    return f"{_key(key)}: {inline(value)}"


def beside(value: Plain, style: str | None = None) -> str:
    """The value on one line, after a key of a map whose keys stand below each other."""
    return inline(value) if isinstance(value, list | dict) else _scalar(value, flow=False, style=style)


def fits(value: Plain, *, opened: int = 0) -> bool:
    """Whether the value stands beside its key. `opened` levels of maps are written out, however short they are."""
    if isinstance(value, str):
        return not _is_block_text(value)
    if not isinstance(value, dict | list) or not value:
        return True
    parts = list(value.values()) if isinstance(value, dict) else value
    if (isinstance(value, dict) and opened > 0) or any(isinstance(part, dict | list) and part for part in parts):
        return False
    short = isinstance(value, list) or len(inline(value)) <= _WIDEST
    return short and all(not isinstance(part, str) or fits(part) for part in parts)


def pair(key: str, value: Plain, *, opened: int = 0) -> list[str]:
    """The lines of a key with its value."""
    name = f"{_key(key)}:"
    if fits(value, opened=opened):
        return [f"{name} {beside(value)}"]
    if isinstance(value, str):
        mark = "|" if value.endswith("\n") else "|-"
        return [f"{name} {mark}", *_indented(value.splitlines())]
    return [name, *_indented(below(value, opened=opened))]


def item(value: Plain, *, opened: int = 0) -> list[str]:
    """The lines of a list's item, with its dash."""
    if isinstance(value, dict) and not fits(value, opened=opened):
        first, *rest = below(value, opened=opened)
        return [f"- {first}", *_indented(rest)]
    return [f"- {beside(value)}"]


def below(value: Plain, *, opened: int = 0) -> list[str]:
    """The lines of a map or list whose parts stand below each other."""
    if isinstance(value, dict):
        return [line for key, each in value.items() for line in pair(key, each, opened=opened - 1)]
    if isinstance(value, list):
        return [line for each in value for line in item(each)]
    return [beside(value)]


def _indented(lines: list[str]) -> list[str]:
    return [f"{INDENT}{line}" if line else "" for line in lines]


def _key(key: str) -> str:
    return key if _WORD.fullmatch(key) and plain_scalar(key, None) == key else _quoted(key)


def _scalar(value: _Leaf, *, flow: bool, style: str | None = None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if style != '"' and _is_plain(value, flow=flow) else _quoted(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether it needs no quotes: written so it is read as this text, and as nothing beside it."""
    if not text.isprintable() or plain_scalar(text, None) != text:
        return False
    frame = f"[{text}, k]" if flow else f"? k\n: {text}"
    try:
        node = yaml.compose(frame, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    parts = list(node.value[0]) if isinstance(node, yaml.MappingNode) else node.value if node else []
    written = parts[0 if flow else -1] if len(parts) == 2 else None
    return isinstance(written, yaml.ScalarNode) and not written.style and written.value == text


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter) or _escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_block_text(text: str) -> bool:
    """Several lines that a block can carry as they are."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1 and lines[0][:1] not in {"", " "} and lines[-1] != "" and all(_is_clean(line) for line in lines)
    )


def _is_clean(line: str) -> bool:
    return line.isprintable() and line == line.rstrip()
