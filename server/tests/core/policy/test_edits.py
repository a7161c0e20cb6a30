"""What an edit means: who names what, what is made on the way, and when a default is chosen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.edits import Adopt, Plain, Remove, Set, edited, spelled_out, steps_to

CHURN = ("organisation", "thresholds", "churn")
DOCUMENT: Plain = {
    "organisation": {
        "thresholds": {"sentiment": {"at": Decimal("0.75"), "chosen": False}},
        "rules": [{"id": "big", "when": "true", "chosen": False}, {"id": "small", "when": "false"}],
    }
}
VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.booleans() | st.integers(0, 3).map(Decimal) | st.sampled_from(["a", "b"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "x", "y"]), inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"id": st.sampled_from(["p", "q", "r"])}, optional={"x": inner}), max_size=4)
    ),
    max_leaves=10,
)


def test_what_is_missing_on_the_way_is_made() -> None:
    made = edited(DOCUMENT, Set(path=("flows", "refund", "costs", "cost_of_error"), value=Decimal(300)))
    assert isinstance(made, dict)
    assert made["flows"] == {"refund": {"costs": {"cost_of_error": Decimal(300)}}}


def test_a_rule_is_found_by_its_id_and_a_new_one_goes_to_the_end() -> None:
    rules = ("organisation", "rules")
    changed = edited(DOCUMENT, Set(path=(*rules, "small", "when"), value="true"))
    added = edited(changed, Set(path=(*rules, "new"), value={"id": "new", "when": "true"}))
    left = edited(added, Remove(path=(*rules, "big")))
    assert isinstance(left, dict)
    assert left["organisation"] == {
        "thresholds": {"sentiment": {"at": Decimal("0.75"), "chosen": False}},
        "rules": [{"id": "small", "when": "true"}, {"id": "new", "when": "true"}],
    }


@pytest.mark.parametrize(
    "edit",
    [
        Set(path=(), value="x"),
        Set(path=("organisation", "rules", "nobody", "when"), value="true"),
        Set(path=("organisation", "rules", "nobody"), value={"id": "other"}),
        Set(path=("organisation", "rules", "big", "when", "deeper"), value="x"),
        Remove(path=("organisation", "rules", "nobody")),
        Remove(path=("organisation", "nothing")),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_by_name(edit: Set | Remove) -> None:
    with pytest.raises(Invalid) as refused:
        edited(DOCUMENT, edit)
    assert refused.value.field


def test_a_default_that_somebody_changes_is_chosen_and_its_scope_stays_another_matter() -> None:
    sentiment = ("organisation", "thresholds", "sentiment")
    changed = Set(path=(*sentiment, "at"), value=Decimal("0.8"))
    assert spelled_out(DOCUMENT, changed) == (changed, Set(path=(*sentiment, "chosen"), value=True))
    rule = Set(path=("organisation", "rules", "big", "when"), value="false")
    assert spelled_out(DOCUMENT, rule) == (rule, Set(path=("organisation", "rules", "big", "chosen"), value=True))
    written = Set(path=(*CHURN, "at"), value=Decimal("0.6"))
    assert spelled_out(DOCUMENT, written) == (written,)
    back = Set(path=(*sentiment, "chosen"), value=False)
    assert spelled_out(DOCUMENT, back) == (back,)


def test_adopting_writes_the_number_that_was_in_force_unsaid() -> None:
    at, chosen = spelled_out(DOCUMENT, Adopt(path=CHURN))
    assert (at, chosen) == (
        Set(path=(*CHURN, "at"), value=Decimal("0.75")),
        Set(path=(*CHURN, "chosen"), value=True),
    )
    for nothing in (("organisation", "costs"), ("flows", "x", "thresholds", "churn"), (*CHURN, "at")):
        with pytest.raises(Invalid):
            spelled_out(DOCUMENT, Adopt(path=nothing))


@given(before=VALUES, after=VALUES)
def test_the_smallest_steps_lead_from_one_value_to_the_other(before: Plain, after: Plain) -> None:
    document: Plain = {"at": before}
    for step in steps_to(before, after, ("at",)):
        document = edited(document, step)
    assert document == {"at": after}
