"""Gathers what one tool found: one signal of a name, with names and scores that a rule can rely on."""

import re
from collections.abc import Mapping
from typing import Final

from handrail._said import SuppliedSignal

TRIPPED: Final = 0.5
"""A tool that tripped scores this or more; one that did not scores less, whatever its own scale."""
_BELOW: Final = 0.49
_LONGEST: Final = 100


class Found:
    """The signals of one tool; of several finds of one name the strongest stays, and blind ones stay beside it."""

    def __init__(self, tool: str, *, version: str | None, names: Mapping[str, str] | None) -> None:
        self._tool = tool
        self._source = f"{tool}@{version}" if version else tool
        self._names = dict(names or {})
        self._kept: dict[tuple[str, bool], SuppliedSignal] = {}

    def tripped(self, check: str, score: float | None = None, *, note: str | None = None) -> None:
        """The tool's own verdict stands: a low grade of its own does not take it back."""
        self._keep(check, 1.0 if score is None else max(TRIPPED, min(1.0, score)), note)

    def passed(self, check: str, score: float | None = None) -> None:
        """The tool looked and was content."""
        self._keep(check, 0.0 if score is None else min(_BELOW, max(0.0, score)), None)

    def graded(self, check: str, score: float, *, note: str | None = None) -> None:
        """The tool gives a likelihood and no verdict."""
        self._keep(check, min(1.0, max(0.0, score)), note)

    def blind(self, check: str, note: str) -> None:
        """The tool could not look."""
        self._keep(check, 0.0, note, blind=True)

    def unreadable(self) -> tuple[SuppliedSignal, ...]:
        """For a result of an unknown shape."""
        self.blind("", "the result has no shape that is known here")
        return self.signals()

    def signals(self) -> tuple[SuppliedSignal, ...]:
        """In the order in which their names came up."""
        return tuple(self._kept.values())

    def _keep(self, check: str, score: float, note: str | None, *, blind: bool = False) -> None:
        signal = SuppliedSignal(name=self._name(check), score=score, source=self._source, blind=blind, note=note)
        before = self._kept.get((signal.name, blind))
        if before is None or before.score < score:
            self._kept[signal.name, blind] = signal

    def _name(self, check: str) -> str:
        if check in self._names:
            return self._names[check]
        parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", check)
        return "_".join(re.findall(r"[a-z0-9]+", f"{self._tool} {parted}".lower()))[:_LONGEST]
