"""The schema of facts, against records of facts."""

import json
from dataclasses import dataclass

import jsonschema
import pytest

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.ledger.reading import open_body, read_head
from handrail_server.ledger.record import record_fact
from handrail_server.ledger.schema import facts_schema
from server.tests.ledger.sample import HEARD, KEY, OPENED, CaseOpened, TurnHeard, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose(Fact):
    anything: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(Fact):
    arguments: Body[dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looping(Fact):
    chain: "Link | None"
    pair: tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    name: str
    following: "Link | None" = None


SCHEMA = facts_schema([TurnHeard, CaseOpened, Sealed, Looping])
WHOLE = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_its_order_does_not_depend_on_the_registry() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.dumps(SCHEMA) == json.dumps(facts_schema([Looping, Sealed, CaseOpened, TurnHeard]))


@pytest.mark.parametrize(
    "fact",
    [
        HEARD,
        OPENED,
        Sealed(by=OPENED.by, at=OPENED.at, arguments={"a": [1, {"b": "c"}]}),
        Looping(by=OPENED.by, at=OPENED.at, chain=Link(name="a", following=Link(name="b")), pair=(1, "x")),
    ],
)
def test_what_is_recorded_is_what_the_schema_says(fact: Fact) -> None:
    record = record_fact(fact, place(), KEY)
    WHOLE.validate(json.loads(record.head))
    if record.body is not None:
        body = {"$ref": f"#/$defs/{fact.verb}.body", "$defs": SCHEMA["$defs"]}
        jsonschema.Draft202012Validator(body).validate(open_body(read_head(record.head), record.body, KEY))


def test_a_head_with_content_or_of_an_unknown_fact_does_not_pass() -> None:
    head = json.loads(record_fact(HEARD, place(), KEY).head)
    for changed in (head | {"fact": "Unknown"}, head | {"data": head["data"] | {"text": "hello"}}, head | {"v": 2}):
        assert not WHOLE.is_valid(changed)


def test_a_head_that_could_hold_anything_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Loose\.anything"):
        facts_schema([Loose])


def test_two_facts_of_one_name_are_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class CaseOpened(Fact):
        pass

    with pytest.raises(ValueError, match="Two classes are named CaseOpened"):
        facts_schema([CaseOpened, type(OPENED)])


def test_docstrings_are_carried_and_signatures_are_not() -> None:
    definitions = SCHEMA["$defs"]
    assert isinstance(definitions, dict)
    assert definitions["TurnHeard.head"]["description"] == "A turn was heard."
    assert "description" not in definitions["Sealed.head"]
