"""Files made into rows, or into faults by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.adapters.crm.kinds import KINDS
from handrail_server.adapters.crm.parsing import NO_SUCH_FIELD, Batch, parse


def customers(content: str) -> Batch:
    return parse(KINDS["customers"], content)


def faults(content: str, kind: str = "customers") -> list[tuple[int, str | None]]:
    return [(fault.line, fault.field) for fault in parse(KINDS[kind], content).faults]


@pytest.mark.parametrize(
    "content",
    [
        "id,name\nann,Ann\nbob,Bob\n",
        "\ufeffid,name\r\nann,Ann\r\n\r\nbob,Bob\r\n",
        '[{"id": "ann", "name": "Ann"},\n {"id": "bob", "name": "Bob", "email": null}]',
        '{"id": "ann", "name": "Ann"}\n\n{"id": "bob", "name": "Bob"}\n',
    ],
)
def test_csv_an_array_and_lines_of_json_hold_the_same(content: str) -> None:
    batch = customers(content)
    assert batch.faults == ()
    assert [(row.id, row.document["name"]) for row in batch.rows] == [("ann", "Ann"), ("bob", "Bob")]


def test_a_field_may_hold_line_breaks_and_the_next_row_still_knows_its_line() -> None:
    assert faults('id,name\nann,"Ann\nB"\nbob,Bob,Bobson\n') == [(4, None)]
    assert faults('[{"id":\n"ann"},\n\n{"name": "B"}]') == [(4, "id")]


def test_each_fault_names_line_and_field() -> None:
    content = "id,health,executive\nann,2,yes\n,0.5,yes\ncem,0.5,perhaps\n"
    assert faults(content) == [(2, "health"), (3, "id"), (4, "executive")]


def test_a_column_that_does_not_exist_is_named_once_with_the_nearest_that_does() -> None:
    (fault,) = customers("id,emial\nann,a@b\nbob,b@c\n").faults
    assert (fault.line, fault.field, fault.message) == (2, "emial", NO_SUCH_FIELD)
    assert fault.fix == "Did you mean `email`?"


def test_an_id_stands_once() -> None:
    (fault,) = customers("id\nann\nbob\nann\n").faults
    assert (fault.line, fault.field) == (4, "id")
    assert "line 2" in fault.message


def test_a_contact_has_an_account_and_a_record_has_one_owner() -> None:
    assert faults("id,role\nann,CFO\n", "contacts") == [(2, "account")]
    assert faults("id,title,customer,account\n1,A,,\n2,B,ann,acme\n3,C,ann,\n", "orders") == [
        (2, "customer"),
        (3, "customer"),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        (" \n", 1),
        ('id,name\nann,"Ann\n', 2),
        ("id,id\nann,bob\n", 1),
        ('{"id": "ann"}\n{"id": \n', 2),
        ('{"id": "ann"}\n[1]\n', 2),
        ('[{"id": "ann"}\n{"id": "bob"}]', 1),
        ('[{"id": "ann"},\n{"id"', 2),
        ("[1]", 1),
        ("[" * 100_000, 1),
        ('{"id": ' + "[" * 100_000, 1),
    ],
)
def test_what_is_no_file_of_ours_says_where(content: str, line: int) -> None:
    assert line in {fault.line for fault in customers(content).faults}


@given(st.text(max_size=300) | st.text(alphabet='[]{},":\n\r id\0', max_size=300))
def test_whatever_comes_is_rows_or_faults(content: str) -> None:
    for kind in KINDS.values():
        batch = parse(kind, content)
        assert all(fault.line >= 1 and fault.fix for fault in batch.faults)


def test_a_hopeless_file_is_given_up() -> None:
    assert len(customers("id,health\n" + "a,9\n" * 5_000).faults) < 1_100
