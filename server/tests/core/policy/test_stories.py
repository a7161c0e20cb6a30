"""The four stories of the first walk, as the default policy decides them."""

from dataclasses import replace

from handrail_server.core.policy.decision import Decision, Strength, Verdict, Waiting
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.route import Route, TargetKind
from server.tests.core.policy.given import (
    DECISION,
    STRATEGIC,
    a_call,
    a_situation,
    a_turn,
    acted,
    an_answer,
    default,
    judged,
    noticed,
)


def route_of(decision: Decision) -> Route:
    assert decision.route is not None
    return default().policy.routes[decision.route]


def codes(decision: Decision) -> set[str]:
    return {reason.code for reason in decision.reasons}


def test_a_plain_question_proceeds() -> None:
    decision = judged(default())
    assert decision.verdict is Verdict.PROCEED
    assert decision.reasons == ()
    assert decision.say is None
    assert decision.route is None


def test_frustration_and_a_fourth_contact_fire_together_though_neither_would_alone() -> None:
    sentiment = noticed("sentiment", 0.7, kind="frustration", valence=-0.7, trend=-0.4)
    contacts = noticed("repeat_contact", 0.8, standing=True, kind="records", count=3.0)
    assert judged(default(), sentiment).verdict is Verdict.PROCEED
    assert judged(default(), contacts).verdict is Verdict.PROCEED

    decision = judged(default(), sentiment, contacts)

    assert decision.verdict is Verdict.HAND_OVER
    assert codes(decision) == {"expected_cost", "sentiment", "repeat_contact"}
    route = route_of(decision)
    assert route.target.id == "customer-experience"
    assert [need.skill for need in route.skills] == ["customer-experience"]
    assert "goodwill credit" in (route.suggestion or "")
    assert "{name}" in (route.draft or "")


def test_a_damaged_product_with_a_threat_of_a_review_goes_to_a_senior_specialist_who_takes_the_floor() -> None:
    decision = judged(
        default(),
        noticed("sentiment", 0.85, kind="anger", valence=-0.85, trend=-0.3),
        noticed("repeat_contact", 0.85),
        noticed("public_review", 0.9, kind="review"),
    )
    assert decision.verdict is Verdict.HAND_OVER
    assert {"sentiment", "repeat_contact", "public_review"} <= codes(decision)
    assert decision.route == "customer_experience"
    assert decision.waiting is Waiting.SILENT
    assert decision.say is not None
    assert all(reason.strength is Strength.SOFT for reason in decision.reasons)


def test_a_sale_beyond_the_agent_goes_to_the_accounts_owner_while_the_agent_stays() -> None:
    decision = judged(default(), noticed("opportunity", 0.92, kind="multi_year", kinds="custom_terms,multi_year"))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.waiting is Waiting.AGENT_STAYS
    route = route_of(decision)
    assert route.target.kind is TargetKind.ACCOUNT_OWNER
    assert route.fallbacks[0].id == "sales"
    assert "account_owner" in route.notices
    assert any(notice.startswith("slack") for notice in route.notices)


def test_a_disputed_bill_that_takes_the_interpretation_of_a_claim_is_sealed_for_a_licensed_person() -> None:
    decision = judged(
        default(),
        noticed("billing_dispute", 0.85, kind="disputed"),
        noticed("regulated_decision", 0.9, kind="claim_interpretation"),
        noticed("regulated_data", 0.8, kind="health"),
    )
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.sealed
    assert decision.waiting is Waiting.SILENT
    route = route_of(decision)
    assert route.target.id == "health-billing"
    assert route.credentials == ("hipaa-billing",)
    assert any(reason.compliance for reason in decision.reasons)


def test_a_wire_above_the_limit_asks_compliance_first() -> None:
    decision = acted(default(), a_call("wire_transfer", "48000"))
    assert decision.verdict is Verdict.ASK_FIRST
    assert codes(decision) == {"amount"}
    route = route_of(decision)
    assert route.target.id == "compliance"
    assert route.critical
    assert set(route.notices) == {"supervisor", "account_owner"}
    assert route.documentation.verification
    assert route.documentation.ground
    assert route.approvers.credential == "wire-approval"
    assert "nothing has been carried out" in (decision.say or "")


def test_an_unusual_wire_below_the_limit_asks_first_with_its_marks() -> None:
    suspicion = noticed("fraud", 0.7, kind="payment", factors="unusual_destination,urgency")
    decision = acted(default(), a_call("wire_transfer", "900"), suspicion)
    assert decision.verdict is Verdict.ASK_FIRST
    assert codes(decision) == {"suspicious_payment"}
    assert decision.reasons[0].critical
    assert decision.route == "compliance"


def test_the_wish_for_a_wire_alone_leaves_the_floor_with_the_agent_so_that_its_call_can_be_held() -> None:
    assert judged(default(), noticed("fraud", 0.8, kind="payment")).verdict is Verdict.PROCEED
    assert judged(default(), noticed("fraud", 0.9, kind="reported")).verdict is Verdict.HAND_OVER


def test_an_explicit_request_is_answered_at_once() -> None:
    decision = judged(default(), noticed("explicit_request", 0.95, kind="person"))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.route == "general"
    assert decision.waiting is Waiting.SILENT
    assert decision.reasons[0].strength is Strength.HARD
    assert (
        decision.reasons[0].line
        == "The customer asks for a person (person): 0.95 is at or above 0.5, set by organisation."
    )


def test_a_doubtful_draft_is_held_and_a_sure_one_goes() -> None:
    held = judged(default(), turn=an_answer(0.62))
    assert held.verdict is Verdict.HOLD
    assert held.reasons[0].line == "The agent's confidence: 0.62 is below 0.75, set by organisation."
    assert judged(default(), turn=an_answer(0.9)).verdict is Verdict.PROCEED


def test_a_doubtful_answer_that_was_said_already_gets_a_person_beside_the_agent() -> None:
    decision = judged(default(), turn=an_answer(0.5, draft=False))
    assert decision.verdict is Verdict.HAND_OVER
    assert decision.waiting is Waiting.AGENT_STAYS


def test_a_strategic_account_that_speaks_of_leaving_is_critical_and_goes_to_its_owner() -> None:
    situation = replace(a_situation(noticed("churn", 0.6, kind="leaving")), profile=STRATEGIC)
    decision = judge_turn(default(), situation, decision_id=DECISION)
    assert {"strategic_leaving", "vip_leaving"} <= codes(decision)
    assert all(reason.critical for reason in decision.reasons if reason.strength is Strength.HARD)
    assert decision.route == "account_team"


def test_the_customer_hears_it_in_the_turns_language_its_plain_form_or_the_fallback() -> None:
    asks = noticed("explicit_request", 0.95)
    said = {
        language: judged(default(), asks, turn=replace(a_turn(), language=language)).say or ""
        for language in ("de-CH", "en", "xx")
    }
    assert said["de-CH"].startswith("Natürlich")
    assert said["en"].startswith("Of course")
    assert said["xx"] == said["en"]
