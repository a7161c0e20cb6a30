"""Facts are written fast, and exactly as `canonical` writes them."""

from dataclasses import dataclass, fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Invalid
from handrail_server.ledger.writing import convert, turned, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    name: str
    score: float
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    text: str
    number: int
    flag: bool
    maybe: str | float | None
    inner: Inner | None
    many: tuple[Inner, ...]
    scores: tuple[float, ...]
    table: dict[str, str | float | bool]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INNER = st.builds(
    Inner,
    name=TEXT,
    score=FLOATS,
    amount=st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
)
OUTER = st.builds(
    Outer,
    text=TEXT,
    number=st.integers(-(2**53) + 1, 2**53 - 1),
    flag=st.booleans(),
    maybe=st.none() | TEXT | FLOATS,
    inner=st.none() | INNER,
    many=st.lists(INNER, max_size=3).map(tuple),
    scores=st.lists(FLOATS, max_size=3).map(tuple),
    table=st.dictionaries(TEXT, TEXT | FLOATS | st.booleans(), max_size=4),
)


@given(OUTER)
def test_the_fast_way_writes_what_canonical_writes(value: Outer) -> None:
    slow = canonical({field.name: getattr(value, field.name) for field in fields(value)}, convert=convert)
    assert written(turned(Outer, value)) == slow


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "one \udfff"])
def test_what_no_store_can_keep_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"NUL|surrogate"):
        written(turned(Inner, Inner(name=text, score=0.5, amount=None)))


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_that_is_not_finite_is_refused(score: float) -> None:
    with pytest.raises(Invalid) as refused:
        written(turned(Inner, Inner(name="x", score=score, amount=None)))
    assert refused.value.field == "score"
