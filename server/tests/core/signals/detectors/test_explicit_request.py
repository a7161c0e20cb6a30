"""The customer asks for a person: what counts as asking, and what only sounds like it."""

import pytest

from server.tests.core.signals.scenes import noticed, score


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a human",
        "TRANSFER ME TO A REAL PERSON NOW",
        "can i speak with someone please",
        "Could you connect me with a representative?",
        "why don't you just put me through to your manager",
        "No, no bot. I need a human being.",
        "I don't want to chat with a bot, I want a human",
        "i can't reach anyone, let me talk to a real person!!",
        "please get me a live agent 🙏",
        "speek to a humen plz",
        "agent",
        "Representative!!",
        "Call me back",
        "can someone call me?",
        "Is there somebody else I could speak to about this?",
        "Is there any way to escalate, or someone else I can talk to who may make an exception?",
        "I asked you three times: “let me speak to a supervisor”",
        "Ich möchte mit einem Mitarbeiter sprechen",
        "Bitte verbinden Sie mich mit einem Menschen",
        "Je voudrais parler à un conseiller",
        "Passez-moi un vrai conseiller",
        "Quiero hablar con una persona",
        "necesito un agente humano, quiero hablar con alguien",
        "Quero falar com um atendente",
        "hi, mi problema is urgent, can i talk to a human por favor",
    ],
)
def test_asking_for_a_person_is_noticed(text: str) -> None:
    assert score("explicit_request", text) >= 0.75


@pytest.mark.parametrize(
    "text",
    [
        "you don't need to transfer me to an agent",
        "I do not want to talk to a human, just tell me the price",
        "There is no need to connect me to a representative",
        "I'd rather not speak to someone on the phone",
        'The button "Talk to a human" does not work',
        "I want to transfer money to a person in Spain",
        "My human resources agent told me about this",
        "The travel agent booked the wrong date",
        "I bought the Human Agent board game",
        "I spoke to a representative yesterday",
        "Is there a person discount for two people?",
        "The manager of the hotel was friendly",
        "Ich brauche keinen Menschen, danke",
        "no quiero hablar con un agente",
        "",
    ],
)
def test_what_only_sounds_like_it_is_no_request(text: str) -> None:
    assert score("explicit_request", text) == 0.0


def test_the_agents_own_words_are_not_the_customers_request() -> None:
    assert "explicit_request" not in noticed("Would you like to talk to a human?", "agent")


def test_a_supervisor_is_told_apart_from_a_person() -> None:
    assert noticed("get me your supervisor")["explicit_request"].values["kind"] == "supervisor"
    assert noticed("get me a human")["explicit_request"].values["kind"] == "person"
