"""What heavy work needs from outside: somewhere to run, in one process, in several, or on several machines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

S = TypeVar("S")
P = TypeVar("P")
M = TypeVar("M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[S, P, M]):
    """Pure work on parts: a part's answer depends on the setting and the part alone, not on who does it, or when."""

    begin: Callable[[S], Callable[[P], M]]
    """Makes a worker ready, once; what it gives is called with part after part. A function of a module."""
    setting: S


class Engine(Protocol):
    """Shares work out among workers."""

    def each(self, work: Work[S, P, M], parts: Iterable[P]) -> Iterator[M]:
        """What the work makes of each part, in the order of the parts.

        No more parts are taken than keep the workers busy. Raises what the work raises, of several parts the first's;
        `Unavailable` where a worker ends in the middle: a part is never left out in silence.
        """
        ...
