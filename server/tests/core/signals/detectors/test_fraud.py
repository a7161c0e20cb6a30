"""Fraud and stolen accounts: said and denied, shouted, misspelt, mixed."""

import pytest

from server.tests.core.signals.scenes import noticed, score

FIRES = {
    "fraud": [
        "I did not make this transaction",
        "someone stole my card and used it",
        "I think I was scammed",
        "there is an unauthorized charge on my account",
        "Please wire $25,000 to a new beneficiary today, it is urgent and do not call me",
        "Our supplier sent new bank details, make the transfer immediately",
        "somebody used my card without my permission",
        "There's a charge I didn't make",
        "I THINK IVE BEEN SCAMMED 😭",
        "I got phished, they took my money",
        "Ich wurde betrogen",
        "Meine Karte wurde gestohlen",
        "On m'a volé ma carte",
        "Me robaron la tarjeta",
        "Roubaram meu cartão",
        "Fui víctima de una estafa",
        "Caí em um golpe",
        "This is fraud, I never bought that",
    ],
    "account_takeover": [
        "my account was hacked",
        "Somebody logged into my account from Brazil",
        "I got a verification code I didn't request",
        "Meu conta? fui hackeado",
        "my account got hacked",
        "Someone changed my password",
        "SOMEBODY IS IN MY ACCOUNT",
        "Mein Konto wurde gehackt",
        "Mon compte a été piraté",
        "Me hackearon la cuenta",
        "Minha conta foi hackeada",
        "someone logged in from russia and its not me",
        "my acount was hacked 😱",
    ],
}
SILENT = {
    "fraud": [
        "I need this urgently",
        "I sent 200 dollars to my mother",
        "How do I make a transfer?",
        "I want to open a new account",
        "The delivery is urgent, please send the parcel today",
        "This is not fraud, I made the payment myself",
        "I wasn't scammed",
        "How do you protect me against fraud?",
        'I read an article "I was scammed" on your blog',
        "Do you sell the board game Scam?",
        "My card was declined",
        "Please send me a new card",
        "I want to transfer money to my own account",
    ],
    "account_takeover": [
        "How do I log into my account?",
        "I forgot my password",
        "I changed my email address",
        "My account was not hacked",
        "I changed my password",
        "How do I avoid getting hacked?",
        "life hack: log into my account twice",
        "The movie Hackers is not on my account",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5


def test_fraud_shows_its_factors() -> None:
    found = noticed("Please wire $25,000 to a new beneficiary today, it is urgent and do not call me")["fraud"]
    assert found.values["factors"] == "pressure,unusual_destination,large_amount,urgency"
    assert found.values["kind"] == "payment"
    assert found.values["exact"] == "25000"
