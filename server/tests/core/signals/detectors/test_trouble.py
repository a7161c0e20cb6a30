"""The agent says that something is broken on its own side."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "agent_error": [
        "Our system is down at the moment.",
        "I'm experiencing technical difficulties.",
        "Something went wrong on our side.",
    ],
}
SILENT = {
    "agent_error": [
        "Our system is up and running.",
        "Is your system down?",
        "The error message on your printer means paper jam.",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text, "agent") >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text, "agent") < 0.5
