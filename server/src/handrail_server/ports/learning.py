"""What learning needs from outside: something that fits a model to labelled turns, and a place for its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.core.learning.examples import Example
from handrail_server.core.learning.proposal import Figure
from handrail_server.core.signals.learned.model import Model
from handrail_server.core.signals.learned.tables import Tables


class Trainer(Protocol):
    """Fits models. The same examples in the same order give the same model."""

    def train(self, name: str, examples: Sequence[Example]) -> Model:
        """A calibrated model of the examples' labels.

        Raises `Invalid` where there are fewer than two labels, `Unavailable` where the parts it takes are missing.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One turn to learn from."""

    text: str
    yes: bool
    group: int
    """Its conversation."""
    fresh: bool
    """The version in force was not fitted to it: it is measured on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """A model fitted anew, beside what was in force."""

    tables: Tables
    figures: tuple[Figure, ...]
    better: float
    """How often, of the draws, it was the better one."""


class Refitter(Protocol):
    """Fits a signal anew in a process of its own, so that no turn waits for it."""

    async def ready(self) -> None:
        """Raises `Unavailable` where the parts that fitting takes are not installed."""
        ...

    async def refit(self, name: str, rows: Sequence[LabelledText], base: Tables | None) -> Refit:
        """A model of the rows, measured beside `base` (None: the one that comes with the package).

        Raises `Unavailable` where it cannot be done. Cancelling it ends the process.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A fitted model's numbers, and the conversations that they were learnt from."""

    tables: Tables
    conversations: tuple[str, ...]


class Weights(Protocol):
    """The numbers of fitted models, by their content's hash, sealed with a key of the organisation."""

    async def keep(self, org: OrgId, taught: Taught, *, key: KeyId) -> str:
        """Keep them; the digest they are found by. The same again changes nothing."""
        ...

    async def taught(self, org: OrgId, digest: str) -> Taught | None:
        """What was kept, or None where it is not there, its key is gone, or it is not what the digest says."""
        ...
