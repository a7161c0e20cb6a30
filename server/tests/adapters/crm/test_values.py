"""How one field is read, and what is said of what cannot be."""

import pytest

from handrail_server.adapters.crm.values import (
    Json,
    Read,
    Unreadable,
    count,
    counts,
    decimal,
    flag,
    moment,
    money,
    share,
    text,
    texts,
)


@pytest.mark.parametrize(
    ("read", "written", "kept"),
    [
        (text, "  Ann ", "Ann"),
        (text, 42, "42"),
        (flag, "Yes", True),
        (flag, False, False),
        (flag, "0", False),
        (count, "3", 3),
        (count, 3.0, 3),
        (share, "0.8", 0.8),
        (share, "80%", 0.8),
        (decimal, "1200.50", "1200.50"),
        (decimal, "1E+3", "1000"),
        (money, "1200.50 eur", {"amount": "1200.50", "currency": "EUR"}),
        (money, {"amount": 12, "currency": "USD"}, {"amount": "12", "currency": "USD"}),
        (moment, "2026-03-31", 1_774_915_200_000),
        (moment, "2026-03-31T02:00:00+02:00", 1_774_915_200_000),
        (moment, 1_774_915_200_000, 1_774_915_200_000),
        (moment, "1774915200000", 1_774_915_200_000),
        (moment, "20260331", 1_774_915_200_000),
        (texts, "a; b;;c", ["a", "b", "c"]),
        (texts, ["a", "b"], ["a", "b"]),
        (counts, "billing=3; delivery=1", {"billing": 3, "delivery": 1}),
        (counts, '{"billing": 3}', {"billing": 3}),
        (counts, {"billing": "3"}, {"billing": 3}),
    ],
)
def test_what_is_well_written_is_kept(read: Read, written: object, kept: Json) -> None:
    assert read(written) == kept


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (text, True),
        (text, "a\0b"),
        (text, "\ud800"),
        (text, "x" * 2_001),
        (flag, "perhaps"),
        (count, "-1"),
        (count, "1.5"),
        (count, "many"),
        (share, "1.2"),
        (share, "NaN"),
        (decimal, "1,200"),
        (decimal, "1E+1000000"),
        (decimal, "1E-1000000"),
        (decimal, "0E-1000000"),
        (moment, "1"),
        (decimal, True),
        (money, "1200"),
        (money, "1200 EURO"),
        (money, {"amount": 1, "currency": "EUR", "tax": 2}),
        (money, {"currency": "EUR"}),
        (moment, "yesterday"),
        (moment, "1900-01-01"),
        (texts, ";".join("a" * 300)),
        (counts, "{"),
        (counts, "billing"),
    ],
)
def test_what_is_not_is_refused_with_a_remedy(read: Read, written: object) -> None:
    with pytest.raises(Unreadable) as refused:
        read(written)
    assert refused.value.fix
