"""Passwords, tokens, attempts, webhook secrets."""

import base64
from typing import Literal

from argon2 import PasswordHasher

from handrail_server.adapters.identity.attempts import REMEMBERED, WINDOW, WindowedAttempts
from handrail_server.adapters.identity.passwords import ArgonPasswords
from handrail_server.adapters.identity.tokens import RandomTokens
from handrail_server.adapters.identity.webhook_secrets import DerivedWebhookSecrets
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At

NOW = At(1_780_000_000_000)
ACME = OrgId("acme")


class CountingHasher(PasswordHasher):
    """Cheap, and counts what was compared."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.compared = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002  the library's name
        self.compared += 1
        return super().verify(hash, password)


async def test_a_password_is_kept_as_argon2_and_found_again() -> None:
    passwords = ArgonPasswords(CountingHasher())
    stored = await passwords.hash("correct horse")
    assert stored.startswith("$argon2id$")
    assert await passwords.verify(stored, "correct horse")
    assert not await passwords.verify(stored, "wrong horse")
    assert not await passwords.verify("no hash at all", "correct horse")


async def test_where_there_is_no_password_as_much_is_compared() -> None:
    hasher = CountingHasher()
    passwords = ArgonPasswords(hasher)
    assert not await passwords.verify(None, "correct horse")
    assert not await passwords.verify(None, "nobody's password")
    assert hasher.compared == 2


def test_a_token_has_256_bits_behind_its_prefix() -> None:
    tokens = RandomTokens()
    made = {tokens.new("hra") for _ in range(100)}
    assert len(made) == 100
    for token in made:
        prefix, _, chance = token.partition("_")
        assert prefix == "hra"
        assert len(base64.urlsafe_b64decode(chance + "=")) == 32


def test_tries_are_counted_in_a_window_for_each_who() -> None:
    attempts = WindowedAttempts()
    assert [attempts.take("ann", most=2, now=NOW) for _ in range(3)] == [True, True, False]
    assert attempts.take("bob", most=2, now=NOW)
    assert not attempts.take("ann", most=2, now=At(NOW + WINDOW - 1))
    assert attempts.take("ann", most=2, now=At(NOW + WINDOW))
    attempts.forget("bob")
    assert [attempts.take("bob", most=2, now=NOW) for _ in range(3)] == [True, True, False]


def test_the_memory_of_attempts_is_bounded() -> None:
    attempts = WindowedAttempts()
    for number in range(REMEMBERED + 10):
        attempts.take(str(number), most=1, now=NOW)
    assert not attempts.take(str(REMEMBERED), most=1, now=NOW)
    assert attempts.take("0", most=1, now=NOW)


def test_a_webhooks_secret_is_the_same_each_time_and_another_for_another_address() -> None:
    secrets = DerivedWebhookSecrets(b"k" * 32)
    one = secrets.of(ACME, "shop", "https://shop.example/hook")
    assert one.startswith("whsec_")
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32
    assert secrets.of(ACME, "shop", "https://shop.example/hook") == one
    others = {
        secrets.of(ACME, "shop", "https://shop.example/other"),
        secrets.of(ACME, "bank", "https://shop.example/hook"),
        secrets.of(OrgId("other"), "shop", "https://shop.example/hook"),
        DerivedWebhookSecrets(b"j" * 32).of(ACME, "shop", "https://shop.example/hook"),
    }
    assert len(others | {one}) == 5
