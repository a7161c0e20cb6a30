"""The house's own CRM over HTTP: asked once, waited for 300 ms, remembered; what comes late is there for the next turn.

`GET {base}/customers/{id}` answers with the fields of a customer, its `account` as an object with the fields of an
account, and `records`, a list of objects with the fields of a record and its `kind`. 404: nobody of that id.
"""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import httpx2
import structlog

from handrail_server.adapters.crm.kinds import KINDS, RECORDS
from handrail_server.adapters.crm.parsing import Document, document_of
from handrail_server.adapters.crm.profile import profile_of
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.core.basics.time import MINUTE, SECOND, At
from handrail_server.core.signals.profile import Profile

PATIENCE_SECONDS: Final = 0.3
GIVE_UP_SECONDS: Final = 10.0
FRESH_FOR: Final = 5 * MINUTE
REMEMBERED: Final = 10_000
ANSWER_LIMIT: Final = 1_000_000
ASKED_AT_ONCE: Final = 64
FAILURES: Final = 5
"""After so many in a row the CRM is left alone for a while, so that turns do not wait for it in vain."""
REST_FOR: Final = 15 * SECOND
_NOT_FOUND: Final = 404
_RECORD_KINDS: Final = {kind.keeps: kind for kind in KINDS.values() if kind.keeps in RECORDS}

_log = structlog.get_logger()

Whose = tuple[OrgId, CustomerId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer and when it came."""

    profile: Profile | None
    at: At


class HttpCrm:
    """The customers' port over the house's CRM. One question at a time per customer; close it in the end."""

    def __init__(self, client: httpx2.AsyncClient, *, base: str, token: str | None = None) -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._known: OrderedDict[Whose, Known] = OrderedDict()
        self._asked: dict[Whose, asyncio.Task[Known | None]] = {}
        self._failures = 0
        self._rests_until = At(0)

    async def profile(self, org: OrgId, customer: CustomerId, *, now: At) -> tuple[Profile | None, bool]:
        """What the CRM says, or what it last said, marked stale. Never takes longer than 300 ms and never raises."""
        whose = (org, customer)
        known = self._known.get(whose)
        if known is not None and now - known.at <= FRESH_FOR:
            return known.profile, False
        answer = await self._in_time(whose, now)
        if answer is not None:
            return answer.profile, False
        return (known.profile if known else None), True

    async def aclose(self) -> None:
        """Stop waiting for what has not come yet."""
        asked = list(self._asked.values())
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    async def _in_time(self, whose: Whose, now: At) -> Known | None:
        asking = self._asked.get(whose)
        if asking is None:
            if now < self._rests_until or len(self._asked) >= ASKED_AT_ONCE:
                return None
            asking = self._ask(whose, now)
        await asyncio.wait({asking}, timeout=PATIENCE_SECONDS)
        return asking.result() if asking.done() and not asking.cancelled() else None

    def _ask(self, whose: Whose, now: At) -> asyncio.Task[Known | None]:
        task = asyncio.create_task(self._answer(whose, now))
        self._asked[whose] = task
        task.add_done_callback(lambda _: self._asked.pop(whose, None))
        return task

    async def _answer(self, whose: Whose, now: At) -> Known | None:
        """The answer, remembered also where it comes too late for who asked; None where there is none."""
        org, customer = whose
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                profile = await self._fetch(customer, now)
        except Exception as error:  # noqa: BLE001  # the edge: whatever is wrong with a CRM, the turn goes on
            _log.warning("The CRM did not answer.", org=org, error=type(error).__name__)
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures, self._rests_until = 0, At(now + REST_FOR)
            return None
        self._failures = 0
        self._known[whose] = known = Known(profile=profile, at=now)
        self._known.move_to_end(whose)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return known

    async def _fetch(self, customer: CustomerId, now: At) -> Profile | None:
        address = f"{self._base}/customers/{quote(customer, safe='')}"
        async with self._client.stream("GET", address, headers=self._headers, follow_redirects=False) as response:
            if response.status_code == _NOT_FOUND:
                return None
            response.raise_for_status()
            return read_answer(customer, await _bounded(response), now)


def read_answer(customer: CustomerId, answer: object, now: At) -> Profile:
    """The profile in a CRM's answer; fields that cannot be read are left out, so that one odd field costs no more."""
    if not isinstance(answer, dict):
        raise TypeError("The CRM's answer is no object.")
    account, records = answer.pop("account", None), answer.pop("records", None)
    document, _ = document_of(KINDS["customers"], answer)
    return profile_of(customer, document, _account(account), _records(records), now)


async def _bounded(response: httpx2.Response) -> object:
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > ANSWER_LIMIT:
            raise ValueError("The CRM's answer is too long.")
    return json.loads(content)


def _account(answer: object) -> Document | None:
    if not isinstance(answer, dict):
        return None
    document, _ = document_of(KINDS["accounts"], answer)
    return document if document.get("id") else None


def _records(answer: object) -> list[Document]:
    found = answer if isinstance(answer, list) else []
    return [record for entry in found if isinstance(entry, dict) and (record := _record(entry)) is not None]


def _record(entry: dict[str, object]) -> Document | None:
    kind = _RECORD_KINDS.get(str(entry.get("kind")))
    if kind is None:
        return None
    document, _ = document_of(kind, {name: value for name, value in entry.items() if name != "kind"})
    return {**document, "kind": kind.keeps} if document.get("id") else None
