"""Who the customer is, and what is usual for them."""

from dataclasses import replace

from server.tests.core.signals.scenes import a_profile, a_turn, noticed


def test_tier_value_contract_strategic_and_executive_are_signals_of_their_own() -> None:
    found = noticed("hello", profile=a_profile())
    assert found["customer_tier"].values["tier"] == "Gold"
    assert found["customer_value"].values["amount"] == 30_000.0
    assert found["contract_size"].values["ends_in_days"] == 30.0
    assert found["strategic_account"].score == found["executive_contact"].score == 1.0


def test_an_unhealthy_account_near_its_end_is_at_risk() -> None:
    assert noticed("hello", profile=a_profile())["opportunity_at_risk"].values["kind"] == "renewal"


def test_contacts_in_the_records_count_and_join_what_was_said() -> None:
    records = noticed("hello", profile=a_profile())["repeat_contact"]
    assert records.values["count"] == 4.0
    both = noticed("this is the fourth time I'm calling", profile=a_profile())["repeat_contact"]
    assert both.score >= records.score
    assert both.values["count"] == 4.0
    assert len(both.evidence) == 2


def test_a_payment_far_above_the_usual_one_is_a_factor_of_fraud() -> None:
    text = "Please wire $4,000 to the new beneficiary"
    assert "fraud" not in noticed(text)
    known = noticed(text, profile=a_profile())["fraud"]
    assert known.values["factors"] == "unusual_amount,unusual_destination"
    assert known.score > 0.5


def test_an_unknown_customer_gives_no_profile_signals_and_a_stale_profile_says_so() -> None:
    assert "customer_tier" not in noticed("hello")
    assert "customer_tier" not in noticed(a_turn("hello", "agent"), profile=a_profile())
    plain = replace(a_profile(), account=None, role=None, tier=None)
    assert "executive_contact" not in noticed("hello", profile=plain)
