"""Several systems, own configuration, a defect, several requests."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "complexity": [
        "After the last update our webhook to Salesforce fails with a stack trace",
        "We run a custom workflow on premise",
        "I have three different problems",
        "Our custom integration fails",
        "We found a bug in your software",
        "I have several problems: first the login, second the invoice",
    ],
}
SILENT = {
    "complexity": [
        "My lamp is broken",
        "which department sells shoes",
        "I have one question",
        "My bug spray arrived",
        "No several problems, just one",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5
