"""Tokens of visits and of customers: what opens nothing."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from handrail_server.adapters.identity.customer_tokens import JwtCustomerTokens
from handrail_server.adapters.identity.visit_tokens import SignedVisitTokens
from handrail_server.core.basics.errors import Unauthenticated
from handrail_server.core.basics.ids import ConversationId, CustomerId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.visiting import Visit

NOW = At(1_780_311_600_000)
SOON = NOW // 1000 + 600
VISIT = Visit(
    org=OrgId("acme"), widget="web", generation=7, conversation=ConversationId("chat_1"), customer=None, until=NOW
)
TOKENS = SignedVisitTokens(b"k" * 32)
READER = JwtCustomerTokens()
SECRET = "s" * 44
SIGNER = OKPKey.generate_key("Ed25519")
PUBLIC = str(SIGNER.as_dict(private=False)["x"])


def test_a_visit_is_opened_by_its_token_for_its_purpose_only() -> None:
    for purpose in ("session", "return"):
        assert TOKENS.open(TOKENS.seal(VISIT, purpose), purpose) == VISIT
    assert TOKENS.open(TOKENS.seal(VISIT, "return"), "session") is None
    assert TOKENS.open(TOKENS.seal(VISIT, "session"), "return") is None


def test_a_token_that_was_changed_or_made_elsewhere_opens_nothing() -> None:
    token = TOKENS.seal(VISIT, "session")
    prefix, content, code = token.split(".")
    other = base64.urlsafe_b64encode(base64.urlsafe_b64decode(content + "==").replace(b"chat_1", b"chat_2")).decode()
    forged = (
        f"{prefix}.{other.rstrip('=')}.{code}",
        SignedVisitTokens(b"j" * 32).seal(VISIT, "session"),
        token[:-1],
        f"{prefix}.{content}",
        f"hrb.{content}.{code}",
        "",
        "hrv..",
        f"{prefix}.{content}.é",
        token + "=" * 3_000,
    )
    assert [TOKENS.open(each, "session") for each in forged] == [None] * len(forged)
    assert TOKENS.open(TOKENS.seal(replace(VISIT, customer=CustomerId("ann")), "session"), "session") is not None


def _signed(claims: dict[str, object], secret: str = SECRET) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret.encode()), algorithms=["HS256"])


def _read(token: str, *, keys: tuple[str, ...] = (), now: At = NOW) -> CustomerId:
    return READER.read(token, secret=SECRET, keys=keys, audience="acme.web", now=now).customer


def test_the_shops_secret_or_key_vouches_for_its_customer() -> None:
    assert _read(_signed({"sub": "ann", "exp": SOON})) == "ann"
    assert _read(_signed({"sub": "ann", "exp": SOON, "aud": "acme.web"})) == "ann"
    assert _read(_signed({"sub": "ann", "exp": SOON, "aud": ["x", "acme.web"]})) == "ann"
    by_key = jwt.encode({"alg": "Ed25519"}, {"sub": "bob", "exp": SOON}, SIGNER, algorithms=["Ed25519"])
    assert _read(by_key, keys=("A" * 43, PUBLIC)) == "bob"


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_the_old_name_of_the_algorithm_is_read_as_well() -> None:
    token = jwt.encode({"alg": "EdDSA"}, {"sub": "bob", "exp": SOON}, SIGNER, algorithms=["EdDSA"])
    assert _read(token, keys=(PUBLIC,)) == "bob"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "ann"},
        {"exp": SOON},
        {"sub": "ann", "exp": NOW // 1000 - 61},
        {"sub": "ann", "exp": str(SOON)},
        {"sub": "ann", "exp": True},
        {"sub": "ann", "exp": SOON, "nbf": SOON},
        {"sub": "ann", "exp": SOON, "aud": "acme.other"},
        {"sub": 7, "exp": SOON},
        {"sub": "", "exp": SOON},
        {"sub": "a" * 200, "exp": SOON},
    ],
)
def test_a_token_that_says_too_little_or_too_late_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated) as refused:
        _read(_signed(claims))
    assert refused.value.field == "customer_token"


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def test_no_algorithm_is_believed_but_the_keys_own() -> None:
    claims = {"sub": "ann", "exp": SOON}
    unsigned = f"{_part({'alg': 'none'})}.{_part(claims)}."
    # The public key is no secret: whoever signs with it as one must not be believed.
    signed = f"{_part({'alg': 'HS256'})}.{_part(claims)}"
    code = base64.urlsafe_b64encode(hmac.digest(PUBLIC.encode(), signed.encode(), hashlib.sha256)).rstrip(b"=").decode()
    by_key = jwt.encode({"alg": "Ed25519"}, claims, SIGNER, algorithms=["Ed25519"])
    for token in (unsigned, f"{signed}.{code}", by_key, _signed(claims, "t" * 44), "", "a.b.c", "x" * 5_000, "é.é.é"):
        with pytest.raises(Unauthenticated):
            _read(token)
