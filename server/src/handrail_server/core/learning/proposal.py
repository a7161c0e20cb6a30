"""A proposed version: what was fitted to an organisation's own labels, on how much, and how much better it judges."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.signals.calibration import Calibration


class Fitted(StrEnum):
    """What can be fitted to an organisation's own labels."""

    NEEDS_PERSON = "needs_person"
    """The learned signal of this name."""
    CONFIDENCE = "confidence"
    """What the agents' confidence is worth."""


class ProposalState(StrEnum):
    """Where a proposed version stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    RETIRED = "retired"
    DISCARDED = "discarded"


MOVES: Final[dict[tuple[ProposalState, str], ProposalState]] = {
    (ProposalState.PROPOSED, "adopt"): ProposalState.ADOPTED,
    (ProposalState.PROPOSED, "discard"): ProposalState.DISCARDED,
    (ProposalState.ADOPTED, "retire"): ProposalState.RETIRED,
    (ProposalState.RETIRED, "adopt"): ProposalState.ADOPTED,
}
"""A retired version may be adopted again: going back is the safest change there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the version in force (`before`) and of the proposed one (`after`), on the same labels.

    The proposed one never saw the labels that it is measured on (five folds, by conversation), nor did the other.
    """

    name: str
    """`f1`, `auc`, `ece`, or `needless_per_100`."""
    topic: str | None
    """None: all of them."""
    count: int
    """Labels that it was measured on."""
    before: float
    before_between: tuple[float, float]
    """The 95 % interval, conversations drawn with repetition."""
    after: float
    after_between: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a version was made from."""

    base: str
    """What was in force then, such as `needs_person@1`."""
    labels: int
    positive: int
    """Of these, how many say yes: a person was needed."""
    conversations: int
    since: At
    until: At
    """When the first and the last of these conversations began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One version. Its numbers are kept by `digest`, sealed with the organisation's key."""

    version: int
    """Counted from 1 over everything that was ever fitted for the organisation."""
    of: Fitted
    state: ProposalState
    digest: str
    card: Card
    figures: tuple[Figure, ...]
    better: float
    """How often, of 200 draws of conversations, it was the better one: 0..1."""
    bar: float
    """The score from which it names a turn best; where a policy's threshold on it might begin."""
    proposed_at: At
    adopted_at: At | None = None
    adopted_by: str | None = None
    calibration: Calibration | None = None
    """Of a version of the confidence: its curves, which `digest` is the hash of."""

    @property
    def detector(self) -> str:
        """How signals name it: `name@version`."""
        return named(self.of, self.version)


SHIPPED: Final = {Fitted.NEEDS_PERSON: "1", Fitted.CONFIDENCE: "raw"}
"""What judges without a version of one's own: the package's model, and confidence as it is given."""


def named(of: Fitted, version: int | None) -> str:
    """A version as signals name it; None: what judges without one."""
    return f"{of.value}@{SHIPPED[of] if version is None else own_version(version)}"


def own_version(version: int) -> str:
    """A version of the organisation's own, told apart from those that come with the package."""
    return f"own-{version}"
