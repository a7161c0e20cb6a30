"""Draft, rehearse, publish, retire: one version is in force, and going there takes what the one before it says."""

import pytest

from handrail_server.core.basics import actors
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused, NotFound
from handrail_server.core.basics.ids import AgentId, PolicyVersion
from handrail_server.core.policy.chosen import not_yet_chosen
from handrail_server.core.policy.document import Publishing, Settings, ThresholdSetting
from handrail_server.core.policy.facts import (
    PolicyDrafted,
    PolicyPublished,
    PolicyRetired,
    ShadowBegun,
    ShadowEnded,
    ThresholdAdopted,
)
from handrail_server.core.policy.life import (
    KEPT,
    PolicyLife,
    VersionState,
    adopt,
    begin,
    begin_shadow,
    draft,
    end_shadow,
    publish,
    rehearse,
    retire,
    version_digest,
    version_line,
)
from server.tests.core.policy.given import ANN, BEN, NOW, a_policy, default

ONE, TWO = PolicyVersion(1), PolicyVersion(2)
FREE = Publishing()
SENTIMENT = "organisation.thresholds.sentiment"
UNCHOSEN = not_yet_chosen(default().policy)


def begun(publishing: Publishing = FREE) -> PolicyLife:
    return begin("org", digest="d1", publishing=publishing, why="first", by=actors.system("setup"), at=NOW).state


def drafted(publishing: Publishing = FREE) -> PolicyLife:
    return draft(begun(publishing), digest="d2", warnings=0, why="better", by=ANN, at=NOW).state


def published(life: PolicyLife, version: PolicyVersion = TWO) -> PolicyLife:
    return publish(life, version, publishing=FREE, entitled=True, by=BEN, at=NOW).state


def test_an_organisation_begins_with_a_policy_in_force() -> None:
    outcome = begin("org", digest="d1", publishing=FREE, why="first", by=actors.system("setup"), at=NOW)
    assert outcome.state.published == ONE
    assert [type(fact) for fact in outcome.facts] == [PolicyDrafted, PolicyPublished]


def test_a_draft_judges_nothing() -> None:
    life = drafted()
    assert life.published == ONE
    assert version_line(life, TWO).state is VersionState.DRAFT


def test_publishing_retires_the_version_before_and_says_so() -> None:
    outcome = publish(drafted(), TWO, publishing=FREE, entitled=True, by=BEN, at=NOW)
    assert outcome.state.published == TWO
    assert version_line(outcome.state, ONE).state is VersionState.RETIRED
    assert [type(fact) for fact in outcome.facts] == [PolicyRetired, PolicyPublished]


def test_going_back_is_publishing_the_retired_version_again() -> None:
    life = published(published(drafted()), ONE)
    assert life.published == ONE
    assert version_line(life, TWO).state is VersionState.RETIRED


@pytest.mark.parametrize("by", [actors.system("worker"), actors.agent(AgentId("shop"))])
def test_only_a_person_with_the_right_publishes(by: actors.Actor) -> None:
    with pytest.raises(Forbidden):
        publish(drafted(), TWO, publishing=FREE, entitled=True, by=by, at=NOW)
    with pytest.raises(Forbidden):
        publish(drafted(), TWO, publishing=FREE, entitled=False, by=BEN, at=NOW)


def test_where_the_policy_in_force_says_so_the_author_does_not_publish_alone() -> None:
    life = drafted(Publishing(second_person=True))
    with pytest.raises(Forbidden):
        publish(life, TWO, publishing=FREE, entitled=True, by=ANN, at=NOW)
    assert publish(life, TWO, publishing=FREE, entitled=True, by=BEN, at=NOW).state.published == TWO


def test_where_the_policy_in_force_says_so_a_rehearsal_comes_first() -> None:
    life = drafted(Publishing(rehearsal=True))
    with pytest.raises(MoveRefused):
        published(life)
    with pytest.raises(Invalid):
        rehearse(life, TWO, conversations=0, escalated=0, changed=0, by=ANN, at=NOW)
    rehearsed = rehearse(life, TWO, conversations=120, escalated=9, changed=2, by=ANN, at=NOW).state
    assert published(rehearsed).published == TWO


