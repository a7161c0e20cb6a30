"""The life of what an organisation's own labels taught: asked for → proposed → adopted → retired, or rolled back.

Learning proposes, a person adopts: nothing that was fitted judges before somebody with the right says so.
"""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.errors import Conflict, Forbidden, MoveRefused, NotFound
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.learning.calibration import Calibrating
from handrail_server.core.learning.life_facts import (
    FitAsked,
    FitFailed,
    VersionAdopted,
    VersionDiscarded,
    VersionProposed,
    VersionRolledBack,
)
from handrail_server.core.learning.proposal import MOVES, Card, Figure, Fitted, Proposal, ProposalState, named

FITTING: Final = "fitting"
"""Where the worker takes what is to be fitted: apart from all that is quick."""
FITS_WITHIN: Final = 30 * MINUTE
"""By then it has come to an end, or it may be asked for again."""
KEPT: Final = 20
"""Versions of which all is kept, beside those that can be gone back to."""
STEPS: Final = 10
"""So often in a row one can go back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitToLabels(Effect):
    """Fit a version to the labels there are now."""

    fit: str
    of: Fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fit that was asked for, and what came of it where that is nothing."""

    id: str
    of: Fitted
    asked_at: At
    asked_by: str
    failed: str | None = None
    labels: int | None = None
    """How many there were, where it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What judged before an adoption; None: what comes with the package."""

    of: Fitted
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningLife:
    """All versions that were fitted for an organisation, without their numbers."""

    id: str
    """The organisation's."""
    fit: Fit | None = None
    """The newest fit that has not become a version."""
    latest: int = 0
    versions: tuple[Proposal, ...] = ()
    """The newest last."""
    before: tuple[Step, ...] = ()
    """What can be gone back to, the newest last."""

    def in_force(self, of: Fitted) -> Proposal | None:
        """The version that judges; None: what comes with the package."""
        return next((each for each in self.versions if each.of == of and each.state is ProposalState.ADOPTED), None)

    def step_back(self, of: Fitted) -> Step | None:
        """Where a roll-back would lead; None where there is nothing to roll back."""
        return next((step for step in reversed(self.before) if step.of == of), None)

    def version(self, version: int) -> Proposal:
        """What is known of it; raises `NotFound`."""
        for each in self.versions:
            if each.version == version:
                return each
        raise NotFound(f"There is no version {version} here.", field="version", fix="Read the list of versions.")


def ask(life: LearningLife, fit: str, of: Fitted, *, by: Actor, at: At) -> Outcome[LearningLife]:
    """Have a version fitted; one at a time."""
    _by_person(by)
    running = life.fit
    if running is not None and running.failed is None and at < running.asked_at + FITS_WITHIN:
        raise Conflict("A version is being fitted already.", fix="Wait until it is proposed.")
    asked = Fit(id=fit, of=of, asked_at=at, asked_by=by.id)
    return Outcome(
        state=replace(life, fit=asked),
        facts=(FitAsked(fit=fit, of=of, by=by, at=at),),
        effects=(FitToLabels(lane=f"fit/{fit}", destination=FITTING, fit=fit, of=of),),
    )


def fail(life: LearningLife, fit: str, *, reason: str, labels: int, by: Actor, at: At) -> Outcome[LearningLife]:
    """It came to nothing; what was asked for since is not touched."""
    asked = _awaited(life, fit)
    if asked is None:
        return Outcome(state=life)
    fact = FitFailed(fit=fit, of=asked.of, reason=reason, labels=labels, by=by, at=at)
    return Outcome(state=replace(life, fit=replace(asked, failed=reason, labels=labels)), facts=(fact,))


def propose(  # noqa: PLR0913  a version is all of this
    life: LearningLife,
    fit: str,
    *,
    digest: str,
    card: Card,
    figures: tuple[Figure, ...],
    better: float,
    bar: float,
    by: Actor,
    at: At,
) -> Outcome[LearningLife]:
    """A version came of it; it judges nothing yet. A fit that nobody waits for any more changes nothing."""
    asked = _awaited(life, fit)
    if asked is None:
        return Outcome(state=life)
    new = Proposal(
        version=life.latest + 1,
        of=asked.of,
        state=ProposalState.PROPOSED,
        digest=digest,
        card=card,
        figures=figures,
        better=better,
        bar=bar,
        proposed_at=at,
    )
    return _grown(replace(life, fit=None), new, by)


def propose_calibration(
    life: LearningLife, found: Calibrating, *, digest: str, card: Card, by: Actor, at: At
) -> Outcome[LearningLife]:
    """A person has confidence fitted to the judged answers: that takes no time, so it is proposed at once."""
    _by_person(by)
    new = Proposal(
        version=life.latest + 1,
        of=Fitted.CONFIDENCE,
        state=ProposalState.PROPOSED,
        digest=digest,
        card=card,
        figures=found.figures,
        better=found.better,
        bar=0.0,
        proposed_at=at,
        calibration=found.calibration,
    )
    return _grown(life, new, by)


