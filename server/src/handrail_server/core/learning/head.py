"""A fact's head as it is read back from the ledger: all that measures and the register may look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.time import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One fact without its body. `data` holds the canonical JSON's values: decimals and scores are text."""

    subject: Subject
    version: int
    verb: str
    at: At
    by: Mapping[str, str | None]
    data: Mapping[str, object]

    def text(self, name: str) -> str | None:
        """A text, or None where it is absent."""
        value = self.data.get(name)
        return value if isinstance(value, str) else None

    def whole(self, name: str) -> int | None:
        """A whole number, or None where it is absent."""
        value = self.data.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def score(self, name: str) -> float | None:
        """A score, which heads write as text, or None where it is absent."""
        value = self.data.get(name)
        return float(value) if isinstance(value, str) else None

    def flag(self, name: str) -> bool:
        """Whether it is true."""
        return self.data.get(name) is True

    def parts(self, name: str) -> tuple[Mapping[str, object], ...]:
        """The objects of an array."""
        value = self.data.get(name)
        if not isinstance(value, list | tuple):
            return ()
        return tuple(part for part in value if isinstance(part, Mapping))
