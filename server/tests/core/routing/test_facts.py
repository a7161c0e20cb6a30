"""The facts of routing can be recorded: heads are heads, and no two verbs are alike."""

import inspect
from dataclasses import fields, is_dataclass

import pytest

from handrail_server.core.basics.facts import Fact
from handrail_server.core.cases import decision_facts
from handrail_server.core.cases import facts as case_facts
from handrail_server.core.routing import facts, organisation_facts, person_facts
from handrail_server.ledger.shape import shape

ROOMS = (facts, person_facts, organisation_facts)


def declared(module: object) -> list[type[Fact]]:
    return [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Fact) and member is not Fact
    ]


@pytest.mark.parametrize("fact", [fact for room in ROOMS for fact in declared(room)])
def test_every_fact_has_a_head_and_a_promise(fact: type[Fact]) -> None:
    assert is_dataclass(fact)
    assert fact.__doc__
    known = shape(fact)
    assert len(known.head) + len(known.body) == len(fields(fact)) - 2


def test_names_of_people_and_reasons_of_stops_are_bodies() -> None:
    assert set(shape(person_facts.PersonInvited).body) == {"name", "email"}
    assert set(shape(organisation_facts.EmergencyStopped).body) == {"why"}


def test_no_two_verbs_are_alike() -> None:
    verbs = [fact.__name__ for room in (*ROOMS, case_facts, decision_facts) for fact in declared(room)]
    assert len(set(verbs)) == len(verbs)
