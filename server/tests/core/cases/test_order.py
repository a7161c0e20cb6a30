"""A place sorts as the order of work does."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.order import place
from server.tests.core.cases.given import queued

NUMBER = st.integers(min_value=-(2**53), max_value=2**53)
ORDER = st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, st.text(alphabet="abc123", min_size=1, max_size=3))


@given(st.lists(ORDER, max_size=8))
def test_places_sort_as_rank_deadline_age_and_id_do(orders: list[tuple[int, int, int, int, str]]) -> None:
    assert [place(_case(each)) for each in sorted(orders)] == sorted(place(_case(each)) for each in orders)


def _case(order: tuple[int, int, int, int, str]) -> Case:
    rank, secondary, target, requested, name = order
    case = queued()
    item = replace(
        case.item, rank=rank, secondary_rank=secondary, target_accept_at=At(target), requested_at=At(requested)
    )
    return replace(case, id=CaseId(name), item=item)
