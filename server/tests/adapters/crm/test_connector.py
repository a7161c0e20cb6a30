"""The house's CRM over HTTP: in time, or stale."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx2
import pytest

from handrail_server.adapters.crm.connector import ANSWER_LIMIT, FAILURES, FRESH_FOR, REST_FOR, HttpCrm, read_answer
from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.basics.time import At
from server.tests.adapters.crm.given import ACME, ANN, NOW

ANSWER = {
    "id": "ann",
    "name": "Ann Lee",
    "lifetime_value": {"amount": "1200.50", "currency": "EUR"},
    "account": {"id": "globex", "name": "Globex", "owner": "olga"},
    "records": [{"kind": "order", "id": "1", "title": "Lamp"}, {"kind": "secret", "id": "2"}, "odd"],
    "shoe_size": 42,
}


class House:
    """A CRM that answers as told, when told."""

    def __init__(self, *, slow: bool = False) -> None:
        self.asked: list[httpx2.Request] = []
        self.answer: Callable[[], httpx2.Response] = lambda: httpx2.Response(200, json=ANSWER)
        self.open = asyncio.Event()
        if not slow:
            self.open.set()

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        await self.open.wait()
        return self.answer()


@asynccontextmanager
async def connected(house: House) -> AsyncIterator[HttpCrm]:
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(house)) as client:
        crm = HttpCrm(client, base="https://crm.example/api/", token="secret")
        yield crm
        await crm.aclose()


async def test_a_profile_comes_with_account_and_records_and_odd_fields_are_left_out() -> None:
    async with connected(house := House()) as crm:
        ann, stale = await crm.profile(ACME, ANN, now=NOW)
    assert ann is not None
    assert not stale
    assert (ann.name, ann.account and ann.account.owner) == ("Ann Lee", "olga")
    assert [record.id for record in ann.records] == ["1"]
    assert str(house.asked[0].url) == "https://crm.example/api/customers/ann"
    assert house.asked[0].headers["Authorization"] == "Bearer secret"


async def test_an_id_cannot_leave_its_place_in_the_address() -> None:
    async with connected(house := House()) as crm:
        await crm.profile(ACME, CustomerId("../accounts?x=1"), now=NOW)
    assert house.asked[0].url.raw_path == b"/api/customers/..%2Faccounts%3Fx%3D1"


async def test_a_fresh_answer_is_not_asked_for_again_and_an_old_one_is() -> None:
    async with connected(house := House()) as crm:
        await crm.profile(ACME, ANN, now=NOW)
        await crm.profile(ACME, ANN, now=At(NOW + FRESH_FOR))
        assert len(house.asked) == 1
        await crm.profile(ACME, ANN, now=At(NOW + FRESH_FOR + 1))
        assert len(house.asked) == 2


async def test_a_slow_answer_is_stale_now_and_there_for_the_next_turn() -> None:
    async with connected(house := House(slow=True)) as crm:
        first = await asyncio.gather(*(crm.profile(ACME, ANN, now=NOW) for _ in range(5)))
        assert first == [(None, True)] * 5
        assert len(house.asked) == 1
        house.open.set()
        ann, stale = await crm.profile(ACME, ANN, now=NOW)
    assert ann is not None
    assert not stale


async def test_while_the_crm_fails_the_last_answer_is_given_and_called_stale() -> None:
    async with connected(house := House()) as crm:
        known, _ = await crm.profile(ACME, ANN, now=NOW)
        house.answer = lambda: httpx2.Response(500)
        assert await crm.profile(ACME, ANN, now=At(NOW + FRESH_FOR + 1)) == (known, True)


async def test_somebody_unknown_to_the_crm_is_known_to_be_so() -> None:
    async with connected(house := House()) as crm:
        house.answer = lambda: httpx2.Response(404)
        assert await crm.profile(ACME, ANN, now=NOW) == (None, False)


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(302, headers={"Location": "https://elsewhere.example/"}),
        httpx2.Response(200, content=b"{"),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, content=b" " * (ANSWER_LIMIT + 1)),
    ],
)
async def test_an_answer_that_is_none_is_stale(response: httpx2.Response) -> None:
    async with connected(house := House()) as crm:
        house.answer = lambda: response
        assert await crm.profile(ACME, ANN, now=NOW) == (None, True)
    assert len(house.asked) == 1


async def test_a_crm_that_keeps_failing_is_left_alone_for_a_while() -> None:
    async with connected(house := House()) as crm:
        house.answer = lambda: httpx2.Response(503)
        for number in range(FAILURES + 3):
            await crm.profile(ACME, CustomerId(f"c{number}"), now=NOW)
        assert len(house.asked) == FAILURES
        house.answer = lambda: httpx2.Response(200, json=ANSWER)
        _, stale = await crm.profile(ACME, ANN, now=At(NOW + REST_FOR))
    assert not stale


def test_an_account_without_an_id_is_none() -> None:
    assert read_answer(ANN, {"account": {"name": "Globex"}, "records": 7}, NOW).account is None
