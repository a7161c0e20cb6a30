"""Canonical JSON: the vectors of RFC 8785 on our part of JSON, and properties over all of it."""

import json
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.canonical import MAX_SAFE_INTEGER, canonical, digest, from_json_arguments
from handrail_server.core.basics.errors import Invalid

_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER) | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=20,
)


class Colour(StrEnum):
    RED = "red"


def test_the_example_of_rfc_8785_for_text_and_literals() -> None:
    value = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    assert canonical(value) == '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()


def test_keys_are_ordered_by_utf_16_code_units_as_in_rfc_8785() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 1)))) == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_a_known_value_has_a_known_digest_for_ever() -> None:
    value = {"tool": "refund", "amount": Decimal("12.50"), "lines": (1, 2), "colour": Colour.RED, "note": None}
    assert canonical(value) == b'{"amount":"12.50","colour":"red","lines":[1,2],"note":null,"tool":"refund"}'
    assert digest(value) == "fa4c4541ccd03ffe860242cb4f607ce018ff1441f903a31eba1685290d9f40ec"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"a": [1, {"b": 1.5}]}, "a[1].b"),
        ({"a": MAX_SAFE_INTEGER + 1}, "a"),
        ({"a": -MAX_SAFE_INTEGER - 1}, "a"),
        ({"a": {"b": "x\0y"}}, "a.b"),
        ({"a": ["\ud800"]}, "a[0]"),
        ({"a": {1: 2}}, "a"),
        ({"a": {"\ud800": 2}}, "a"),
        ({"a": {"x", "y"}}, "a"),
        ({"a": b"bytes"}, "a"),
        ({"a": Decimal("NaN")}, "a"),
        ({"a": Decimal("1E+1000000")}, "a"),
        ({"a": Decimal("1E-1000000")}, "a"),
    ],
)
def test_what_has_no_canonical_form_is_refused_by_its_path(value: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        canonical(value)
    assert refused.value.field == field
    assert refused.value.fix
    with pytest.raises(Invalid) as below:
        digest(value, field="call.arguments")
    assert below.value.field == f"call.arguments.{field}"


def test_a_value_nested_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(Invalid, match="nested deeper"):
        canonical(endless)


def test_numbers_of_parsed_json_have_one_form_however_they_were_parsed() -> None:
    text = '{"a": 12.5, "b": 12.0, "c": 1e22, "d": 1E-7, "e": 9007199254740992, "f": -0.0, "g": [0.1, 3]}'
    accepted = {"a": "12.5", "b": 12, "c": "1" + "0" * 22, "d": "0.0000001", "e": "9007199254740992", "f": 0}
    assert from_json_arguments(json.loads(text)) == accepted | {"g": ["0.1", 3]}
    assert from_json_arguments(json.loads(text, parse_float=Decimal)) == accepted | {"g": ["0.1", 3]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("-Infinity"), 10**500, Decimal("1E+5000")])
def test_a_number_out_of_all_proportion_is_refused_by_its_path(number: object) -> None:
    with pytest.raises(Invalid) as refused:
        from_json_arguments({"amounts": [1, number]})
    assert refused.value.field == "arguments.amounts[1]"


@given(_values)
def test_the_canonical_form_reads_back_and_is_its_own(value: object) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(_texts, _values, max_size=5), st.randoms())
def test_the_order_in_which_an_object_was_made_does_not_matter(value: dict[str, object], chance: object) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(_values)
def test_the_form_is_that_of_rfc_8785_written_out(value: object) -> None:
    assert canonical(value).decode() == _by_the_book(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_keeps_its_value_to_the_last_digit(number: float) -> None:
    accepted = from_json_arguments({"n": number})["n"]
    assert isinstance(accepted, int | str)
    assert float(accepted) == number
    assert canonical(accepted)


def _by_the_book(value: object) -> str:
    """RFC 8785, section 3.2, character by character."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: [*_code_units(key)])
        return "{" + ",".join(f"{_by_the_book(key)}:{_by_the_book(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_by_the_book, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(map(_escaped, value)) + '"'
    return (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or value is True or value is False
        else str(value)
    )


def _escaped(char: str) -> str:
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return short.get(char) or (f"\\u{ord(char):04x}" if char < " " else char)


def _code_units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return [raw[at] << 8 | raw[at + 1] for at in range(0, len(raw), 2)]
