"""Files: all rows or none, faults by line, a dry run first."""

import json

import pytest

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import CustomerId
from server.tests.api.administration.reception import Office, problem_of
from server.tests.house import ACME

PEOPLE = """name,email,roles,queues,skills,languages,capacity
Rosa Reyes,rosa@acme.example,rep;approver,general;sales,billing=7;french=4,en;fr,4
Rob,rob@acme.example,rep,general,,,
"""


async def bring(office: Office, kind: str, document: str, *, dry_run: bool = False) -> dict[str, object]:
    answer = await office.ask("POST", f"/v1/imports/{kind}", {"document": document, "dry_run": dry_run})
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


async def faults(office: Office, kind: str, document: str) -> list[tuple[int, str | None]]:
    answer = await office.ask("POST", f"/v1/imports/{kind}", {"document": document})
    assert answer.json()["written"] is False
    return [(fault["line"], fault["field"]) for fault in answer.json()["faults"]]


async def test_people_come_in_new_changed_and_unchanged(office: Office) -> None:
    await office.ask("PUT", "/v1/skills", {"skills": ["billing", "french"]})
    tried = await bring(office, "people", PEOPLE, dry_run=True)
    assert (tried["new"], tried["changed"], tried["written"]) == (1, 1, False)
    assert len((await office.ask("GET", "/v1/people")).json()["people"]) == 2
    done = await bring(office, "people", PEOPLE)
    assert (done["new"], done["changed"], done["unchanged"], done["written"]) == (1, 1, 0, True)
    people = {person["name"]: person for person in (await office.ask("GET", "/v1/people")).json()["people"]}
    assert people["Rosa Reyes"]["skills"] == {"billing": 7, "french": 4}
    assert people["Rosa Reyes"]["roles"] == ["rep", "approver"]
    assert people["Rob"]["queues"] == ["general"]
    again = await bring(office, "people", PEOPLE)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


async def test_one_fault_keeps_the_whole_file_out_and_every_fault_has_its_line(office: Office) -> None:
    document = (
        "name,email,roles,queues,capacity,skills\n"
        "Good,good@acme.example,rep,general,3,\n"
        "King,king@acme.example,king,,,\n"
        "Lost,lost@acme.example,rep,nowhere,,\n"
        "Many,many@acme.example,rep,,lots,\n"
        "Wise,wise@acme.example,rep,,,magic=3\n"
        "Twin,good@acme.example,rep,,,\n"
        "NoMail,,rep,,,\n"
        "Bad,not-an-address,rep,,,\n"
    )
    assert await faults(office, "people", document) == [
        (3, "roles"),
        (4, "queues[0]"),
        (5, "capacity"),
        (6, "skills.magic"),
        (7, "email"),
        (8, "email"),
        (9, "email"),
    ]
    assert len((await office.ask("GET", "/v1/people")).json()["people"]) == 2


async def test_an_unknown_column_is_named_with_a_likely_one(office: Office) -> None:
    answer = await office.ask("POST", "/v1/imports/people", {"document": '[{"name":"A","email":"a@b.c","rols":"rep"}]'})
    (fault,) = answer.json()["faults"]
    assert (fault["field"], fault["fix"]) == ("rols", "Did you mean `roles`?")


async def test_queues_come_in_and_may_overflow_to_those_above(office: Office) -> None:
    document = "id,name,overflow,push,wrap_up_seconds\nvip,VIP,general,yes,90\nnight,Night,vip,no,\ngeneral,All,,,\n"
    done = await bring(office, "queues", document)
    assert (done["new"], done["changed"]) == (2, 1)
    queues = {queue["id"]: queue for queue in (await office.ask("GET", "/v1/organisation")).json()["queues"]}
    assert (queues["night"]["overflow"], queues["night"]["push"], queues["general"]["name"]) == ("vip", False, "All")
    wrong = "id,name,overflow,choice\nx,X,nowhere,\ny,Y,,tallest\nz,Z,z,\n"
    assert await faults(office, "queues", wrong) == [(2, "overflow"), (3, "choice"), (4, "overflow")]


async def test_skills_are_added_to_those_that_are_there(office: Office) -> None:
    await office.ask("PUT", "/v1/skills", {"skills": ["billing"]})
    done = await bring(office, "skills", '{"name":"french"}\n{"name":"billing"}\n')
    assert (done["new"], done["unchanged"]) == (1, 1)
    assert (await office.ask("GET", "/v1/organisation")).json()["skills"] == ["billing", "french"]
    assert await faults(office, "skills", "name,level\nfrench,3\n") == [(2, "level")]


async def test_customers_come_in_with_a_fact(office: Office) -> None:
    document = json.dumps([{"id": "ann", "name": "Ann", "tier": "gold"}, {"id": "bob", "name": "Bob"}])
    tried = await bring(office, "customers", document, dry_run=True)
    assert (tried["new"], tried["written"]) == (2, False)
    done = await bring(office, "customers", document)
    assert (done["new"], done["written"]) == (2, True)
    profile, stale = await office.house.customers.profile(ACME, CustomerId("ann"), now=office.clock.now())
    assert profile is not None
    assert (profile.tier, stale) == ("gold", False)
    assert (await office.facts(SubjectKind.ORGANISATION, ACME)).count("CustomersImported") == 1
    assert await faults(office, "orders", "id,customer,title\no1,nobody,Shoes\n") == [(2, "customer")]


async def test_one_organisations_customers_are_not_anothers(office: Office) -> None:
    await bring(office, "customers", '{"id":"ann","name":"Ann"}')
    body = {"document": '{"id":"o1","customer":"ann","title":"Shoes"}'}
    answer = await office.ask("POST", "/v1/imports/orders", body, by="otto")
    assert [fault["field"] for fault in answer.json()["faults"]] == ["customer"]


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("people", "manage_people"),
        ("queues", "manage_queues"),
        ("skills", "manage_queues"),
        ("customers", "manage_customers"),
    ],
)
async def test_each_kind_needs_its_right(office: Office, kind: str, right: str) -> None:
    refused = await office.ask("POST", f"/v1/imports/{kind}", {"document": "id\n1\n"}, by="rob")
    assert problem_of(refused)[:2] == (403, f"This needs the right `{right}`.")


async def test_what_is_no_kind_and_what_is_no_file_are_named(office: Office) -> None:
    assert problem_of(await office.ask("POST", "/v1/imports/weather", {"document": "x"}))[::2] == (422, "kind")
    assert problem_of(await office.ask("POST", "/v1/imports/people", {"document": ""}))[::2] == (422, "document")
    assert await faults(office, "people", '"unclosed\n') == [(1, None)]


async def test_a_file_of_two_megabytes_is_taken(office: Office) -> None:
    rows = "\n".join(json.dumps({"id": f"c{number}", "name": "x" * 400}) for number in range(5_000))
    tried = await bring(office, "customers", rows, dry_run=True)
    assert tried["new"] == 5_000
