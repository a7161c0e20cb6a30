"""Additional skills drop by priority, one group per interval, from the original request; required ones never."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.needs import ANY_LANGUAGE, next_drop_at, standing, waited_seconds, widenings
from server.tests.core.routing.given import NOW, after, item

REQUIRED = SkillNeed(skill="claims", level=3)
FIRST = SkillNeed(skill="french", drop_after=30, drop_priority=9)
WITH_FIRST = SkillNeed(skill="billing", drop_after=30, drop_priority=9)
SECOND = SkillNeed(skill="gold", drop_after=60, drop_priority=1)
WORK = replace(item(), skills=(SECOND, REQUIRED, FIRST, WITH_FIRST))

needs = st.builds(
    SkillNeed,
    skill=st.sampled_from("abcdef"),
    level=st.integers(0, 10),
    drop_after=st.none() | st.integers(0, 600),
    drop_priority=st.integers(0, 10),
)


def names(seconds: int) -> list[str]:
    return [need.skill for need in standing(WORK, after(seconds))]


def test_the_highest_priority_drops_first_as_a_group_and_the_next_one_interval_later() -> None:
    assert names(29) == ["gold", "claims", "french", "billing"]
    assert names(30) == ["gold", "claims"]
    assert names(89) == ["gold", "claims"]
    assert names(90) == ["claims"]
    assert names(100_000) == ["claims"]


def test_work_that_was_asked_for_long_ago_drops_at_once() -> None:
    old = replace(WORK, requested_at=after(-1_000))
    assert standing(old, NOW) == (REQUIRED,)
    assert waited_seconds(old, NOW) == 1_000


def test_the_next_drop_is_known_beforehand() -> None:
    assert next_drop_at(WORK, NOW) == after(30)
    assert next_drop_at(WORK, after(30)) == after(90)
    assert next_drop_at(WORK, after(90)) is None


def test_widening_asks_for_less_step_by_step_and_for_the_language_last() -> None:
    steps = list(widenings(WORK, NOW))
    assert [[need.skill for need in step.skills] for step in steps] == [["gold", "claims"], ["claims"], ["claims"]]
    assert [step.language for step in steps] == ["en", "en", ANY_LANGUAGE]


@given(st.lists(needs, max_size=8), st.integers(0, 100_000))
def test_required_skills_never_drop(skills: list[SkillNeed], seconds: int) -> None:
    work = replace(item(), skills=tuple(skills))
    required = {need for need in skills if need.drop_after is None}
    assert required <= set(standing(work, after(seconds)))
    assert all(required <= set(wider.skills) for wider in widenings(work, after(seconds)))


@given(st.lists(needs, max_size=8), st.integers(0, 5_000), st.integers(0, 5_000))
def test_what_has_dropped_stays_dropped(skills: list[SkillNeed], sooner: int, more: int) -> None:
    work = replace(item(), skills=tuple(skills))
    assert set(standing(work, after(sooner + more))) <= set(standing(work, after(sooner)))
