"""The conversations that fare differently, however many: written out as they come, only the first few kept."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import IO, Final

from handrail_server.cli.laboratory.sums import Differs

SHOWN: Final = 20


class Differences:
    """Counts them; writes each to `kept`, one a line, where that is given."""

    def __init__(self, kept: IO[str] | None = None) -> None:
        self.count = 0
        self._kept = kept
        self._labelled: list[Differs] = []
        self._others: list[Differs] = []

    def take(self, differs: Iterable[Differs]) -> None:
        """Some more."""
        for each in differs:
            self.count += 1
            first = self._others if each.needed is None else self._labelled
            if len(first) < SHOWN:
                first.append(each)
            if self._kept is not None:
                self._kept.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")

    @property
    def first(self) -> tuple[Differs, ...]:
        """Those to be shown; the ones of which people said who was right come first."""
        return tuple((*self._labelled, *self._others)[:SHOWN])

    def lines(self) -> Iterator[str]:
        """What was kept."""
        if self._kept is not None:
            self._kept.seek(0)
            yield from map(str.rstrip, self._kept)
