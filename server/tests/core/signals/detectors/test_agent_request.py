"""The agent asks for a person itself, or only suggests one."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "agent_request": [
        "I recommend speaking with a human agent about this.",
        "This needs a human to look at.",
        "I am unable to help, please contact our support team.",
        "You should talk to a licensed advisor.",
    ],
}
SILENT = {
    "agent_request": [
        "Would you like anything else?",
        "I don't think you need to talk to a human.",
        "The agent was booked for 3 pm.",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text, "agent") >= 0.4


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text, "agent") < 0.4
