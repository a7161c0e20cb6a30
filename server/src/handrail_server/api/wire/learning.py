"""What an organisation's own labels taught, on the wire."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply, Score

Of = Literal["needs_person", "confidence"]


class Interval(Reply, frozen=True, kw_only=True):
    """Where a figure lies with 95 % confidence."""

    low: float
    high: float


class FigureReply(Reply, frozen=True, kw_only=True):
    """One figure of what was in force then and of the version, on labels that neither was fitted to."""

    name: Literal["f1", "auc", "ece", "needless_per_100"]
    topic: str | None
    count: int
    before: float
    before_between: Interval
    after: float
    after_between: Interval


class VersionReply(Reply, frozen=True, kw_only=True):
    """A version that was fitted to the organisation's own labels: made from what, how good, who chose it."""

    version: int
    of: Of
    detector: str
    """How signals name it."""
    state: Literal["proposed", "adopted", "retired", "discarded"]
    digest: str
    base: str
    """What was in force when it was fitted: its figures are the ones before."""
    labels: int
    positive: int
    conversations: int
    since: Moment
    until: Moment
    figures: tuple[FigureReply, ...]
    better: Score
    """How often, of draws of conversations with repetition, it was the better one."""
    bar: Score
    """The score from which it names a turn best."""
    proposed_at: Moment
    adopted_at: Moment | None
    adopted_by: str | None
    back_to: str | None
    """Where a roll-back of the version in force leads, as signals name it; null: it is not in force."""


class FitReply(Reply, frozen=True, kw_only=True):
    """A fit that was asked for; with `failed` where no version came of it."""

    of: Of
    asked_at: Moment
    asked_by: str
    failed: Literal["too_few_labels", "too_few_new_labels", "extra_missing", "broken"] | None
    labels: int | None


class LearningReply(Reply, frozen=True, kw_only=True):
    """`GET /v1/learning`: the fit under way, if any, and all versions, the newest first."""

    fit: FitReply | None
    versions: tuple[VersionReply, ...]
    fewest: int
    """Labelled turns below which nothing is fitted."""
    fewest_of_a_kind: int
    """Conversations that needed a person, and as many that needed none."""
    fewest_new: int
    """Of either kind, conversations that the version in force was not fitted to."""
