"""The language of a turn: told where it is plain, and never guessed from a name, a number or one borrowed word."""

import time

import pytest

from handrail_server.core.signals.language import language_of

PLAIN = {
    "en": [
        "Hi, where is my order? It was supposed to be here on Monday.",
        "I want to talk to a human",
        "WHY HAS MY CARD BEEN BLOCKED?!",
        "my acount is lockd and i cant get in",
        "Do you ship to São Paulo and München? It is a gift for my sister.",
    ],
    "de": [
        "Ich möchte mit einem Mitarbeiter sprechen",
        "Wo ist meine Bestellung? Sie sollte am Montag hier sein.",
        "ich habe das geld noch nicht bekommen",
        "WARUM WURDE MEINE KARTE GESPERRT?",
        "Das iPhone ist kaputt und der Support ist nicht zu erreichen",
    ],
    "fr": [
        "Je voudrais parler à un conseiller",
        "Où est ma commande ? Elle devait arriver lundi.",
        "je veux etre rembourse, cest pas normal",
        "POURQUOI MA CARTE EST BLOQUÉE ?",
        "J'ai reçu le mauvais produit et personne ne répond",
    ],
    "es": [
        "Quiero hablar con una persona",
        "¿Dónde está mi pedido? Tenía que llegar el lunes.",
        "no me llega el dinero y ya van dos semanas",
        "¿POR QUÉ ESTÁ BLOQUEADA MI TARJETA?",
        "Hola, necesito ayuda con mi cuenta por favor",
    ],
    "pt": [
        "Quero falar com um atendente",
        "Onde está o meu pedido? Devia ter chegado na segunda-feira.",
        "nao recebi o dinheiro ate agora",
        "POR QUE O MEU CARTÃO FOI BLOQUEADO?",
        "Olá, preciso de ajuda com a minha conta, por favor",
    ],
    "it": ["Vorrei parlare con un operatore, il mio ordine non è arrivato"],
    "nl": ["Ik wil graag met iemand spreken, mijn bestelling is niet aangekomen"],
    "ja": ["注文した商品がまだ届いていません"],
    "zh": ["我想和人工客服说话"],
    "ko": ["상담원과 통화하고 싶어요"],
}
NOT_PLAIN = [
    "",
    "ok",
    "No",
    "4111 1111 1111 1111",
    "😡😡😡",
    "iPhone 15 Pro Max 256GB",
    "Müller, Jürgen",
    "João da Silva",
    "Los Angeles",
    "Café de Paris",
    "El Al LY 315",
    "de la Cruz, Maria",
    "https://example.com/das/ist/nicht/der/weg",
    "hola my friend, mein problema is urgent bitte",
    "kann ich bitte a refund get please, I want my money back, danke und tschüss, ich bin sehr wütend",
    "asdf qwer zxcv",
    "Gracias!",
]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in PLAIN.items() for text in texts]
)
def test_a_plain_text_has_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_short_mixed_or_a_name_has_none(text: str) -> None:
    assert language_of(text) is None


def test_the_language_costs_a_few_microseconds_and_no_more_for_a_long_turn() -> None:
    turn = ("Wo ist meine Bestellung? Sie sollte am Montag hier sein, und ich habe noch nichts gehört. " * 300)[:20_000]
    language_of(turn)
    best = min(_took(turn) for _ in range(50))
    assert best < 0.001  # about 0.04 ms on an idle machine
    assert language_of(turn) == "de"


def _took(text: str) -> float:
    began = time.perf_counter()
    language_of(text)
    return time.perf_counter() - began
