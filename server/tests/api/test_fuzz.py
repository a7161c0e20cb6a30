"""Whatever is sent, the server answers as its contract says, and never by a failure of its own.

Requests are made from the generated contract, valid ones and spoilt ones, with ids that exist and ids that do not. The
seed is fixed; `make prove` sends many more.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from typing import Final, Protocol

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.openapi import contract
from handrail_server.api.problems import MEDIA_TYPE
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from server.tests.api.office import Office, an_office
from server.tests.api.requests import PLACES, Json, path_of

CONTRACT: Final = contract(ENDPOINTS, version="1")
SCHEMA: Final = schemathesis.openapi.from_dict(CONTRACT)
ASKED: Final = [each for each in ENDPOINTS if each.media_type != "text/event-stream"]
TAGS: Final = sorted({each.tag for each in ASKED})
WHO: Final = ("ada", "vera", "rita", "otto", "paul", "shop")
EXAMPLES: Final = 4


class Made(Protocol):
    """What schemathesis makes up."""

    path_parameters: Mapping[str, object]
    query: Mapping[str, object]
    body: object


Sent = tuple[Made, str, frozenset[str]]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """A loop of its own: what makes the requests waits for nothing."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize("tag", TAGS)
def test_whatever_is_sent_is_answered_as_the_contract_says(runner: asyncio.Runner, tag: str) -> None:
    _fuzz(runner, tag, EXAMPLES)


@pytest.mark.prove
@pytest.mark.parametrize("tag", TAGS)
def test_however_much_is_sent_is_answered_as_the_contract_says(runner: asyncio.Runner, tag: str) -> None:
    _fuzz(runner, tag, 200)


def _fuzz(runner: asyncio.Runner, tag: str, examples: int) -> None:
    stack = AsyncExitStack()
    office = runner.run(_at_work(stack))
    for each in (each for each in ASKED if each.tag == tag):
        _ask(runner, office, each, examples)
    runner.run(stack.aclose())


def _ask(runner: asyncio.Runner, office: Office, each: Endpoint, examples: int) -> None:
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(_requests(each))
    def ask(sent: Sent) -> None:
        _check(each, runner.run(_answer(office, each, sent)))

    ask()


async def _at_work(stack: AsyncExitStack) -> Office:
    """An office where there is a conversation, a call, a case and a decision to ask for."""
    office = await stack.enter_async_context(an_office())
    await office.world.customer("Hello?")
    act: Json = {"call_id": "k1", "tool": "look_up", "arguments": {}, "floor": 1}
    await office.do("/conversations/c1/actions", "shop", act)
    await office.a_case()
    await office.do("/cases/case_0001/claim", "rita")
    await office.place()
    return office


def _requests(each: Endpoint) -> st.SearchStrategy[Sent]:
    operation = SCHEMA[path_of(each, _Names())][each.method]
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if each.body or each.parameters else [])]
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))
    real = st.sets(st.sampled_from(sorted(PLACES))).map(frozenset)
    return st.tuples(cases, st.sampled_from(WHO), real)


class _Names(dict[str, str]):
    """Each place by its own name, as the contract writes paths."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


async def _answer(office: Office, each: Endpoint, sent: Sent) -> httpx2.Response:
    case, who, real = sent
    odd = {name: str(value) or "%20" for name, value in (case.path_parameters or {}).items()}
    path = path_of(each, {name: PLACES[name] if name in real or name not in odd else odd[name] for name in PLACES})
    query = {name: _text(value) for name, value in (case.query or {}).items()}
    headers = office.headers(who) | {"content-type": "application/json"}
    body = None if each.body is None else case.body if isinstance(case.body, bytes) else _json(case.body)
    return await office.http.request(each.method, path, params=query, content=body, headers=headers)


def _json(body: object) -> bytes:
    return json.dumps(body, default=str).encode()


def _text(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode()


def _check(each: Endpoint, answered: httpx2.Response) -> None:
    shown = f"{each.name}: {answered.status_code} {answered.text[:1_000]}"
    assert answered.status_code < 500, shown
    if answered.status_code >= 400:
        assert answered.headers["content-type"] == MEDIA_TYPE, shown
        problem = answered.json()
        _validator("Problem").validate(problem)
        assert problem["status"] == answered.status_code
        assert problem["fix"], shown
        assert problem["field"] or answered.status_code != 422, shown
        return
    assert answered.status_code == each.status, shown
    if each.reply is not None and answered.headers["content-type"] == "application/json":
        _validator(each.reply.__name__).validate(answered.json())


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": CONTRACT["components"]})
