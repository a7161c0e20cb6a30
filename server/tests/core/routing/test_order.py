"""Which waiting case goes first."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind
from handrail_server.core.routing.order import aged_rank, in_order, next_for, order_key, right_for
from handrail_server.core.routing.rights import Right
from server.tests.core.routing.given import CARE, NOW, SALES, after, case, item, queue, rep

QUEUES = {CARE: replace(queue(), ageing_seconds=60), SALES: queue(SALES)}


def waiting(name: str, *, rank: int = 50, second: int = 0, target: int = 120, asked: int = 0) -> Case:
    work = replace(item(), rank=rank, secondary_rank=second, target_accept_at=after(target), requested_at=after(-asked))
    return replace(case(name, work=work), queue=SALES)


cases = st.lists(
    st.builds(
        waiting,
        st.integers(0, 10**6).map(lambda number: f"case_{number:07}"),
        rank=st.integers(0, 3),
        second=st.integers(0, 2),
        target=st.integers(0, 2),
        asked=st.integers(0, 2),
    ),
    max_size=30,
    unique_by=lambda made: made.id,
)


def test_rank_then_secondary_rank_then_deadline_then_age_then_id() -> None:
    expected = [
        waiting("z", rank=1),
        waiting("y", second=-1),
        waiting("x", target=60),
        waiting("w", asked=10),
        waiting("a"),
        waiting("b"),
    ]
    assert in_order(reversed(expected), QUEUES, NOW) == expected


def test_where_a_queue_ages_its_work_nothing_starves() -> None:
    old = item()
    assert aged_rank(old, QUEUES[CARE], after(59)) == 50
    assert aged_rank(old, QUEUES[CARE], after(600)) == 40
    assert aged_rank(old, QUEUES[SALES], after(600)) == 50
    aged, urgent = case("old"), replace(case("urgent", work=replace(item(), rank=45, requested_at=after(590))))
    assert in_order([urgent, aged], QUEUES, after(600)) == [aged, urgent]


def test_a_person_gets_the_first_across_their_queues_that_they_may_have() -> None:
    ana = rep("ana", queues=(CARE, SALES))
    declined = replace(waiting("declined", rank=1), declined=(ana.id,))
    theirs = replace(waiting("theirs", rank=2), queue=CARE)
    later = waiting("later", rank=3)
    assert next_for(ana, [later, theirs, declined], QUEUES, NOW) == theirs
    assert next_for(rep("ben", queues=()), [later], QUEUES, NOW) is None


def test_an_approval_needs_somebody_who_may_decide() -> None:
    approval = replace(waiting("wire"), kind=CaseKind.APPROVAL)
    assert right_for(approval.kind) is Right.DECIDE
    assert next_for(rep("ana", queues=(SALES,)), [approval], QUEUES, NOW) is None


@given(cases, st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_depend_on_how_the_cases_came(found: list[Case], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    ordered = in_order(found, QUEUES, NOW)
    assert in_order(shuffled, QUEUES, NOW) == ordered
    keys = [order_key(each, QUEUES[SALES], NOW) for each in ordered]
    assert len(set(keys)) == len(keys)


@given(cases, st.integers(0, 100_000))
def test_time_alone_never_changes_the_order_where_nothing_ages(found: list[Case], seconds: int) -> None:
    assert in_order(found, QUEUES, NOW) == in_order(found, QUEUES, At(NOW + seconds))


def test_an_id_is_the_last_word() -> None:
    assert [each.id for each in in_order([case("b"), case("a")], QUEUES, NOW)] == [CaseId("a"), CaseId("b")]
