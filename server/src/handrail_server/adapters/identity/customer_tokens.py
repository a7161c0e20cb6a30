"""Customer tokens: JWTs that a shop's backend signs, read by joserfc with two algorithms and nothing else."""

import warnings
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OctKey, OKPKey

from handrail_server.core.basics.errors import HandrailError, Unauthenticated
from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.basics.time import MINUTE, SECOND, At
from handrail_server.core.turns.size import check_id
from handrail_server.ports.visiting import Vouched

_CLOCKS_APART: Final = MINUTE
"""The shop's clock may be so far from ours."""
_SHARED: Final = ["HS256"]
_SIGNED: Final = ["Ed25519", "EdDSA"]
_LONGEST: Final = 4_000


class JwtCustomerTokens:
    """The `CustomerTokens` port."""

    def read(self, token: str, *, secret: str, keys: tuple[str, ...], audience: str, now: At) -> Vouched:
        """Whom it vouches for; raises `Unauthenticated`."""
        if len(token) > _LONGEST:
            raise _refused("The customer token is too long.")
        claims = _claims(token, secret, keys)
        expires = claims.get("exp")
        if not isinstance(expires, int | float) or isinstance(expires, bool):
            raise _refused("The customer token has no `exp`.")
        if expires * SECOND + _CLOCKS_APART <= now:
            raise _refused("The customer token has expired.")
        begins = claims.get("nbf", 0)
        if not isinstance(begins, int | float) or begins * SECOND - _CLOCKS_APART > now:
            raise _refused("The customer token is not valid yet.")
        if audience not in _audiences(claims.get("aud", audience)):
            raise _refused("The customer token is for another widget.")
        return Vouched(customer=_customer(claims.get("sub")), until=At(round(expires * SECOND)))


def _claims(token: str, secret: str, keys: tuple[str, ...]) -> dict[str, object]:
    """By the algorithm that the token names each kind of key is tried with its own algorithms only."""
    shared = OctKey.import_key(secret.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # `EdDSA` is the old name that most libraries still write
        try:
            return dict(jwt.decode(token, shared, algorithms=_SHARED).claims)
        except (JoseError, ValueError) as error:
            refused = _refused("The signature of the customer token is not right.")
            refused.__cause__ = error
        for key in keys:
            signer = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key})
            try:
                return dict(jwt.decode(token, signer, algorithms=_SIGNED).claims)
            except (JoseError, ValueError):
                continue
    raise refused


def _customer(named: object) -> CustomerId:
    if not isinstance(named, str):
        raise _refused("The customer token has no `sub`.")
    try:
        check_id(named, field="customer_token")
    except HandrailError as error:
        raise _refused("The `sub` of the customer token is too long.") from error
    return CustomerId(named)


def _audiences(given: object) -> list[object]:
    return list(given) if isinstance(given, list) else [given]


def _refused(message: str) -> Unauthenticated:
    fix = "Sign it on your server with the widget's secret (HS256) or key (EdDSA); `sub` is the customer, `exp` is due."
    return Unauthenticated(message, field="customer_token", fix=fix)
