"""Regulated data: numbers are proved by their checksum, health by words that say so."""

import pytest

from handrail_server.core.signals.detectors.identity_numbers import iban, luhn, numbers_in
from server.tests.core.signals.scenes import noticed, score

PROVED = [
    ("my card is 4111 1111 1111 1111", "card"),
    ("5555-5555-5555-4444 exp 12/27", "card"),
    ("amex 378282246310005", "card"),
    ("IBAN DE89 3704 0044 0532 0130 00 please", "bank_account"),
    ("gb82west12345698765432", "bank_account"),
    ("SSN 123-45-6789", "identity"),
    ("my social security number is 123456789", "identity"),
    ("NINO QQ no, AB 12 34 56 C", "identity"),
    ("mi DNI es 12345678Z", "identity"),
    ("CPF 529.982.247-25", "identity"),
    ("passport number: C01234567", "identity"),
]


@pytest.mark.parametrize(("text", "kind"), PROVED)
def test_a_proved_number_shows_its_kind_and_not_itself(text: str, kind: str) -> None:
    found = noticed(text)["regulated_data"]
    assert found.score >= 0.9
    assert found.values["kind"] == kind
    assert all(seen.value is None for seen in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "my card ends in 7447",
        "order 4111 1111 1111 1112",
        "tracking 1Z999AA10123456784 and phone +49 170 1234567",
        "IBAN DE89 3704 0044 0532 0130 01",
        "reservation JG7FMM for 2 people on 2024-05-17",
        "call 415-561-4900",
        "my doctor recommended your airline",
        "I am feeling sick, I want to see a doctor",
        "the patient information is on the poster? no idea",
        "CPF 111.111.111-11",
    ],
)
def test_other_numbers_and_single_words_are_not_regulated(text: str) -> None:
    assert score("regulated_data", text) < 0.5


def test_health_is_noticed_by_what_is_said() -> None:
    assert noticed("I was diagnosed with diabetes last year")["regulated_data"].values["kind"] == "health"
    assert score("regulated_data", "I was sick in hospital and need the medicine from my doctor") >= 0.5


def test_the_checksums_are_the_published_ones() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398710")
    assert iban("gb82west12345698765432")
    assert not iban("gb82west12345698765433")
    assert list(numbers_in("٣٤٥.٣٤٥.٣٤٥-٣٤")) == []
