"""A sale bigger than the agent: asked for and not."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "opportunity": [
        "We need a three year contract with custom pricing",
        "Please answer our RFP",
        "we have 800 employees and our budget is approved",
        "We need 500 licences",
        "We'd like to sign a three year deal",
        "Can we get a demo for our team of 200?",
        "our budget is 50k",
        "Do you integrate with SAP for the whole company?",
        "We're interested in an enterprise plan",
    ],
}
SILENT = {
    "opportunity": [
        "I need 2 seats",
        "Do you allow pets on premises?",
        "what is the price",
        "I don't need a demo",
        "How much is one licence?",
        "I have no budget for this",
        "my budget phone is broken",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5


COMMITS = [
    "I can offer you a 20% discount.",
    "We'll refund you the full amount and give you a $50 voucher.",
    "I'll waive the fee for you.",
    "I guarantee it will arrive tomorrow.",
    "As compensation you get a free month.",
]
COMMITS_NOTHING = [
    "I can't offer you a discount.",
    "We do not guarantee delivery dates.",
    "A discount is not possible.",
    "Which fee do you mean?",
    "The Guarantee Trust Bank is at Main Street.",
]


@pytest.mark.parametrize("text", COMMITS)
def test_what_the_agent_commits_to_is_noticed(text: str) -> None:
    assert score("commitment", text, "agent") >= 0.5


@pytest.mark.parametrize("text", COMMITS_NOTHING)
def test_what_it_declines_or_only_names_commits_to_nothing(text: str) -> None:
    assert score("commitment", text, "agent") < 0.5
