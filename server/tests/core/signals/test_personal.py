"""Personal data by its form: what is one, what only looks like one, and what is left of a text without it."""

import pytest

from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.personal import personal_data, redacted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Card 4111 1111 1111 1111 please", "card"),
        ("my Maestro is 6304 0000 0000 0000", "card"),
        ("IBAN DE89 3704 0044 0532 0130 00", "bank_account"),
        ("SSN 078-05-1120", "identity"),
        ("mail me at Ada.Lovelace+shop@mail.example.co.uk", "email"),
        ("call +49 (0)30 901820", "phone"),
        ("call 555-010-4477x12", "phone"),
        ("ruf mich an: 0301 2345678", "phone"),
        ("from 192.168.10.1 today", "ip_address"),
        ("from 2001:db8:0:0:8:800:200c:417a today", "ip_address"),
        ("see https://shop.example/orders?id=7", "web_address"),
    ],
)
def test_each_form_is_found(text: str, kind: str) -> None:
    assert [found.kind for found in personal_data(fold(text))] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "I paid $1,200.50 on 2026-05-12 for order 4711",
        "Card 4111 1111 1111 1112 is not mine",
        "version 1.2.3.4.5 of the app",
        "@shop you are great",
        "flight 300 at 10:45, gate 12",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert [found for found in personal_data(fold(text)) if found.kind != "phone"] == []


def test_redaction_leaves_the_rest_as_it_was() -> None:
    text = "I am at ÄDA@example.org, card 4111111111111111."
    assert redacted(text, personal_data(fold(text))) == "I am at [email], card [card]."
