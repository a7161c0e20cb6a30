"""A dossier's file: what holds, and every byte that does not."""

import json
from random import Random

import pytest

from handrail_server.core.basics.canonical import canonical
from handrail_server.ledger.checkpoint import Signer
from handrail_server.ledger.dossier import BEGINNING, check_dossier, dossier, written_words
from handrail_server.ledger.export import Entry, Export
from handrail_server.ledger.tree import Tree, leaf_hash
from server.tests.ledger.sample import ORG, SIGNER, ledger, note

WORDS: dict[str, object] = {"case": "k1", "facts": 2, "timeline": [{"what": "Case requested – “now”", "number": 1}]}


def a_dossier(words: dict[str, object] | None = None, *, sealed: dict[str, object] | None = None) -> bytes:
    records = ledger(6)
    tree = Tree(leaf_hash(record.hash) for record in records)
    entries = [
        Entry(
            number=number,
            head=records[number].head,
            hash=records[number].hash,
            body=records[number].body,
            proof=tree.inclusion(number),
        )
        for number in (1, 4)
    ]
    export = Export(org=ORG, checkpoint=note(records), public_key=SIGNER.public_key(ORG), entries=2, complete=False)
    told = words or WORDS
    return dossier(export, entries, told, SIGNER.seal(ORG, written_words(sealed or told)))


def test_a_dossier_holds() -> None:
    file = a_dossier()
    found = check_dossier(file, public_key=SIGNER.public_key(ORG))
    assert found.failures == ()
    assert "The words of this dossier are sealed by handrail/acme." in found.report
    assert "Entries: 2 of 6." in found.report
    assert file.startswith(BEGINNING)


def test_no_byte_of_it_is_free_to_change() -> None:
    file = a_dossier()
    for place in Random(7).sample(range(len(file)), 400):
        for flipped in (file[place] ^ 1, file[place] ^ 0x20):
            broken = file[:place] + bytes([flipped]) + file[place + 1 :]
            assert check_dossier(broken, public_key=SIGNER.public_key(ORG)).failures, place


def test_what_does_not_hold_is_named() -> None:
    file = a_dossier()
    words = file.replace(b"Case requested", b"Case requestet")
    (failure,) = check_dossier(words).failures
    assert (failure.where, failure.check) == ("words", "seal")
    head = file.replace(rb"\"at\":17", rb"\"at\":18", 1)
    assert check_dossier(head).failures[0].where.startswith("ledger, line 2")
    assert "entry 1" in check_dossier(head).report
    spaced = file.replace(b'"words":', b'"words": ')
    place = spaced.index(b'"words": ') + 8
    assert f"from byte {place} on" in check_dossier(spaced).report
    assert "not JSON (line 1" in check_dossier(file[:-40]).report


def test_words_that_another_key_sealed_are_not_the_servers() -> None:
    parts = json.loads(a_dossier())
    parts["seal"] = Signer(bytes(32)).seal(ORG, written_words(WORDS))
    assert check_dossier(canonical(parts) + b"\n").failures[0].check == "seal"
    assert check_dossier(a_dossier(), public_key=Signer(bytes(32)).public_key(ORG)).failures[0].check == "public key"


@pytest.mark.parametrize(
    "file", [b"", b"[]\n", b'{"handrail_dossier":1}\n', b'{"handrail_dossier":1,"ledger":[],"seal":"","words":{}}\n',
             b'{"handrail_dossier":1,"ledger":[3],"seal":3,"words":3}\n', b"\xff\xfe", b'{"a":1.5}\n',
             b'{"handrail_dossier":1,"ledger":[' + b"[" * 5_000]
)  # fmt: skip
def test_whatever_else_comes_is_refused_in_words(file: bytes) -> None:
    found = check_dossier(file)
    assert found.failures
    assert found.report.startswith("BROKEN\n")


def test_words_that_speak_of_more_facts_than_are_proved_do_not_hold() -> None:
    assert check_dossier(a_dossier({**WORDS, "facts": 3})).failures[0].check == "facts"
