"""Amounts of money as people write them."""

import pytest

from handrail_server.core.signals.amounts import amounts_in
from handrail_server.core.signals.folding import fold


@pytest.mark.parametrize(
    ("text", "exact", "currency"),
    [
        ("$1,200.50", "1200.50", "USD"),
        ("1.200,50 €", "1200.50", "EUR"),
        ("EUR 5k", "5000", "EUR"),
        ("INR 1,00,000", "100000", "INR"),
        ("Rs. 2 lakh", "200000", "INR"),
        ("₹500", "500", "INR"),
        ("1 200,50 EUR", "1200.50", "EUR"),
        ("CHF 1'200.50", "1200.50", "CHF"),
        ("£3.5m", "3500000", "GBP"),
        ("2,5 Millionen Euro", "2500000", "EUR"),
        ("R$ 1.000", "1000", "BRL"),
        ("usd500", "500", "USD"),
        ("5 thousand dollars", "5000", "USD"),
        ("0.99 dollars", "0.99", "USD"),
        ("100 pesos", "100", "XXX"),
        ("five? no: $５００", "500", "USD"),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, exact: str, currency: str) -> None:
    [amount] = amounts_in(fold(text))
    assert (amount.exact, amount.currency) == (exact, currency)


@pytest.mark.parametrize("text", ["in 5 days", "flight 1234", "abc123 dollars", "v1.2.3", "50% off", "2 realms"])
def test_a_bare_number_is_no_amount(text: str) -> None:
    assert amounts_in(fold(text)) == ()


def test_the_span_is_the_amount() -> None:
    text = "I paid EUR 5k and then 20 euros."
    assert [text[amount.start : amount.end] for amount in amounts_in(fold(text))] == ["EUR 5k", "20 euros"]
