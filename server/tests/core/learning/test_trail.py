"""Facts found by verb, actor and time, held against a plain look at each of them."""

from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.time import At
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.trail import Sought, Trail

VERBS = ("CaseQueued", "CaseClosed", "SealOpened")
PEOPLE = ("ana", "ben")


def a_head(verb: str, who: str, at: int) -> Head:
    return Head(
        subject=Subject(kind=SubjectKind.CASE, id="k"),
        version=1,
        verb=verb,
        at=At(at),
        by={"kind": "person", "id": who},
        data={},
    )


HEADS = st.lists(st.builds(a_head, st.sampled_from(VERBS), st.sampled_from(PEOPLE), st.integers(0, 50)), max_size=40)
SOUGHT = st.builds(
    Sought,
    verbs=st.lists(st.sampled_from((*VERBS, "Unheard")), max_size=3).map(tuple),
    by=st.none() | st.sampled_from(("person/ana", "person/ben", "person/nobody", "agent/ana")),
    since=st.none() | st.integers(0, 55).map(At),
    until=st.none() | st.integers(0, 55).map(At),
)


@given(HEADS, SOUGHT, st.none() | st.integers(0, 45), st.integers(1, 45))
def test_the_trail_finds_exactly_what_a_look_at_each_fact_finds(
    heads: list[Head], sought: Sought, before: int | None, limit: int
) -> None:
    trail = Trail()
    for head in heads:
        trail.take(head)
    plain = [
        number
        for number, head in reversed(list(enumerate(heads)))
        if (not sought.verbs or head.verb in sought.verbs)
        and (sought.by is None or sought.by == f"{head.by['kind']}/{head.by['id']}")
        and (sought.since is None or head.at >= sought.since)
        and (sought.until is None or head.at < sought.until)
        and (before is None or number < before)
    ]
    assert trail.newest(sought, before=before, limit=limit) == plain[:limit]


def test_the_trail_tells_which_verbs_came_up_and_how_often() -> None:
    trail = Trail()
    for verb in ("CaseQueued", "CaseClosed", "CaseQueued"):
        trail.take(a_head(verb, "ana", 1))
    assert trail.verbs == (("CaseClosed", 1), ("CaseQueued", 2))
