"""Leaving, reviews, bills, sales, repetition, complexity: what fires, and its harmless neighbours."""

import pytest

from server.tests.core.signals.scenes import noticed, score

FIRES = {
    "churn": [
        "I'm cancelling my account",
        "please close my account",
        "I'm switching to a competitor",
        "mein Konto kündigen",
    ],
    "contract_termination": [
        "We are terminating our contract",
        "this is our notice of termination",
        "we will not renew",
    ],
    "public_review": ["I'll leave a one star review", "I will post this on Twitter", "I'm going to the press"],
    "billing_dispute": ["I was charged twice", "I want to dispute this charge", "You overcharged me"],
    "refund_request": ["I want a refund", "give me my money back", "Ich möchte eine Rückerstattung"],
    "opportunity": [
        "We need a three year contract with custom pricing",
        "Please answer our RFP",
        "we have 800 employees and our budget is approved",
    ],
    "opportunity_at_risk": [
        "Your competitor offered us half the price",
        "This is a deal breaker",
        "we can't sign until this is fixed",
    ],
    "repeat_contact": ["this is the third time I'm contacting you", "I have already called you", "same issue again"],
    "complexity": [
        "After the last update our webhook to Salesforce fails with a stack trace",
        "We run a custom workflow on premise",
        "I have three different problems",
    ],
    "repeated_failure": [
        "That's not what I asked",
        "you didn't answer my question",
        "still not working",
        "das hilft mir nicht",
    ],
}
SILENT = {
    "churn": ["I want to cancel my order", "don't cancel my account", "cancel my reservation", "Please switch my seat"],
    "contract_termination": ["When does our contract end?", "I signed the contract"],
    "public_review": ["a one star hotel is enough", "I read your reviews", "Is there a review of this lamp?"],
    "billing_dispute": ["How much do you charge?", "Please charge my card", "where is my bill"],
    "refund_request": ["What is your refund policy?", "refunds are listed where?", "I don't want a refund"],
    "opportunity": ["I need 2 seats", "Do you allow pets on premises?", "what is the price"],
    "opportunity_at_risk": ["not too expensive please", "I can't sign in"],
    "repeat_contact": ["for the first time", "call me a second time tomorrow? no"],
    "complexity": ["My lamp is broken", "which department sells shoes"],
    "repeated_failure": ["thanks, that works", "Is the shop still open?"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_a_soft_reason_fires(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_its_harmless_neighbour_does_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5


def test_a_refund_carries_the_amount_named_with_it() -> None:
    values = noticed("I want a refund of 1.200,50 €")["refund_request"].values
    assert (values["exact"], values["currency"]) == ("1200.50", "EUR")
