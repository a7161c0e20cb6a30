"""The life of what labels taught: asked for, proposed, adopted by a person, rolled back step by step."""

import pytest

from handrail_server.core.basics.actors import agent, system
from handrail_server.core.basics.errors import Conflict, Forbidden, MoveRefused, NotFound
from handrail_server.core.basics.time import At, later
from handrail_server.core.learning.life import (
    FITS_WITHIN,
    FITTING,
    KEPT,
    STEPS,
    FitToLabels,
    LearningLife,
    adopt,
    ask,
    discard,
    fail,
    in_force_before,
    propose,
    roll_back,
)
from handrail_server.core.learning.life_facts import FitFailed, VersionAdopted, VersionProposed, VersionRolledBack
from handrail_server.core.learning.proposal import Card, Fitted, ProposalState
from server.tests.core.cases.given import ANA, BOT, NOW, is_

A, OF = is_(ANA), Fitted.NEEDS_PERSON
BY = system("learning")
CARD = Card(base="needs_person@1", labels=120, positive=40, conversations=100, since=NOW, until=NOW)
EMPTY = LearningLife(id="acme")


def asked(life: LearningLife, fit: str = "f1", at: At = NOW) -> LearningLife:
    return ask(life, fit, OF, by=A, at=at).state


def proposed(life: LearningLife, fit: str = "f1") -> LearningLife:
    at = later(NOW, seconds=3_600 * (life.latest + 1))
    waiting = asked(life, fit, at)
    return propose(waiting, fit, digest="d", card=CARD, figures=(), better=0.9, bar=0.4, by=BY, at=at).state


def adopted(*versions: int, count: int = 3) -> LearningLife:
    life = EMPTY
    for _ in range(count):
        life = proposed(life)
    for version in versions:
        life = adopt(life, version, by=A, at=NOW).state
    return life


def judging(life: LearningLife) -> int | None:
    found = life.in_force(OF)
    return None if found is None else found.version


def test_what_is_asked_for_is_left_to_the_worker_apart_from_all_else() -> None:
    outcome = ask(EMPTY, "f1", OF, by=A, at=NOW)
    assert outcome.effects == (FitToLabels(lane="fit/f1", destination=FITTING, fit="f1", of=OF),)
    with pytest.raises(Conflict):
        asked(outcome.state, "f2")
    later_on = asked(outcome.state, "f2", At(NOW + FITS_WITHIN)).fit
    assert later_on is not None
    assert later_on.id == "f2", "one that never came to an end does not lock the others out"


def test_a_proposed_version_judges_nothing() -> None:
    outcome = propose(asked(EMPTY), "f1", digest="d", card=CARD, figures=(), better=0.9, bar=0.4, by=BY, at=NOW)
    assert [type(fact) for fact in outcome.facts] == [VersionProposed]
    assert (judging(outcome.state), outcome.state.fit) == (None, None)


def test_what_nobody_waits_for_any_more_changes_nothing() -> None:
    again = asked(asked(EMPTY), "f2", At(NOW + FITS_WITHIN))
    late = propose(again, "f1", digest="d", card=CARD, figures=(), better=0.9, bar=0.4, by=BY, at=NOW)
    assert (late.state, late.facts) == (again, ())
    assert fail(again, "f1", reason="broken", labels=0, by=BY, at=NOW).facts == ()


def test_a_fit_that_failed_says_why_and_may_be_asked_for_again() -> None:
    outcome = fail(asked(EMPTY), "f1", reason="too_few_labels", labels=12, by=BY, at=NOW)
    assert outcome.facts == (FitFailed(fit="f1", of=OF, reason="too_few_labels", labels=12, by=BY, at=NOW),)
    assert asked(outcome.state, "f2").fit is not None


def test_an_adopted_version_judges_in_place_of_the_one_before() -> None:
    outcome = adopt(adopted(1), 2, by=A, at=NOW)
    assert outcome.facts == (VersionAdopted(version=2, of=OF, digest="d", replaces=1, by=A, at=NOW),)
    assert judging(outcome.state) == 2
    assert outcome.state.version(1).state is ProposalState.RETIRED
    assert adopt(outcome.state, 2, by=A, at=NOW).facts == ()


def test_only_a_person_adopts_and_rolls_back() -> None:
    for by in (BY, agent(BOT)):
        with pytest.raises(Forbidden):
            adopt(adopted(), 1, by=by, at=NOW)
        with pytest.raises(Forbidden):
            roll_back(adopted(1), 1, by=by, at=NOW)
    with pytest.raises(NotFound):
        adopt(adopted(), 9, by=A, at=NOW)


def test_a_roll_back_is_one_step_to_what_judged_before_and_ends_at_the_package() -> None:
    life = adopted(1, 2, 1)
    assert in_force_before(life, life.version(1)) == "needs_person@own-2"
    for version, back_to in ((1, 2), (2, 1), (1, None)):
        outcome = roll_back(life, version, by=A, at=NOW)
        assert outcome.facts == (VersionRolledBack(version=version, of=OF, back_to=back_to, by=A, at=NOW),)
        life = outcome.state
        assert judging(life) == back_to
    with pytest.raises(MoveRefused):
        roll_back(life, 1, by=A, at=NOW)


def test_only_the_version_in_force_is_rolled_back() -> None:
    with pytest.raises(MoveRefused):
        roll_back(adopted(1, 2), 1, by=A, at=NOW)


def test_a_discarded_version_can_no_longer_be_adopted() -> None:
    life = discard(adopted(), 1, by=A, at=NOW).state
    with pytest.raises(MoveRefused):
        adopt(life, 1, by=A, at=NOW)
    with pytest.raises(MoveRefused):
        discard(adopted(1), 1, by=A, at=NOW)


def test_old_versions_make_room_but_never_one_that_can_be_gone_back_to() -> None:
    life = adopted(1, 2)
    for _ in range(2 * KEPT):
        life = proposed(life)
    assert len(life.versions) == KEPT
    assert judging(roll_back(life, 2, by=A, at=NOW).state) == 1


def test_after_many_adoptions_the_way_back_still_ends_at_the_package() -> None:
    life = adopted(*([1, 2] * 2 * STEPS))
    steps = 0
    while (version := judging(life)) is not None:
        life, steps = roll_back(life, version, by=A, at=NOW).state, steps + 1
    assert steps == STEPS
