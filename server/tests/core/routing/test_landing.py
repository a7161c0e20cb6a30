"""The ladder: who is next, and what if nobody. It always ends in a landing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.route import Landing, LandingKind, Route, SkillNeed, Target, TargetKind
from handrail_server.core.routing.destination import Surroundings, destination
from handrail_server.core.routing.landing import ON_CALL, Step, StepKind, first_step, home, next_step
from handrail_server.core.routing.needs import ANY_LANGUAGE
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.place import place
from handrail_server.core.routing.queue import Hours, Queue
from server.tests.core.routing.given import (
    CARE,
    NOW,
    SALES,
    TO_CARE,
    TO_SALES,
    after,
    around,
    boss,
    house,
    item,
    queue,
    rep,
    route,
    team,
)

ANA, BEN = rep("ana"), rep("ben", queues=(SALES,))
TWO = house(queue(), queue(SALES))
NEVER = (Hours(weekday=0, opens=0, closes=1),)
OWNER = Target(kind=TargetKind.ACCOUNT_OWNER)


def walk(work: WorkItem, through: Route, place_: Surroundings) -> list[Step]:
    """All steps from the first to the landing."""
    steps = [first_step(work, through, place_)]
    while steps[-1].kind is not StepKind.LAND:
        steps.append(next_step(steps[-1].item, through, place_))
        assert len(steps) < 100, "the ladder does not end"
    return steps


def kinds(steps: list[Step]) -> list[StepKind]:
    return [step.kind for step in steps]


def test_a_case_goes_to_its_target_then_to_each_fallback_then_to_those_on_call_then_it_lands() -> None:
    org = house(queue(), queue(SALES), on_call=("cal",))
    steps = walk(item(), route(TO_CARE, TO_SALES), around([ANA, BEN, rep("cal", queues=())], org))
    assert kinds(steps) == [StepKind.TARGET, StepKind.TARGET, StepKind.ON_CALL, StepKind.LAND]
    assert [step.queue for step in steps] == [CARE, SALES, None, None]
    assert steps[2].people == ("cal",)
    assert steps[3].item.tried == (TO_CARE, TO_SALES, ON_CALL)


def test_each_step_has_its_time_and_the_landing_its_promise() -> None:
    through = replace(route(), accept_within=90, landing=Landing(kind=LandingKind.CALL_BACK, promise_seconds=3_600))
    first, landing = walk(item(), through, around([ANA]))
    assert first.due_at == after(90)
    assert (landing.landing, landing.due_at) == (through.landing, after(3_600))


def test_where_nobody_is_staffed_there_is_a_landing_at_once() -> None:
    assert first_step(item(), route(TO_CARE, TO_SALES), around([], TWO)).kind is StepKind.LAND


def test_a_closed_queue_is_passed_over_and_overflows() -> None:
    org = house(replace(queue(), hours=NEVER, overflow=SALES), queue(SALES))
    assert kinds(walk(item(), route(), around([ANA, BEN], org))) == [StepKind.OVERFLOW, StepKind.LAND]


def test_a_ring_of_overflows_is_walked_once() -> None:
    org = house(replace(queue(), overflow=SALES), replace(queue(SALES), overflow=CARE))
    steps = walk(item(), route(), around([ANA, BEN], org))
    assert [step.queue for step in steps] == [CARE, SALES, None]


def test_a_skill_nobody_has_is_dropped_at_once_where_it_may_be() -> None:
    work = replace(item(), skills=(SkillNeed(skill="french", drop_after=600),))
    step = first_step(work, route(), around([ANA]))
    assert (step.kind, step.item.skills) == (StepKind.TARGET, ())


def test_a_required_skill_nobody_has_leads_on() -> None:
    work = replace(item(), skills=(SkillNeed(skill="claims"),))
    assert first_step(work, route(), around([ANA])).kind is StepKind.LAND


def test_a_case_that_nobody_took_asks_for_less_before_it_goes_on() -> None:
    speaks = replace(ANA, languages=("fr",))
    other = replace(rep("zoe"), languages=("de",))
    steps = walk(replace(item(), language="fr"), route(), around([speaks, other]))
    assert kinds(steps) == [StepKind.TARGET, StepKind.WIDEN, StepKind.LAND]
    assert steps[1].item.language == ANY_LANGUAGE


def test_the_account_owner_alone_is_asked_and_the_next_target_is_not_bound_to_them() -> None:
    place_ = around([ANA, BEN], TWO, owner="ben")
    owner, care, landing = walk(item(OWNER), route(OWNER, TO_CARE), place_)
    assert owner.people == ("ben",)
    assert (owner.item.preferred, owner.item.preferred_required) == ("ben", True)
    assert (care.item.preferred, care.item.preferred_required) == (None, False)
    assert landing.kind is StepKind.LAND
    there = destination(OWNER, place_)
    assert there is not None
    assert place(owner.item, None, there.candidates(place_), now=NOW).chosen[0].person == "ben"


def test_an_account_without_an_owner_is_passed_over() -> None:
    assert first_step(item(OWNER), route(OWNER, TO_CARE), around([ANA])).queue == CARE


def test_a_case_that_waits_for_a_person_is_listed_somewhere() -> None:
    place_ = around([ANA, BEN], TWO, owner="ben")
    step = first_step(item(OWNER), route(OWNER), place_)
    assert home(None, step, place_) == SALES
    assert home(CARE, step, place_) == CARE
    nobody = around([replace(BEN, queues=())], TWO, owner="ben")
    assert home(None, first_step(item(OWNER), route(OWNER), nobody), nobody) == CARE


def test_targets_mean_what_the_house_says() -> None:
    org = house(
        replace(queue(), department="Support", hours=NEVER),
        replace(queue(SALES), department="Support"),
        teams=(team("north", "sue"),),
    )
    people = [replace(ANA, team=org.teams[0].id), BEN, boss("sue")]
    place_ = replace(around(people, org, owner="ana"), dedicated_queue=SALES)

    def means(kind: TargetKind, name: str | None = None) -> tuple[QueueId | None, tuple[PersonId, ...]]:
        there = destination(Target(kind=kind, id=name), place_)
        assert there is not None
        return there.queue.id if there.queue else None, tuple(person.id for person in there.people)

    assert means(TargetKind.DEPARTMENT, "Support") == (SALES, ())
    assert means(TargetKind.DEDICATED_QUEUE) == (SALES, ())
    assert means(TargetKind.PERSON, "ana") == (None, ("ana",))
    assert means(TargetKind.SUPERVISOR, "north") == (None, ("sue",))
    assert means(TargetKind.SUPERVISOR) == (None, ("sue",))
    assert destination(Target(kind=TargetKind.QUEUE, id="none"), place_) is None
    assert destination(Target(kind=TargetKind.PERSON, id="none"), place_) is None
    assert destination(ON_CALL, place_) is None


names = st.sampled_from(["q0", "q1", "q2", "q3"])
targets = st.one_of(
    st.builds(lambda name: Target(kind=TargetKind.QUEUE, id=name), names),
    st.builds(lambda name: Target(kind=TargetKind.PERSON, id=name), st.sampled_from(["p0", "p1", "gone"])),
    st.sampled_from([OWNER, ON_CALL, Target(kind=TargetKind.SUPERVISOR), Target(kind=TargetKind.DEDICATED_QUEUE)]),
    st.builds(lambda name: Target(kind=TargetKind.DEPARTMENT, id=name), st.sampled_from(["d0", "d1"])),
)
queues = st.builds(
    lambda number, overflow, closed, department: Queue(
        id=QueueId(f"q{number}"),
        name=f"q{number}",
        overflow=QueueId(overflow) if overflow else None,
        hours=NEVER if closed else (),
        department=department,
    ),
    st.integers(0, 3),
    st.none() | names,
    st.booleans(),
    st.sampled_from([None, "d0", "d1"]),
)
people = st.builds(
    lambda number, queues_, status, language, active: replace(
        rep(f"p{number}", queues=tuple(QueueId(name) for name in queues_), status=status),
        languages=(language,),
        active=active,
    ),
    st.integers(0, 5),
    st.sets(names),
    st.sampled_from(Status),
    st.sampled_from(["en", "fr"]),
    st.booleans(),
)
skills = st.builds(
    SkillNeed, skill=st.sampled_from("ab"), drop_after=st.none() | st.integers(0, 60), drop_priority=st.integers(0, 3)
)


@given(
    st.lists(queues, max_size=4, unique_by=lambda made: made.id),
    st.lists(people, max_size=6, unique_by=lambda made: made.id),
    st.lists(targets, min_size=1, max_size=5),
    st.lists(skills, max_size=3),
    st.integers(0, 1_000),
)
def test_every_ladder_ends_in_a_landing_and_asks_no_target_twice(
    queues: list[Queue], people: list[Person], targets: list[Target], skills: list[SkillNeed], seconds: int
) -> None:
    place_ = around(people, house(*queues, on_call=("p0",)), owner="p1", now=after(seconds))
    work = replace(item(targets[0]), skills=tuple(skills), language="fr")
    steps = walk(work, route(*targets), place_)
    assert steps[-1].landing is not None
    entered = [step.item.target for step in steps[:-1] if step.kind is not StepKind.WIDEN]
    assert len(entered) == len(set(entered))
    assert all(step.due_at > place_.now for step in steps)
    required = {need for need in skills if need.drop_after is None}
    assert all(required <= set(step.item.skills) for step in steps)
