"""The export's form, which others read."""

import json

import pytest

from handrail_server.ledger.export import Entry, Export
from server.tests.ledger.sample import ORG, SIGNER, complete_export, ledger, note, partial_export


def test_the_lines_are_as_documented() -> None:
    records = ledger(4)
    header, *entries = (json.loads(line) for line in complete_export(records).splitlines())
    assert header == {
        "handrail_export": 1,
        "org": "acme",
        "complete": True,
        "entries": 4,
        "checkpoint": note(records),
        "public_key": SIGNER.public_key(ORG),
        "earlier": None,
    }
    assert [entry["number"] for entry in entries] == [0, 1, 2, 3]
    assert entries[1] == {"number": 1, "head": records[1].head.decode(), "hash": records[1].hash.hex(), "body": None}


def test_a_partial_export_brings_its_proofs() -> None:
    header, entry = (json.loads(line) for line in partial_export(ledger(5), [2], earlier=3).splitlines())
    assert (header["complete"], header["entries"], len(header["earlier"]["proof"])) == (False, 1, 4)
    assert len(entry["proof"]) == 3


@pytest.mark.parametrize("complete", [True, False])
def test_proofs_missing_or_out_of_place_are_refused(*, complete: bool) -> None:
    record = ledger(1)[0]
    entry = Entry(number=0, head=record.head, hash=record.hash, body=None, proof=[] if complete else None)
    export = Export(org=ORG, checkpoint="", public_key="", entries=1, complete=complete)
    with pytest.raises(ValueError, match="Proofs of inclusion"):
        list(export.lines([entry]))
