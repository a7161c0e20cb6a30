"""The agent says that it only helps with other things."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "out_of_scope": [
        "I'm sorry, I can only help with orders.",
        "That is outside of what I can help with.",
        "I'M NOT ABLE TO HELP WITH THAT.",
        "Das liegt außerhalb meiner Möglichkeiten.",
        "I'm just a shopping assistant, so I can't answer legal questions.",
    ],
}
SILENT = {
    "out_of_scope": [
        "I can help you with your order.",
        "The parcel is out for delivery.",
        "I can only recommend the blue one.",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text, "agent") >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text, "agent") < 0.5
