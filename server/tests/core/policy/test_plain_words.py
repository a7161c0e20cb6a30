"""The policy in plain words: the default one, and odd ones."""

from decimal import Decimal

import pytest

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.charter import AmountLimit, Charter, OpenHours, Weekday
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import (
    ActionSetting,
    Ask,
    Costs,
    Policy,
    Rule,
    Settings,
    ThresholdSetting,
)
from handrail_server.core.policy.loaded import all_rules
from handrail_server.core.policy.plain_conditions import condition_in_words
from handrail_server.core.policy.plain_words import Sentence, in_words
from server.tests.core.policy.given import a_policy, default


def told(policy: Policy) -> dict[str, list[Sentence]]:
    """The sentences by path."""
    found: dict[str, list[Sentence]] = {}
    for section in in_words(policy):
        for sentence in section.sentences:
            found.setdefault(sentence.path, []).append(sentence)
    return found


def one(policy: Policy, path: str) -> str:
    (sentence,) = told(policy)[path]
    return sentence.text


def test_the_default_policy_leaves_no_threshold_rule_or_route_unsaid() -> None:
    policy = default().policy
    paths = told(policy).keys()
    assert {f"organisation.thresholds.{code}" for code in policy.organisation.thresholds} <= paths
    assert {f"organisation.rules.{rule.id}" for rule in all_rules(policy)} <= paths
    assert {f"routes.{name}" for name in policy.routes} <= paths
    assert {f"messages.{name}" for name in policy.messages} <= paths


def test_every_sentence_is_one() -> None:
    for section in in_words(default().policy):
        assert section.title
        for sentence in section.sentences:
            assert sentence.text[0].isupper() or not sentence.text[0].isalpha()
            assert sentence.text.rstrip("”").endswith(".")
            assert "  " not in sentence.text
            assert "None" not in sentence.text


def test_a_threshold_says_what_follows_for_drafts_said_words_and_actions() -> None:
    assert one(default().policy, "organisation.thresholds.low_confidence") == (
        "When the agent's confidence is below 0.75, the reply waits until a person has read it, and if it has been said"
        " already, a person takes the conversation over, and an action waits until somebody entitled approves it."
    )


def test_a_default_that_nobody_chose_is_marked_and_an_adopted_one_is_not() -> None:
    path = "organisation.thresholds.sentiment"
    adopted = {each.path: each for section in in_words(default().policy, (path,)) for each in section.sentences}
    assert not told(default().policy)[path][0].chosen
    assert adopted[path].chosen
    assert adopted[path].owner == "Handrail"


def test_what_one_agent_sets_for_itself_is_told_beside_what_holds_everywhere() -> None:
    policy = a_policy(
        agents={"shop": Settings(thresholds={"sentiment": ThresholdSetting(at=0.4)}, costs=Costs(baseline=0.1))}
    )
    assert "(from 0.75 of 1)" in one(policy, "organisation.thresholds.sentiment")
    assert one(policy, "agents.shop.thresholds.sentiment").startswith(
        "For the agent shop: when the customer's feelings"
    )
    assert "(from 0.40 of 1)" in one(policy, "agents.shop.thresholds.sentiment")
    assert one(policy, "agents.shop.costs").startswith("For the agent shop: signs")


def test_a_hard_threshold_that_was_moved_says_where_to() -> None:
    policy = a_policy(Settings(thresholds={"legal_threat": ThresholdSetting(at=0.8)}))
    assert "(from 0.80 of 1)" in one(policy, "organisation.thresholds.legal_threat")
    assert "of 1" not in one(policy, "organisation.thresholds.safety")


def test_costs_at_their_edges_are_told_as_they_work() -> None:
    free = a_policy(Settings(costs=Costs(cost_of_error=Decimal(0))))
    dear = a_policy(Settings(costs=Costs(cost_of_person=Decimal(90))))
    assert "never added up" in one(free, "organisation.costs")
    assert "never call one" in one(dear, "organisation.costs")
    assert "above 25 % a person takes over" in one(a_policy(), "organisation.costs")


