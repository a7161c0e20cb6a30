"""Conversations from JSON lines: one conversation a line, or one turn a line with a column map (see flat.py)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from handrail_server.cli.replay.labels import label_of
from handrail_server.cli.replay.recording import Author, Recorded, Said, ToolUse
from handrail_server.cli.replay.times import time_of
from handrail_server.core.basics.errors import Invalid

AUTHORS: Final[Mapping[str, Author]] = {
    "customer": "customer",
    "user": "customer",
    "human": "customer",
    "agent": "agent",
    "assistant": "agent",
    "bot": "agent",
    "person": "person",
    "rep": "person",
}
_TOOL_CALL: Final = "tool_call"
_TOOL_RESULT: Final = ("tool_result", "tool")
_PASSED_OVER: Final = ("system",)
_FAILED: Final = "error"


def numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """The file's lines, one after the other, from 1."""
    with path.open("rb") as lines:
        yield from enumerate(lines, start=1)


def objects(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, dict[str, object]]]:
    """Each line's object with its number; raises `Invalid` naming the line that is none."""
    for number, line in lines:
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise Invalid(f"Line {number} is not JSON: {error}.", fix="Write one JSON object a line.") from None
        if not isinstance(value, dict):
            raise Invalid(f"Line {number} is no JSON object.", fix="Write one JSON object a line.")
        yield number, value


def conversation(number: int, row: Mapping[str, object]) -> Recorded:
    """The conversation of a line; raises `Invalid` naming the line."""
    turns = row.get("turns", row.get("messages"))
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise Invalid(f"Line {number} has no list `turns` of objects.", fix="For one turn a line, give --columns.")
    said = tuple(_said(number, turns))
    return Recorded(
        id=str(row.get("id", f"line-{number}")),
        turns=said,
        label=label_of(row, turns),
        channel=_text(row, "channel") or "chat",
        customer=_text(row, "customer"),
        language=_text(row, "language"),
    )


def _said(number: int, turns: Sequence[Mapping[str, object]]) -> Iterator[Said]:
    """The turns in which somebody speaks; tools that were called before an agent's words come with them."""
    tools: list[ToolUse] = []
    for index, turn in enumerate(turns):
        role = str(turn.get("role", turn.get("author", ""))).lower()
        text = turn.get("text", turn.get("content"))
        if role == _TOOL_CALL:
            tools.append(ToolUse(name=_name(turn), arguments=_arguments(turn.get("args", turn.get("arguments")))))
        elif role in _TOOL_RESULT:
            _answer(tools, _name(turn), text, failed=turn.get("failed") is True)
        elif role in AUTHORS:
            if not isinstance(text, str) or not text.strip():
                continue
            author = AUTHORS[role]
            yield _turn(index, author, text, turn, tuple(tools) if author == "agent" else ())
            if author == "agent":
                tools = []
        elif role not in _PASSED_OVER:
            raise Invalid(
                f"Line {number}, turn {index}: nobody is called `{role[:40]}`.",
                fix="Roles are customer, agent, person, tool_call, tool_result and system.",
            )


def _turn(index: int, author: Author, text: str, turn: Mapping[str, object], tools: tuple[ToolUse, ...]) -> Said:
    confidence = turn.get("confidence")
    return Said(
        index=index,
        author=author,
        text=text,
        at=time_of(turn.get("at", turn.get("time"))),
        confidence=float(confidence) if isinstance(confidence, (int, float)) else None,
        topic=_text(turn, "topic"),
        tools=tools,
    )


def _answer(tools: list[ToolUse], name: str, text: object, *, failed: bool) -> None:
    """The result belongs to the oldest open call of that name; without one it is a call that was not recorded."""
    result = _parsed(text)
    failed = failed or (isinstance(text, str) and text.lower().startswith(_FAILED))
    for place, tool in enumerate(tools):
        if tool.name == name and tool.result is None and not tool.failed:
            tools[place] = ToolUse(name=name, arguments=tool.arguments, result=result, failed=failed)
            return
    tools.append(ToolUse(name=name, arguments={}, result=result, failed=failed))


def _name(turn: Mapping[str, object]) -> str:
    return str(turn.get("name") or "tool")


def _arguments(value: object) -> dict[str, object] | str:
    parsed = _parsed(value)
    if isinstance(parsed, dict):
        return parsed
    return "" if parsed is None else str(value)


def _parsed(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _text(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value else None
