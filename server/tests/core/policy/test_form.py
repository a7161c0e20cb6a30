"""The form says of each setting what may be chosen, what stands here, what is in force and where that comes from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.policy.charter import AmountLimit, Charter, OpenHours
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.document import Costs, Policy, Settings, ThresholdSetting
from handrail_server.core.policy.edits import Remove, Set
from handrail_server.core.policy.form import form_of
from handrail_server.core.policy.form_setting import Setting


def the_default() -> Policy:
    policy = read_policy(default_policy()).policy
    assert policy is not None
    return policy


def by_label(settings: tuple[Setting, ...]) -> dict[str, Setting]:
    return {setting.label: setting for setting in settings}


def test_a_hard_reason_offers_nothing_weaker_than_the_law() -> None:
    safety = next(each for each in form_of(the_default()).thresholds if each.code == "safety")
    fields = by_label(safety.fields)
    assert safety.always
    assert fields["Fires from"].most == 0.9
    assert [choice.value for choice in fields["Then"].choices] == [Verdict.HAND_OVER]
    assert "Strength" not in fields


def test_a_scope_inherits_setting_by_setting() -> None:
    policy = replace(
        the_default(),
        agents={
            "shop": Settings(
                thresholds={"sentiment": ThresholdSetting(at=0.5)},
                costs=Costs(cost_of_error=None),
                charter=Charter(tools=("refund",), amounts=(AmountLimit(act="refund"),), hours=(OpenHours(),)),
            )
        },
    )
    form = form_of(policy, ("agents", "shop"))
    sentiment = next(each for each in form.thresholds if each.code == "sentiment")
    fields = by_label(sentiment.fields)
    assert (fields["Fires from"].value, fields["Fires from"].source) == (0.5, "here")
    assert (fields["Then"].value, fields["Then"].in_force, fields["Then"].source) == (None, "hand_over", "organisation")
    assert by_label(form.costs)["An error of the agent costs"].source == "organisation"
    assert by_label(form.charter)["Tools"].value == ("refund",)
    assert [limit.path for limit in form.limits] == [("agents", "shop", "charter", "amounts", "refund")]
    assert form.hours[0].path == ("agents", "shop", "charter", "hours", 0)
    assert form.scopes[1].kind == "agent"


@pytest.mark.parametrize("scope", [("flows", "none"), ("nothing",), ("agents",), ("agents", 1)])
def test_a_scope_that_the_policy_has_not_is_not_found(scope: tuple[str | int, ...]) -> None:
    with pytest.raises(NotFound):
        form_of(the_default(), scope)


def test_a_route_is_a_chain_with_times_and_a_truthful_end() -> None:
    route = next(each for each in form_of(the_default()).routes if each.id == "sales")
    assert [(step.target, step.after_seconds) for step in route.chain] == [
        ("account_owner", 0),
        ("queue:sales", 300),
        ("queue:general", 600),
    ]
    assert route.landing == "Call back"
    (need,) = route.skills
    assert need.path == ("routes", "sales", "skills", need.skill)
    assert {each.path[-1]: each.value for each in need.fields}["level"] == 5


def test_every_value_of_the_form_can_be_written_back_and_changes_nothing() -> None:
    text = default_policy()
    form = form_of(the_default())
    settings = [
        *(setting for each in form.thresholds if each.stated for setting in (*each.fields, *each.owned)),
        *(setting for each in form.rules for setting in (*each.fields, *each.owned)),
        *(setting for each in form.routes for setting in each.fields),
        *form.costs,
        *form.general,
    ]
    # A rule's strength is told also where nothing is written: to write it would be to choose it.
    written = [each for each in settings if isinstance(each.value, str) and each.path[-1] != "strength"]
    assert len(written) > 80
    assert len({setting.path for setting in settings}) == len(settings)
    for setting in written[::7]:
        assert isinstance(setting.value, str)
        same = edit_text(text, Set(path=setting.path, value=setting.value))
        assert read_policy(same).policy == the_default(), setting.path


def test_rules_and_messages_are_told_in_words() -> None:
    form = form_of(the_default())
    rule = next(each for each in form.rules if each.id == "long_waiting")
    assert rule.words.startswith("When the kind of the sign")
    assert rule.path == ("organisation", "rules", "long_waiting")
    titles = {message.code: message.title for message in form.messages}
    assert titles["explicit_request"] == "The customer asks for a person"
    assert titles["still_waiting"] == "It takes longer than promised"


def _said(text: str) -> Policy:
    """What the document says; whether all of it can be published is not asked."""
    policy = read_policy(text).written
    assert policy is not None
    return policy


def test_the_skills_of_a_route_are_edited_by_the_forms_own_paths_and_comments_stay() -> None:
    written = """
format: handrail/1
name: Ours
routes:
  sales:
    target: queue:sales  # Ana's team
    landing: {kind: email, promise_seconds: 3600}
    skills:
      - {skill: sales, level: 5, drop_after: 600}  # since March
"""
    path = ("routes", "sales", "skills")
    text = edit_text(written, Set(path=(*path, "contracts"), value={"skill": "contracts", "level": Decimal(3)}))
    (route,) = (each for each in form_of(_said(text)).routes if each.id == "sales")
    by_name = {field.path: field for need in route.skills for field in need.fields}
    assert [need.words for need in route.skills] == [
        "The skill sales from level 5 of 10 (given up after 10 minutes).",
        "The skill contracts from level 3 of 10.",
    ]
    assert by_name[(*path, "sales", "drop_after")].value == 600
    text = edit_text(text, Set(path=by_name[(*path, "contracts", "level")].path, value=Decimal(8)))
    text = edit_text(text, Remove(path=(*path, "sales", "drop_after")))
    text = edit_text(text, Set(path=("routes", "sales", "approvers", "credential"), value="series-7"))
    sales = _said(text).routes["sales"]
    assert [(need.skill, need.level, need.drop_after) for need in sales.skills] == [
        ("sales", 5, None),
        ("contracts", 8, None),
    ]
    assert sales.approvers.credential == "series-7"
    assert "# Ana's team" in text
    assert "# since March" in text
