"""Both sides write the same arguments as the same bytes, or an approval would be of something else."""

import hashlib
import json
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from handrail._canonical import as_json, digest
from handrail_server.core.basics.canonical import canonical, from_json_arguments

VECTORS = TypeAdapter(list[dict[str, object]]).validate_python(
    json.loads(Path(__file__).with_name("canonical_vectors.json").read_text(encoding="utf-8"))
)


class Reason(StrEnum):
    DAMAGED = "damaged"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["canonical"])[:40])
def test_the_sdk_and_the_server_agree_with_the_vectors(vector: dict[str, object]) -> None:
    arguments = TypeAdapter(dict[str, object]).validate_python(vector["arguments"])
    expected = str(vector["canonical"]).encode()
    assert canonical(from_json_arguments(arguments)) == expected
    assert digest(arguments) == hashlib.sha256(expected).hexdigest()
    # What the SDK sends is read by the server as the same value.
    assert canonical(from_json_arguments(json.loads(json.dumps(as_json(arguments))))) == expected


def test_a_decimal_keeps_its_zeros_and_is_text() -> None:
    assert as_json({"amount": Decimal("12.50"), "big": Decimal("1E+3")}) == {"amount": "12.50", "big": "1000"}


def test_an_enum_is_its_value_and_a_tuple_is_a_list() -> None:
    assert as_json({"reason": Reason.DAMAGED, "orders": ("A1", "B2")}) == {"reason": "damaged", "orders": ["A1", "B2"]}


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("1E+999"), "a\0b", "\ud800", {"\ud800": 1}]
)
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        as_json({"value": value})


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), {1: "one"}])
def test_what_is_not_json_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        as_json({"value": value})


def test_deep_arguments_are_refused() -> None:
    deep: object = "end"
    for _ in range(70):
        deep = [deep]
    with pytest.raises(ValueError, match="nested"):
        as_json({"deep": deep})
