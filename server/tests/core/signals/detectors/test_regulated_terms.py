"""Decisions that the law keeps for people: asked for and not."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "regulated_decision": [
        "You denied my claim and it should have been covered",
        "I need a loan modification",
        "Should I stop taking my medication?",
        "Which stocks should I buy?",
        "Does my policy cover this?",
        "Why was my claim denied?",
        "my claim got rejected and I disagree",
        "Should I take ibuprofen with my medication?",
        "Should I invest in this fund?",
        "Können Sie meinen Kredit stunden?",
        "soll ich investieren?",
        "Is this covered by my insurance?",
    ],
}
SILENT = {
    "regulated_decision": [
        "Can I take my dog on board?",
        "Should I buy the blue or the red one?",
        "My order is covered in dust",
        "I have a loan with you",
        "I don't need investment advice",
        "My claim was approved, thanks",
        "Should I take the bus?",
        "Is the sofa covered in leather?",
        "I want to buy a stock photo",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5