def test_the_version_in_force_is_not_retired_without_another() -> None:
    with pytest.raises(MoveRefused):
        retire(begun(), ONE, by=ANN, at=NOW)
    assert version_line(retire(drafted(), TWO, by=ANN, at=NOW).state, TWO).state is VersionState.RETIRED


def test_a_version_is_not_published_twice_nor_one_that_is_not_there() -> None:
    with pytest.raises(MoveRefused):
        published(begun(), ONE)
    with pytest.raises(NotFound):
        published(begun(), TWO)


def test_a_default_is_adopted_once_by_a_person_and_chosen_anew_with_each_version() -> None:
    adopted = adopt(begun(), SENTIMENT, unchosen=UNCHOSEN, by=ANN, at=NOW)
    assert [type(fact) for fact in adopted.facts] == [ThresholdAdopted]
    assert adopt(adopted.state, SENTIMENT, unchosen=UNCHOSEN, by=BEN, at=NOW).facts == ()
    with pytest.raises(Forbidden):
        adopt(begun(), SENTIMENT, unchosen=UNCHOSEN, by=actors.system("learning"), at=NOW)
    life = draft(adopted.state, digest="d2", warnings=0, why="", by=ANN, at=NOW).state
    assert published(life).adopted == ()


def test_what_is_kept_of_old_versions_is_bounded_and_a_digest_that_judged_is_never_lost() -> None:
    life = published(drafted())
    for number in range(3, KEPT + 60):
        life = draft(life, digest=f"d{number}", warnings=0, why="", by=ANN, at=NOW).state
    assert len(life.versions) == KEPT
    assert life.published == TWO
    assert version_digest(life, TWO) == "d2"
    assert version_digest(life, ONE) == "d1"
    assert life.older == {"1": "d1"}


def test_what_nobody_chose_is_told_apart_from_what_was_written_or_adopted() -> None:
    assert SENTIMENT in UNCHOSEN
    assert "organisation.thresholds.safety" in UNCHOSEN, "a built-in default that stands nowhere"
    assert "organisation.rules.vip_leaving" in UNCHOSEN
    assert SENTIMENT not in not_yet_chosen(default().policy, (SENTIMENT,))
    written = a_policy(Settings(thresholds={"sentiment": ThresholdSetting(at=0.6)}))
    assert SENTIMENT not in not_yet_chosen(written)
    with pytest.raises(NotFound):
        adopt(begun(), "organisation.thresholds.nope", unchosen=UNCHOSEN, by=ANN, at=NOW)


def test_a_draft_decides_in_the_shadow_and_stays_a_draft() -> None:
    begun_shadow = begin_shadow(drafted(), TWO, by=ANN, at=NOW)
    assert (begun_shadow.state.shadow, begun_shadow.state.published) == (TWO, ONE)
    assert version_line(begun_shadow.state, TWO).state is VersionState.DRAFT
    assert [type(fact) for fact in begun_shadow.facts] == [ShadowBegun]
    assert begin_shadow(begun_shadow.state, TWO, by=ANN, at=NOW).facts == ()
    ended = end_shadow(begun_shadow.state, TWO, by=ANN, at=NOW)
    assert ended.state.shadow is None
    assert [type(fact) for fact in ended.facts] == [ShadowEnded]
    assert end_shadow(ended.state, TWO, by=ANN, at=NOW).facts == ()


def test_there_is_one_shadow_and_it_ends_with_the_draft() -> None:
    three = PolicyVersion(3)
    life = begin_shadow(drafted(), TWO, by=ANN, at=NOW).state
    life = draft(life, digest="d3", warnings=0, why="other", by=ANN, at=NOW).state
    changed = begin_shadow(life, three, by=ANN, at=NOW)
    assert changed.state.shadow == three
    assert [type(fact) for fact in changed.facts] == [ShadowEnded, ShadowBegun]
    for outcome in (
        retire(changed.state, three, by=ANN, at=NOW),
        publish(changed.state, three, publishing=FREE, entitled=True, by=BEN, at=NOW),
    ):
        assert outcome.state.shadow is None
        assert type(outcome.facts[0]) is ShadowEnded
    assert published(changed.state, TWO).shadow == three
    with pytest.raises(MoveRefused):
        begin_shadow(changed.state, ONE, by=ANN, at=NOW)
