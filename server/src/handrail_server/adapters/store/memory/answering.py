"""Which function answers which query or command."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from handrail_server.adapters.store.engine import Command, Query

R = TypeVar("R", bound=tuple[object, ...])
Function = Callable[..., Iterable[tuple[object, ...]]]

FUNCTIONS: dict[str, Function] = {}
"""By the name of the query or command."""


def answers(asked: Query[R] | Command[R]) -> Callable[[Callable[..., Iterable[R]]], Callable[..., Iterable[R]]]:
    """Mark a function of the tables and the query's values as its answer."""

    def marked(function: Callable[..., Iterable[R]]) -> Callable[..., Iterable[R]]:
        FUNCTIONS[asked.name] = function
        return function

    return marked
