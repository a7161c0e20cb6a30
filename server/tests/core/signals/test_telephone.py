"""Which numbers are telephone numbers, and which are the numbers of orders and the like."""

import pytest

from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.telephone import telephones


@pytest.mark.parametrize(
    "text",
    [
        "5403926876",
        "call me on 5403926876",
        "my number is 600123456",
        "03012345678",
        "meine Nummer: 01711234567",
        "491711234567 is on WhatsApp",
        "about my order, 0301 2345678 is where I am",
        "about my order: please call 5403926876",
        "my order's phone number is 5403926876",
        "order 4711, phone 5403926876",
        "order +49 30 901820",
        "5403926876 (order 4711)",
        "reach me: 5403926876 order 4711",
        "account number 5403926876",
        "my customer number is 5403926876",
        "01.23.45.67.89",
        "600 123 456",
        "555 123 4567 dollarstore",
    ],
)
def test_what_may_be_dialled_is_one(text: str) -> None:
    assert len(list(telephones(fold(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "order 5403926876 is late",
        "order number: 5403926876",
        "Order no. 5403926876",
        "Order #5403926876",
        "my orders 5403926876 and 5403926877 are late",
        "tracking number is 0340434161094",
        "Bestellnummer 5403926876",
        "Meine Bestellung mit der Nummer 5403926876 fehlt",
        "pedido número 5403926876",
        "commande n° 5403926876",
        "5403926876 is my order number",
        "order 4711 2938",
        "invoice 2026-0044-17",
        "123456789",
        "222333444555666",
        "48500.00",
        "48500.00 USD",
        "a wire of 48 500.00 today",
        "$1250000 by noon",
        "1 250 000 euros",
        "EUR 2.400.000,00",
    ],
)
def test_the_number_of_something_else_is_none(text: str) -> None:
    assert list(telephones(fold(text))) == []


def test_hostile_text_is_read_in_time_that_grows_with_its_length() -> None:
    assert list(telephones("order " + "is my the " * 2_000 + "x")) == []
    assert list(telephones(fold("order no is " * 1_500 + "5403926876"))) == []
