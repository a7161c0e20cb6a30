"""The agent promises a person: in five languages, as an offer, denied, about other things."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "false_promise": [
        "I'll connect you with a specialist now.",
        "LET ME TRANSFER YOU TO A HUMAN AGENT.",
        "I've forwarded your case to our billing team and they will contact you.",
        "Someone from our team will call you back within the hour 🙂",
        "I am escalating this to a supervisor.",
        "Ich verbinde Sie jetzt mit einem Mitarbeiter.",
        "Je vous mets en relation avec un conseiller.",
        "Le voy a transferir con un agente.",
        "Vou transferir você para um atendente.",
        "A colleague of mine will be in touch shortly.",
        "I'll get a human on this for you.",
    ],
}
SILENT = {
    "false_promise": [
        "I can't transfer you to a human agent.",
        "I won't transfer you to anybody.",
        "Do you want me to connect you with a specialist?",
        "If this fails, I'll transfer you to a specialist.",
        "I'll transfer the money to your account.",
        'The customer said "transfer me to a human".',
        "I will transfer your booking to the new date.",
        "You can call our hotline at any time.",
        "The movie Call Me Back is available.",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text, "agent") >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text, "agent") < 0.5
