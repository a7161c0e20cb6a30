"""One POST outside, and what its answer means for trying again."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

import httpx2

from handrail_server.adapters.notify.guard import Guard
from handrail_server.core.basics.time import SECOND, At
from handrail_server.ports.knowing import Undeliverable

_PASSING: Final = frozenset({408, 409, 423, 425, 429})
"""Refusals that trying again can mend."""
_LONGEST_WAIT: Final = 24 * 3_600.0
_SECONDS: Final = 10.0


class Sender:
    """Sends JSON to an address that the guard lets through."""

    def __init__(self, client: httpx2.AsyncClient, guard: Guard) -> None:
        self._client = client
        self._guard = guard

    async def post(self, address: str, body: bytes, headers: Mapping[str, str], *, now: At) -> None:
        """Return on 2xx; raise `Undeliverable` otherwise. The answer's text is not kept: it could hold anything."""
        target = await self._guard.target(address)
        sent = {"content-type": "application/json", "user-agent": "Handrail", **headers, "host": target.host}
        try:
            async with self._client.stream(
                "POST",
                target.url,
                content=body,
                headers=sent,
                timeout=_SECONDS,
                follow_redirects=False,
                extensions={"sni_hostname": target.server},
            ) as response:
                status, retry_after = response.status_code, response.headers.get("retry-after")
        except httpx2.HTTPError as error:
            raise Undeliverable(
                f"The receiver could not be reached: {type(error).__name__}.", permanent=False
            ) from None
        if not 200 <= status < 300:
            raise Undeliverable(
                f"The receiver answered {status}.",
                permanent=_is_permanent(status),
                retry_after=_seconds(retry_after, now),
            )


def _is_permanent(status: int) -> bool:
    """410 says so itself; so does every other refusal of the request as such, and a redirect, which is not followed."""
    return 300 <= status < 500 and status not in _PASSING


def _seconds(text: str | None, now: At) -> float | None:
    """What `Retry-After` says, as seconds from now."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return min(float(text), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, at - now / SECOND), _LONGEST_WAIT)
