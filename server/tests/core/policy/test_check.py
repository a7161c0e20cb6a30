"""What the checker says of a policy before it judges anybody."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.charter import AmountLimit, Charter
from handrail_server.core.policy.check import check_policy
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import (
    ActionSetting,
    Ask,
    Costs,
    Declared,
    DeclaredSignal,
    Judged,
    Marks,
    Policy,
    Rule,
    Settings,
    ThresholdSetting,
)
from handrail_server.core.policy.fields import FieldType
from handrail_server.core.policy.problem import Problem, Severity
from handrail_server.core.policy.route import Target, TargetKind
from server.tests.core.policy.given import GENERAL, MESSAGES, TEXTS, a_policy, default


def a_rule(when: str = "turn.late", name: str = "mine", **more: object) -> Rule:
    rule = Rule(id=name, when=when, then=Verdict.HAND_OVER, owner="Ann", reason="So", review="2027-01-31")
    return replace(rule, **more)  # type: ignore[arg-type]


def with_rules(*rules: Rule) -> Policy:
    return a_policy(Settings(rules=rules))


def with_threshold(code: str, **setting: object) -> Policy:
    own = replace(ThresholdSetting(owner="Ann", reason="So", review="2027-01-31"), **setting)  # type: ignore[arg-type]
    return a_policy(Settings(thresholds={code: own}))


def said(policy: Policy, severity: Severity | None = None) -> list[tuple[str, str]]:
    return [(found.path, found.message) for found in check_policy(policy) if severity in {None, found.severity}]


def only(policy: Policy) -> Problem:
    (found,) = check_policy(policy)
    return found


def test_the_default_policy_and_a_plain_one_have_no_problems() -> None:
    assert check_policy(default().policy) == ()
    assert check_policy(a_policy()) == ()


def test_the_default_policy_marks_every_number_as_not_yet_chosen() -> None:
    settings = default().policy.organisation
    assert all(own.chosen is False for own in (*settings.thresholds.values(), *settings.rules))
    assert all(own.owner and own.reason and own.review for own in (*settings.thresholds.values(), *settings.rules))


@pytest.mark.parametrize(
    ("policy", "path", "says"),
    [
        (with_rules(a_rule("turn.confidnce < 1")), "organisation.rules[0].when", "not an input"),
        (with_rules(a_rule("turn.confidence > 1")), "organisation.rules[0].when", "never holds"),
        (with_rules(a_rule(), a_rule("!turn.late")), "organisation.rules[1].id", "twice"),
        (
            with_rules(a_rule(), a_rule("turn . late", "other", then=Verdict.HOLD)),
            "organisation.rules[1].when",
            "another answer",
        ),
        (with_rules(a_rule(then=Verdict.PROCEED)), "organisation.rules[0].then", "does nothing"),
        (with_rules(a_rule(then=Verdict.HOLD, on=(Judged.CUSTOMER_TURN,))), "organisation.rules[0].on", "does nothing"),
        (with_rules(a_rule("action.repeated", on=(Judged.DRAFT,))), "organisation.rules[0].on", "not there"),
        (with_rules(a_rule(review="soon")), "organisation.rules[0].review", "not a day"),
        (with_threshold("sentimnt", at=0.5), "organisation.thresholds.sentimnt", "not a reason"),
        (with_threshold("sentiment", at=1.5), "organisation.thresholds.sentiment.at", "0..1"),
        (with_threshold("sentiment", weight=99.0), "organisation.thresholds.sentiment.weight", "weight"),
        (with_threshold("sentiment", patience=6), "organisation.thresholds.sentiment.patience", "0 to 5"),
        (with_threshold("churn", patience=1), "organisation.thresholds.churn.patience", "what it is about"),
        (
            with_threshold("sentiment", patience=1, strength=Strength.HARD),
            "organisation.thresholds.sentiment.patience",
            "hard reason does not wait",
        ),
        (with_threshold("safety", at=0.95), "organisation.thresholds.safety.at", "never fire"),
        (with_threshold("safety", strength=Strength.SOFT), "organisation.thresholds.safety.strength", "stays one"),
        (
            with_threshold("explicit_request", then=Verdict.PROCEED),
            "organisation.thresholds.explicit_request.then",
            "hard",
        ),
        (
            with_threshold("regulated_data", when_blind=Verdict.PROCEED),
            "organisation.thresholds.regulated_data.when_blind",
            "hard",
        ),
        (with_threshold("fraud", acting=Verdict.PROCEED), "organisation.thresholds.fraud.acting", "hard"),
        (a_policy(Settings(costs=Costs(cost_of_error=Decimal(0)))), "organisation.costs.cost_of_error", "above 0"),
        (a_policy(Settings(costs=Costs(baseline=1.0))), "organisation.costs.baseline", "chance"),
        (a_policy(Settings(cool_down=-1)), "organisation.cool_down", "customer turns"),
        (
            a_policy(Settings(charter=Charter(amounts=(AmountLimit(), AmountLimit())))),
            "organisation.charter.amounts[1].act",
            "already",
        ),
        (a_policy(Settings(actions={"x": ActionSetting(ask=Ask.ABOVE)})), "organisation.actions.x", "no amount"),
        (a_policy(Settings(actions={"x": ActionSetting(route="genral")})), "organisation.actions.x.route", "no route"),
        (
            a_policy(Settings(actions={"x": ActionSetting(above=(Money(amount=Decimal(-1), currency="USD"),))})),
            "organisation.actions.x.above[0]",
            "0 or more",
        ),
        (a_policy(Settings(route_for={"safety": "nowhere"})), "organisation.route_for.safety", "no route"),
        (a_policy(Settings(route_for={"safty": "general"})), "organisation.route_for.safty", "not a reason"),
        (replace(a_policy(), organisation=Settings()), "organisation.route_for", "no route"),
        (
            replace(a_policy(), routes={"general": replace(GENERAL, target=Target(kind=TargetKind.ACCOUNT_OWNER))}),
            "routes.general",
            "nobody else",
        ),
        (
            replace(a_policy(), routes={"general": replace(GENERAL, target=Target(kind=TargetKind.QUEUE))}),
            "routes.general.target",
            "Which",
        ),
        (
            replace(a_policy(), routes={"general": replace(GENERAL, accept_within=0)}),
            "routes.general.accept_within",
            "1 or more",
        ),
        (replace(a_policy(), messages={"hold": TEXTS, "ask_first": TEXTS}), "messages", "told nothing"),
        (replace(a_policy(), messages={**MESSAGES, "hand_ovr": TEXTS}), "messages.hand_ovr", "not a reason"),
        (replace(a_policy(), messages={**MESSAGES, "hold": {"de": "…"}}), "messages.hold", "fallback language"),
        (
            replace(a_policy(), messages={**MESSAGES, "hold": {"en": "You are now connected to a person."}}),
            "messages.hold.en",
            "not true yet",
        ),
        (replace(a_policy(), marks=Marks(critical=("safty",))), "marks.critical.safty", "not a reason"),
        (
            replace(a_policy(), inputs=Declared(signals={"sentiment": DeclaredSignal()})),
            "inputs.signals.sentiment",
            "built-in",
        ),
        (
            replace(a_policy(), inputs=Declared(signals={"my__signal": DeclaredSignal()})),
            "inputs.signals.my__signal",
            "cannot be named",
        ),
        (replace(a_policy(), format="handrail/9"), "format", "not a format"),
        (replace(a_policy(), language="english!"), "language", "not a language"),
    ],
)
def test_an_error_is_found_at_its_path(policy: Policy, path: str, says: str) -> None:
    errors = said(policy, Severity.ERROR)
    assert any(where == path and says in message for where, message in errors), errors


@pytest.mark.parametrize(
    ("policy", "path", "says"),
    [
        (with_rules(a_rule('customer.tier == "vip"')), "organisation.rules[0].when", "not always there"),
        (with_rules(a_rule("true")), "organisation.rules[0].when", "always holds"),
        (with_rules(a_rule(), a_rule("turn.late", "other")), "organisation.rules[1].when", "says the same"),
        (with_rules(a_rule(owner=None)), "organisation.rules[0]", "owner missing"),
        (with_rules(a_rule(when_blind=Verdict.HAND_OVER)), "organisation.rules[0].when_blind", "soft rule"),
        (
            replace(a_policy(), routes={"general": GENERAL, "spare": replace(GENERAL, id="spare")}),
            "routes.spare",
            "Nothing leads",
        ),
        (
            replace(a_policy(), routes={"general": replace(GENERAL, credentials=())}),
            "organisation.route_for.*",
            "lets anybody in",
        ),
    ],
)
def test_a_doubt_is_a_warning(policy: Policy, path: str, says: str) -> None:
    warnings = said(policy, Severity.WARNING)
    assert any(where == path and says in message for where, message in warnings), warnings
    assert said(policy, Severity.ERROR) == []


def test_a_queue_that_the_organisation_has_not_got_is_a_warning_where_the_queues_are_known() -> None:
    (found,) = check_policy(a_policy(), queues={"generals"})
    assert found.severity is Severity.WARNING
    assert found.fix == "Did you mean `generals`?"
    assert check_policy(a_policy(), queues={"general"}) == ()


def test_a_signal_and_an_argument_of_ones_own_can_be_read_once_declared() -> None:
    rule = a_rule("signal.nemo.score > 0.5 && action.argument.percent > 20", then=Verdict.ASK_FIRST)
    declared = Declared(
        signals={"nemo": DeclaredSignal(about="A guardrail's.")}, arguments={"percent": FieldType.NUMBER}
    )
    assert said(with_rules(rule), Severity.ERROR)
    assert said(replace(with_rules(rule), inputs=declared), Severity.ERROR) == []


def test_a_problem_in_a_condition_knows_its_place_in_it() -> None:
    problem = only(with_rules(a_rule("turn.late &&\n  nope")))
    assert problem.within is not None
    assert (problem.within.line, problem.within.column) == (2, 3)
