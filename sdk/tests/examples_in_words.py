"""Runs the examples in docstrings and documents, as `python -m asyncio` would: an example may `await`."""

import ast
import asyncio
import contextlib
import doctest
import inspect
import io
from collections.abc import Awaitable
from typing import Final

_AWAIT: Final = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_CHECKER: Final = doctest.OutputChecker()


def run(text: str, name: str, known: dict[str, object]) -> int:
    """Run each example of `text` in turn and compare what it prints; how many there were."""
    examples = doctest.DocTestParser().get_examples(text, name)
    with asyncio.Runner() as runner:
        for example in examples:
            printed = _printed(example.source, name, known, runner)
            assert _CHECKER.check_output(example.want, printed, doctest.ELLIPSIS), (
                f"{name}, line {example.lineno + 1}: {example.source}wanted {example.want!r}, got {printed!r}"
            )
    return len(examples)


def _printed(source: str, name: str, known: dict[str, object], runner: asyncio.Runner) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = compile(source, name, "single", _AWAIT)
        answer: object = eval(code, known)
        if isinstance(answer, Awaitable):
            runner.run(_awaited(answer))
    return out.getvalue()


async def _awaited(answer: Awaitable[object]) -> object:
    return await answer


def documented(thing: object) -> str:
    """The docstring as written, its indentation removed."""
    return inspect.getdoc(thing) or ""
