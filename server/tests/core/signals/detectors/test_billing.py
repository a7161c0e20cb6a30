"""A disputed charge and money asked back: said and denied, shouted, misspelt, mixed."""

import pytest

from server.tests.core.signals.scenes import noticed, score

FIRES = {
    "billing_dispute": [
        "I was charged twice",
        "I want to dispute this charge",
        "You overcharged me",
        "CHARGED ME TWICE!!!",
        "there's a chrage i dont recognize",
        "I dispute this charge",
        "Thanks for charging me double, amazing.",
        "Mir wurde doppelt abgebucht",
        "Die Rechnung stimmt nicht",
        "J'ai été prélevé deux fois",
        "Me cobraron dos veces",
        "Fui cobrado duas vezes",
        "why was I charged 49.99?",
        "I never authorised this payment",
    ],
    "refund_request": [
        "I want a refund",
        "give me my money back",
        "Ich möchte eine Rückerstattung",
        "I want my money back",
        "REFUND ME NOW!!",
        "i want a refnd plz",
        "can I get a refund?",
        "You didn't refund me",
        "Refund 💸💸 please",
        "Wow, thanks for nothing. Give me my money back.",
        "Ich will mein Geld zurück",
        "Je veux être remboursé",
        "Quiero un reembolso",
        "Quero meu dinheiro de volta",
        "i want mi dinero de vuelta",
        "Devuélvanme mi dinero",
        "Ich möchte eine Erstattung",
        "Bitte erstatten Sie mir den Betrag",
        "reembolsem o valor por favor",
        "remboursement svp",
    ],
}
SILENT = {
    "billing_dispute": [
        "How much do you charge?",
        "Please charge my card",
        "where is my bill",
        "I was not charged twice, all good",
        "I don't want to dispute the charge",
        "When will I be charged?",
        "How do I charge my phone twice a day?",
        "Who is in charge?",
        "Can you send me the invoice?",
        "The battery is charged",
        "No me cobraron dos veces",
    ],
    "refund_request": [
        "What is your refund policy?",
        "refunds are listed where?",
        "I don't want a refund",
        "I don't want a refund, I want a replacement",
        "No refund needed, thank you",
        'What does "refund me" on my receipt mean?',
        "Is this ticket refundable?",
        "I already received my refund, thanks",
        "Ich brauche keine Rückerstattung",
        "Je ne veux pas de remboursement",
        "No quiero un reembolso",
        "Não quero reembolso",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5


def test_a_refund_carries_the_amount_named_with_it() -> None:
    values = noticed("I want a refund of 1.200,50 €")["refund_request"].values
    assert (values["exact"], values["currency"]) == ("1200.50", "EUR")