def adopt(life: LearningLife, version: int, *, by: Actor, at: At) -> Outcome[LearningLife]:
    """From the next commit on the version judges; adopting what judges already is no change."""
    _by_person(by)
    new, old = life.version(version), life.in_force(life.version(version).of)
    if new == old:
        return Outcome(state=life)
    before = None if old is None else old.version
    adopted = replace(_moved(new, "adopt"), adopted_at=at, adopted_by=by.id)
    state = life if old is None else _with(life, _moved(old, "retire"))
    fact = VersionAdopted(version=version, of=new.of, digest=new.digest, replaces=before, by=by, at=at)
    return Outcome(state=_stepped(_with(state, adopted), Step(of=new.of, version=before)), facts=(fact,))


def roll_back(life: LearningLife, version: int, *, by: Actor, at: At) -> Outcome[LearningLife]:
    """From the version in force back to what judged before, in one step."""
    _by_person(by)
    current = life.version(version)
    of, step = current.of, life.step_back(current.of)
    if current.state is not ProposalState.ADOPTED or step is None:
        raise MoveRefused(
            f"Version {version} is not in force: it is {current.state}.", fix="Roll back the one that is."
        )
    state = _with(life, _moved(current, "retire"))
    if step.version is not None:
        state = _with(state, _moved(life.version(step.version), "adopt"))
    fact = VersionRolledBack(version=current.version, of=of, back_to=step.version, by=by, at=at)
    return Outcome(state=replace(state, before=_without_last(life.before, step)), facts=(fact,))


def discard(life: LearningLife, version: int, *, by: Actor, at: At) -> Outcome[LearningLife]:
    """A proposed version is put aside."""
    _by_person(by)
    gone = _moved(life.version(version), "discard")
    return Outcome(state=_with(life, gone), facts=(VersionDiscarded(version=version, of=gone.of, by=by, at=at),))


def in_force_before(life: LearningLife, proposal: Proposal) -> str | None:
    """Where a roll-back of the version would lead, as signals name it; None where it is not in force."""
    step = life.step_back(proposal.of)
    if proposal.state is not ProposalState.ADOPTED or step is None:
        return None
    return named(proposal.of, step.version)


def _grown(life: LearningLife, new: Proposal, by: Actor) -> Outcome[LearningLife]:
    fact = VersionProposed(
        version=new.version,
        of=new.of,
        base=new.card.base,
        digest=new.digest,
        labels=new.card.labels,
        conversations=new.card.conversations,
        figures=new.figures,
        by=by,
        at=new.proposed_at,
    )
    grown = replace(life, latest=new.version, versions=(*life.versions, new))
    return Outcome(state=_kept(grown), facts=(fact,))


def _awaited(life: LearningLife, fit: str) -> Fit | None:
    asked = life.fit
    return asked if asked is not None and asked.id == fit and asked.failed is None else None


def _by_person(by: Actor) -> None:
    if by.kind is not ActorKind.PERSON or by.reported_by is not None:
        raise Forbidden("Only a person decides what judges.")


def _moved(proposal: Proposal, verb: str) -> Proposal:
    state = MOVES.get((proposal.state, verb))
    if state is None:
        raise MoveRefused(f"You cannot {verb} version {proposal.version}: it is {proposal.state}.")
    return replace(proposal, state=state)


def _with(life: LearningLife, proposal: Proposal) -> LearningLife:
    versions = tuple(proposal if each.version == proposal.version else each for each in life.versions)
    return replace(life, versions=versions)


def _stepped(life: LearningLife, step: Step) -> LearningLife:
    """The oldest steps make room; the first stays, so that one always comes back to the package in the end."""
    mine = [each for each in (*life.before, step) if each.of == step.of]
    others = tuple(each for each in life.before if each.of != step.of)
    kept = mine if len(mine) <= STEPS else [mine[0], *mine[2:]]
    return replace(life, before=(*others, *kept))


def _without_last(steps: tuple[Step, ...], last: Step) -> tuple[Step, ...]:
    place = len(steps) - 1 - steps[::-1].index(last)
    return steps[:place] + steps[place + 1 :]


def _kept(life: LearningLife) -> LearningLife:
    """The oldest version makes room, unless it judges or a roll-back could still come to it."""
    if len(life.versions) <= KEPT:
        return life
    needed = {step.version for step in life.before} | {life.latest}
    free = (each for each in life.versions if each.version not in needed and each.state is not ProposalState.ADOPTED)
    dropped = next(free, None)
    return replace(life, versions=tuple(each for each in life.versions if each is not dropped))
