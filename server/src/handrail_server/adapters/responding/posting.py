"""One POST to an agent's address, and what its answer means: whether it failed, and whether to ask again."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final, Protocol

import httpx2

from handrail_server.core.turns.making_facts import Failing
from handrail_server.ports.knowing import Undeliverable
from handrail_server.ports.responding import Unanswered

LIMIT: Final = 1_000_000
"""Bytes of one answer."""
_PASSING: Final = frozenset({408, 409, 423, 425, 429})


class Target(Protocol):
    """An address that was checked."""

    @property
    def url(self) -> httpx2.URL:
        """Where to connect."""
        ...

    @property
    def host(self) -> str:
        """What the `Host` header says."""
        ...

    @property
    def server(self) -> str:
        """What the certificate must be for."""
        ...


class Guard(Protocol):
    """Lets through what may be reached from here."""

    async def target(self, address: str) -> Target:
        """Where to connect; raises `Undeliverable`."""
        ...


class Poster:
    """Asks by HTTP."""

    def __init__(self, client: httpx2.AsyncClient, guard: Guard) -> None:
        self._client = client
        self._guard = guard

    @asynccontextmanager
    async def post(
        self, address: str, body: bytes, headers: Mapping[str, str], *, seconds: float
    ) -> AsyncIterator[httpx2.Response]:
        """The answer, not read yet; raises `Unanswered` for whatever is none."""
        try:
            target = await self._guard.target(address)
            sent = {"content-type": "application/json", "user-agent": "Handrail", **headers, "host": target.host}
            async with self._client.stream(
                "POST",
                target.url,
                content=body,
                headers=sent,
                timeout=seconds,
                follow_redirects=False,
                extensions={"sni_hostname": target.server},
            ) as response:
                _check(response.status_code)
                yield response
        except Undeliverable as error:
            kind = Failing.REFUSED if error.permanent else Failing.OUTAGE
            raise Unanswered(str(error), kind=kind, permanent=error.permanent) from None
        except httpx2.TimeoutException:
            raise Unanswered("no answer in time", kind=Failing.TIMEOUT) from None
        except httpx2.HTTPError as error:
            raise Unanswered(f"not reached: {type(error).__name__}", kind=Failing.OUTAGE) from None


async def whole(response: httpx2.Response) -> bytes:
    """The answer's body, within the limit."""
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > LIMIT:
            raise Unanswered("the answer is too long", kind=Failing.MALFORMED)
    return bytes(content)


def _check(status: int) -> None:
    if 200 <= status < 300:
        return
    passing = status in _PASSING or status >= 500
    kind = Failing.OUTAGE if passing else Failing.REFUSED
    raise Unanswered(f"it answered {status}", kind=kind, permanent=not passing)
