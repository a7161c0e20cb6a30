"""Our own vectors for the CEL engine: what a condition means here, whatever the engine's next version thinks."""

import pytest

from handrail_server.core.policy.cel import Blind, Condition, Facts, compile_condition
from handrail_server.core.policy.cel_types import check
from handrail_server.core.policy.fields import FIELDS, Inputs

INPUTS: Inputs = {
    "turn.author": "customer",
    "turn.topic": 'a\n"b" ünd \\ more',
    "turn.confidence": 0.5,
    "turn.late": True,
    "conversation.turns": 4.0,
    "conversation.attempts": 0.0,
    "conversation.customer_turns": 3.0,
    "customer.known": False,
    "customer.tier": None,
}


def condition(source: str) -> Condition:
    checked = check(source, FIELDS)
    assert checked.tree is not None, checked.faults
    assert not checked.faults
    return compile_condition(source, checked.tree)


def holds(source: str, inputs: Inputs = INPUTS) -> bool:
    ready = condition(source)
    return Facts(inputs, reads=frozenset(ready.reads), asks=frozenset(ready.asks)).holds(ready)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("true", True),
        ("false || true && false", False),
        ("(false || true) && true", True),
        ("!customer.known", True),
        ("!(turn.late && customer.known)", True),
        ("turn.confidence < 0.75", True),
        ("turn.confidence < 1", True),
        ("0.5 <= turn.confidence", True),
        ("turn.confidence == .5", True),
        ("turn.confidence != 5e-1", False),
        ("conversation.turns == 4", True),
        ("conversation.turns >= 4.0", True),
        ("conversation.turns + conversation.customer_turns == 7", True),
        ("conversation.turns - 1 - 1 == 2", True),
        ("conversation.turns * 2 + 1 > 8.5", True),
        ("1 + conversation.turns * 2 == 9", True),
        ("conversation.turns / 8 == 0.5", True),
        ("-conversation.turns < -(3)", True),
        ("--conversation.turns == 4", True),
        ('turn.author in ["agent", "customer"]', True),
        ('turn.author in ["agent"]', False),
        ("conversation.turns in [1, 4]", True),
        ("turn.author == 'customer'", True),
        ('turn.topic.contains("ünd")', True),
        ('turn.topic.startsWith("a\\n\\"b\\"")', True),
        ("turn.topic.endsWith('\\\\ more')", True),
        ('size(turn.author) == 8 && turn.author.startsWith("c")', True),
        ("turn.late ? turn.confidence < 0.6 : customer.known", True),
        ("has(turn.author)", True),
        ("has(turn.intent)", False),
        ('has(turn.intent) && turn.intent == "x"', False),
        ('!has(turn.intent) || turn.intent == "x"', True),
        ("conversation.turns > 3 // a remark\n && turn.late", True),
    ],
)
def test_a_condition_means_what_cel_says(source: str, expected: bool) -> None:  # noqa: FBT001
    assert holds(source) is expected


@pytest.mark.parametrize(
    "source",
    [
        'turn.intent == "x"',
        'turn.late && turn.intent == "x"',
        'customer.tier == "vip"',
        "has(customer.tier)",
        'has(customer.tier) && customer.tier == "vip"',
        '!has(customer.tier) || customer.tier == "vip"',
        'customer.known || customer.tier == "vip"',
    ],
)
def test_what_is_missing_or_unread_makes_a_condition_blind_also_within_has(source: str) -> None:
    with pytest.raises(Blind):
        holds(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('turn.late || customer.tier == "vip"', True),
        ('customer.tier == "vip" || turn.late', True),
        ('customer.known && customer.tier == "vip"', False),
        ('customer.tier == "vip" && customer.known', False),
    ],
)
def test_an_unread_input_that_cannot_change_the_answer_does_not_blind(source: str, expected: bool) -> None:  # noqa: FBT001
    assert holds(source) is expected


def test_a_value_of_another_type_than_declared_is_blind() -> None:
    with pytest.raises(Blind):
        holds("turn.confidence < 0.75", {"turn.confidence": "high"})


def test_a_condition_knows_what_it_reads_and_what_it_asks_for() -> None:
    ready = condition('has(customer.tier) && customer.tier == "vip" && turn.late')
    assert ready.reads == ("customer.tier", "turn.late")
    assert ready.asks == ("customer.tier",)
