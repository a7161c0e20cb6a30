"""The checker: every operand has a type, every fault a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.policy.cel_reach import impossible
from handrail_server.core.policy.cel_syntax import DEEPEST
from handrail_server.core.policy.cel_tokens import LONGEST
from handrail_server.core.policy.cel_types import check, unguarded
from handrail_server.core.policy.fields import FIELDS


@pytest.mark.parametrize(
    ("source", "line", "column", "says"),
    [
        ("turn.confidnce < 1", 1, 1, "not an input"),
        ("true || turn.confidnce < 1", 1, 9, "not an input"),
        ("false && customer.tier > 3", 1, 10, "takes a number, not a text"),
        ("turn.late ||\n  customer.known == 3", 2, 18, "never equal"),
        ("1 < 2 < 3", 1, 7, "not expected"),
        ("turn.confidence = 1", 1, 17, "not expected"),
        ("turn.confidence & true", 1, 17, "not expected"),
        ('turn.author == "custmer"', 1, 16, "never"),
        ('turn.author in ["agent", "bot"]', 1, 26, "never"),
        ("turn.confidence", 1, 1, "true or false"),
        ("(turn.late", 1, 11, "`)` is expected"),
        ("turn.late &&", 1, 13, "value is expected"),
        ("", 1, 1, "value is expected"),
        ("null == turn.author", 1, 1, "value is expected"),
        ('turn.topic.matches("a+")', 1, 12, "not a function"),
        ("turn.topic.exists(x, x > 1)", 1, 12, "not a function"),
        ("contain(turn.topic)", 1, 1, "not a function"),
        ("has(1)", 1, 1, "takes one input"),
        ("turn.late ? 1 : 'a'", 1, 11, "One branch"),
        ("turn.author in turn.topic", 1, 16, "stands a list"),
        ("turn.author in []", 1, 16, "empty"),
        ("conversation.turns / conversation.attempts > 1", 1, 22, "other than 0"),
        ("conversation.turns / 0 > 1", 1, 22, "other than 0"),
        ("conversation.turns % 2 == 1", 1, 20, "%"),
        ("turn['late']", 1, 5, "Indexing"),
        ('"a" "b"', 1, 5, "not expected"),
        ('turn.topic == "a\\q"', 1, 15, "escape"),
        ('turn.topic == "a', 1, 15, "not expected"),
        ("9" * 400 + " > 1", 1, 1, "too large"),
        ("!" * 9 + "turn.late", 1, 5, "Too many signs"),
    ],
)
def test_a_fault_has_its_place(source: str, line: int, column: int, says: str) -> None:
    faults = check(source, FIELDS).faults
    assert [(fault.place.line, fault.place.column) for fault in faults][:1] == [(line, column)]
    assert says in faults[0].message


def test_every_fault_is_told_not_the_first_alone() -> None:
    assert len(check("turn.confidnce < 1 || customer.tier > 3 || nonsense", FIELDS).faults) == 3


def test_a_near_name_is_offered() -> None:
    assert check("turn.confidnce < 1", FIELDS).faults[0].fix == "Did you mean `turn.confidence`?"


def test_length_and_nesting_are_limited() -> None:
    assert "characters" in check("true || " * LONGEST + "true", FIELDS).faults[0].message
    assert not check("(" * (DEEPEST - 1) + "true" + ")" * (DEEPEST - 1), FIELDS).faults
    assert "nested" in check("(" * DEEPEST + "true" + ")" * DEEPEST, FIELDS).faults[0].message
    assert not check("||".join(["turn.late"] * 180), FIELDS).faults, "a long chain is no nesting"


def test_an_input_that_may_be_absent_is_named_where_has_does_not_ask_for_it() -> None:
    checked = check('customer.tier == "vip" && has(account.tier) && account.tier == "x"', FIELDS)
    assert checked.tree is not None
    assert [path.name for path in unguarded(checked.tree, FIELDS)] == ["customer.tier"]


@pytest.mark.parametrize(
    "source",
    [
        "false",
        "turn.confidence > 1",
        "turn.confidence < 0.3 && turn.confidence > 0.5",
        "conversation.turns < 0",
        'turn.author == "agent" && turn.author == "customer"',
        'turn.channel in ["web"] && turn.channel == "email"',
        "turn.late && !turn.late",
        "turn.late && (false || conversation.turns < 0)",
        "0.5 < turn.confidence && turn.confidence <= 0.5",
    ],
)
def test_a_condition_that_can_never_hold_is_found(source: str) -> None:
    checked = check(source, FIELDS)
    assert checked.tree is not None
    assert impossible(checked.tree, FIELDS)


@pytest.mark.parametrize(
    "source",
    [
        "turn.confidence >= 1",
        "turn.confidence > 0.3 && turn.confidence < 0.5",
        'turn.author == "agent" || turn.author == "customer"',
        'turn.channel in ["web", "email"] && turn.channel != "web"',
        "turn.late || false",
    ],
)
def test_a_condition_that_can_hold_is_left_alone(source: str) -> None:
    checked = check(source, FIELDS)
    assert checked.tree is not None
    assert impossible(checked.tree, FIELDS) is None


WORDS = st.sampled_from(
    (
        "turn.confidence customer.tier turn.late nope has( ( ) [ ] , && || ! - < == in ? : 1 0.5 'x' true null size( "
        ".contains( // % / = \\ '"
    ).split()
)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_breaks_the_checker_and_every_fault_lies_within_the_text(source: str) -> None:
    checked = check(source, FIELDS)
    lines = source.split("\n")
    for fault in checked.faults:
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1
    if checked.tree is not None and not checked.faults:
        impossible(checked.tree, FIELDS)
        tuple(unguarded(checked.tree, FIELDS))
