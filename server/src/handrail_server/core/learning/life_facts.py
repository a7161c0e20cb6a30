"""What can happen to what an organisation's own labels taught."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Fact
from handrail_server.core.learning.proposal import Figure, Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class FitAsked(Fact):
    """Somebody wants a version fitted to the labels there are now."""

    fit: str
    of: Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class FitFailed(Fact):
    """No version came of it."""

    fit: str
    of: Fitted
    reason: str
    """`too_few_labels`, `too_few_new_labels`, `extra_missing` or `broken`."""
    labels: int
    """How many there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionProposed(Fact):
    """A version was fitted to the organisation's own labels. It judges nothing yet."""

    version: int
    of: Fitted
    base: str
    digest: str
    labels: int
    conversations: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAdopted(Fact):
    """From here on the version judges."""

    version: int
    of: Fitted
    digest: str
    replaces: int | None
    """The version that judged before; None: what comes with the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRolledBack(Fact):
    """The version judges no more; the one before it does again."""

    version: int
    of: Fitted
    back_to: int | None
    """None: what comes with the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDiscarded(Fact):
    """A proposed version was put aside."""

    version: int
    of: Fitted
