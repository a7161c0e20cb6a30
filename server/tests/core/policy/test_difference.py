"""What changed between two policies is told thing by thing, in the words of the policy itself."""

from decimal import Decimal

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.policy.difference import Change, Kind, difference
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.edits import Edit, Remove, Set


def policy(text: str) -> Policy:
    written = read_policy(text).written
    assert written is not None
    return written


def changes(*edits: Edit) -> tuple[Change, ...]:
    text = default_policy()
    for edit in edits:
        text = edit_text(text, edit)
    return difference(policy(default_policy()), policy(text))


def test_the_same_policy_written_otherwise_is_no_change() -> None:
    assert difference(policy(default_policy()), policy(default_policy().replace("  # ", "    # "))) == ()


def test_a_threshold_says_what_it_was_and_what_it_is() -> None:
    (change,) = changes(Set(path=("organisation", "thresholds", "sentiment", "at"), value=Decimal("0.6")))
    assert (change.kind, change.thing, change.title) == (
        Kind.CHANGED,
        "Threshold",
        "The customer's feelings are bad",
    )
    assert [(each.label, each.before, each.after) for each in change.details] == [
        ("At", "0.75", "0.6"),
        ("Chosen", "no", "yes"),
    ]
    assert change.before != change.after


def test_rules_scopes_routes_and_messages_come_and_go() -> None:
    found = changes(
        Remove(path=("organisation", "rules", "long_waiting")),
        Remove(path=("organisation", "route_for", "long_waiting")),
        Set(path=("flows", "refund", "costs", "cost_of_error"), value=Decimal(300)),
        Set(path=("routes", "sales", "fallbacks"), value=["queue:general"]),
        Set(path=("messages", "hold", "it"), value="Un momento."),
    )
    told = [(each.kind.value, each.scope, each.thing, each.title) for each in found]
    assert told == [
        ("removed", None, "Rule", "Long waiting"),
        ("changed", None, "Where reasons lead", "Where reasons lead"),
        ("changed", None, "Route", "Sales"),
        ("changed", None, "Message", "The reply is looked at first"),
        ("added", "Process refund", "Costs", "Costs"),
    ]
    assert found[1].details[0].label == "Long waiting"
    assert found[3].details[0].after == "Un momento."
