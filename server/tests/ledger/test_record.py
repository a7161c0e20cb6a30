"""The format of a fact's record. These answers were computed once; if one changes, every ledger in the world breaks."""

import json
from dataclasses import dataclass, replace

import pytest

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.facts import Body, Fact, SubjectKind
from handrail_server.ledger.cipher import CannotOpen, DataKey, new_data_key
from handrail_server.ledger.reading import open_body, read_head
from handrail_server.ledger.record import NO_FACT, record_fact, record_facts
from handrail_server.ledger.shape import shape
from server.tests.ledger.sample import HEARD, KEY, NONCE, OPENED, TurnHeard, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    source: str
    words: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesFound(Fact):
    count: int
    quotes: tuple[Quote, ...]


def test_the_head_and_the_hash_of_a_known_fact_never_change() -> None:
    record = record_fact(OPENED, place(SubjectKind.CASE, "case-1"))
    assert record.head == (
        b'{"at":1700000000001,"body":null,"by":{"authenticated":"agent_key","id":"bot","kind":"agent","reported_by":null},'
        b'"commit":"k1","data":{"reasons":["anger","loop"]},"fact":"CaseOpened","org":"acme",'
        b'"prev":"0000000000000000000000000000000000000000000000000000000000000000",'
        b'"subject":{"id":"case-1","kind":"case","version":1},"v":1}'
    )
    assert record.hash.hex() == "9323b9f2866b24f2799b935fe23475495c2cfa80443c9a0cc3c680141e006f8d"
    assert (record.body, record.key_id, record.verb, record.version) == (None, None, "CaseOpened", 1)


def test_the_head_the_ciphertext_and_the_hash_of_a_known_fact_with_content_never_change() -> None:
    first = record_fact(OPENED, place())
    record = record_fact(HEARD, place().after(first), KEY, nonce=NONCE)
    assert record.head.decode() == (
        '{"at":1700000000000,"body":{"digest":"494acba6ae1a2627fb648e3b5e825debed896c7a56f6e1936e0bb23458223f'
        '6b","key":"3c59e40bc3f063957356d6adbb8071304b0a62b6738b80572dc699e13da8d0ed"},"by":{"authenticated":'
        '"reported","id":"c-7","kind":"customer","reported_by":"bot"},"commit":"k1","data":{"amount":{"amount'
        '":"12.50","currency":"EUR"},"author":"customer","late":false,"limit":"100","noticed":[{"name":"anger'
        '","score":"0.8765"}],"number":3},"fact":"TurnHeard","org":"acme","prev":"b13795b17a0f303d5eb30af670b'
        '1c0353c43bac4040712e06cf18686e503a3b0","subject":{"id":"cv1","kind":"conversation","version":2},"v":'
        "1}"
    )
    assert record.hash.hex() == "354fc938f04463ebd38f4b05b84c6088268ac1161c3f5662a224cb43a29f7c39"
    assert record.body is not None
    assert record.body.hex() == (
        "000102030405060708090a0b3c20a56ba48bb139b72fe2e7ddc55a19e6aef316ca599cfb594796f07b0f69c621e031640ee3"
        "6fe1aa1b8fcdeaaddc810daaa049ffbc8a"
    )


def test_content_is_in_the_body_and_nowhere_in_the_head() -> None:
    record = record_fact(HEARD, place(), KEY)
    assert "suffit" not in record.head.decode()
    assert json.loads(record.head)["data"].keys() == {"number", "author", "late", "amount", "limit", "noticed"}
    assert record.body is not None
    assert open_body(read_head(record.head), record.body, KEY) == {"spans": None, "text": "Ça suffit 😡"}


def test_a_field_that_holds_content_anywhere_inside_is_content_as_a_whole() -> None:
    assert shape(QuotesFound).head.keys() == {"count"}
    assert shape(QuotesFound).body.keys() == {"quotes"}
    assert shape(TurnHeard).body.keys() == {"text", "spans"}


def test_a_head_reads_back() -> None:
    first = record_fact(OPENED, place())
    head = read_head(record_fact(HEARD, place().after(first), KEY).head)
    assert (head.org, head.commit, head.subject, head.version) == ("acme", "k1", place().subject, 2)
    assert (head.fact, head.at, head.prev, head.key_id) == ("TurnHeard", HEARD.at, first.hash, KEY.id)
    assert head.by == {"kind": "customer", "id": "c-7", "authenticated": "reported", "reported_by": "bot"}


def test_the_facts_of_a_change_are_chained() -> None:
    records = record_facts([OPENED, HEARD, OPENED], place(), KEY)
    assert [record.version for record in records] == [1, 2, 3]
    assert [read_head(record.head).prev for record in records] == [NO_FACT, records[0].hash, records[1].hash]


def test_two_records_of_one_fact_have_two_ciphertexts_and_two_hashes() -> None:
    one, other = record_fact(HEARD, place(), KEY), record_fact(HEARD, place(), KEY)
    assert one.body != other.body
    assert one.hash != other.hash


def test_content_without_a_key_is_never_written() -> None:
    with pytest.raises(ValueError, match="no key"):
        record_fact(HEARD, place())


def test_a_fact_whose_content_is_not_set_has_no_body() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wrapped(Fact):
        note: Body[str] | None

    assert record_fact(Wrapped(by=OPENED.by, at=OPENED.at, note=None), place(), KEY).body is None


def test_a_body_opens_only_as_its_own_facts_and_with_its_own_key() -> None:
    record, elsewhere = record_fact(HEARD, place(), KEY), record_fact(HEARD, place(subject="cv2"), KEY)
    assert record.body is not None
    head = read_head(record.head)
    for other_head, key in [(head, new_data_key()), (read_head(elsewhere.head), KEY)]:
        with pytest.raises(CannotOpen):
            open_body(other_head, record.body, key)
    with pytest.raises(CannotOpen):
        KEY.open(record.body, canonical(["acme", "conversation", "cv2", 1]))


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_that_is_not_finite_is_refused_by_its_path(score: float) -> None:
    noticed = replace(HEARD.noticed[0], score=score)
    with pytest.raises(Invalid) as refused:
        record_fact(replace(HEARD, noticed=(noticed,)), place(), KEY)
    assert refused.value.field == "data.noticed[0].score"


@pytest.mark.parametrize(("score", "text"), [(-0.00001, "0.0000"), (0.5, "0.5000"), (1.0, "1.0000"), (1 / 3, "0.3333")])
def test_scores_have_four_decimals(score: float, text: str) -> None:
    noticed = replace(HEARD.noticed[0], score=score)
    head = read_head(record_fact(replace(HEARD, noticed=(noticed,)), place(), KEY).head)
    assert head.data["noticed"] == [{"name": "anger", "score": text}]


def test_ids_with_slashes_cannot_stand_for_one_another() -> None:
    one = record_fact(HEARD, place(subject="a/1"), KEY, nonce=NONCE)
    key = DataKey(bytes(range(32)))
    assert one.body is not None
    assert key.open(one.body, canonical(["acme", "conversation", "a/1", 1]))