def test_a_rule_is_told_with_its_condition_strength_and_what_if_it_cannot_be_read() -> None:
    rule = Rule(
        id="big", when='customer.tier == "gold" && has(customer.tier)', then=Verdict.HAND_OVER,
        strength=Strength.HARD, when_blind=Verdict.HOLD, line="A gold customer.",
    )  # fmt: skip
    policy = a_policy(flows={"refund": Settings(rules=(rule,))})
    assert one(policy, "flows.refund.rules.big") == (
        "In the process refund: when the customer's tier is “gold”, a person takes the conversation over, always; where"
        " this cannot be read, the reply waits until a person has read it (“A gold customer.”)."
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("signal.churn.noticed", "the sign “the customer speaks of leaving” was noticed"),
        ("!has(customer.tier)", "the customer's tier is not known"),
        ("has(customer.tier)", "the customer's tier is known"),
        ("!signal.mine.noticed || account.strategic == false", ("it is not so that the sign “mine” was noticed or it is"
         " not so that the account is strategic")),
        ("customer.executive == true", "the contact is an executive"),
        ('turn.channel in ["email"]', "the turn's channel is “email”"),
        ("action.amount > -2 * 3.5 && (agent.id == \"a\" || agent.id == \"\")", ("the action's amount is above minus 2"
         " times 3.5 and (the agent's id is “a” or the agent's id is empty)")),
        ('size(turn.topic) >= 3', "the length of the turn's topic is at least 3"),
        ('turn.topic.startsWith("re")', "the turn's topic begins with “re”"),
        ("action.argument.dry_run", "the action's argument dry run is true"),
        ('(true ? 1 : 2) < 3', "(1 if always, otherwise 2) is below 3"),
        ("1 <", "“1 <” holds"),
    ],
)  # fmt: skip
def test_a_condition_is_read_aloud(source: str, words: str) -> None:
    assert condition_in_words(source) == words


def test_authority_is_told_tool_by_tool_and_charter_by_charter() -> None:
    euros = Money(amount=Decimal(50), currency="EUR")
    policy = a_policy(
        Settings(
            actions={
                "*": ActionSetting(ask=Ask.ALWAYS),
                "refund": ActionSetting(ask=Ask.ABOVE, above=(euros,)),
                "look_up": ActionSetting(route="general"),
            }
        ),
        agents={
            "shop": Settings(
                charter=Charter(
                    tools=("refund",),
                    topics=(),
                    data=("orders",),
                    terms=("discount",),
                    languages=("en", "de"),
                    amounts=(AmountLimit(act="*", per_act=(euros,)),),
                    hours=(OpenHours(days=(Weekday.SAT,), opens=540, closes=1020, utc_offset=-90), OpenHours()),
                )
            )
        },
    )
    actions = [sentence.text for sentence in told(policy)["organisation.actions"]]
    assert actions[0].startswith("Refund: the agent does it by itself up to 50 EUR; above that")
    assert actions[1] == "Any other tool: always waits until somebody entitled approves it."
    charter = " ".join(sentence.text for sentence in told(policy)["agents.shop.charter"])
    assert "may talk about nothing; everything else goes to a person" in charter
    assert "at most 50 EUR at once in any one act; more, or another currency, asks first" in charter
    assert "on Sat from 09:00 to 17:00 (UTC−01:30) and every day from 00:00 to 24:00 (UTC)" in charter
    assert "speaks en and de" in charter


def test_a_route_tells_its_whole_way() -> None:
    text = one(default().policy, "routes.compliance")
    assert "to the queue compliance, to be accepted within 2 minutes." in text
    assert "If nobody accepts, to whoever is on call." in text
    assert "promised a call back within 4 hours" in text
    assert "the ground, how the person was verified and who authorised it must be written down" in text
    assert "approvals of wire transfer" in text


def test_an_empty_policy_still_says_how_it_decides() -> None:
    assert {section.key for section in in_words(Policy(name="Empty"))} == {"always", "alone", "together", "changes"}
