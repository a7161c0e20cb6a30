"""The verifier: what was changed is found and named, in complete and in partial exports, by one file alone."""

import ast
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import CommitId
from handrail_server.ledger import verify
from handrail_server.ledger.record import Place, record_fact, record_facts
from handrail_server.ledger.verify import Verification
from server.tests.ledger.sample import (
    HEARD,
    KEY,
    OPENED,
    ORG,
    SIGNER,
    complete_export,
    ledger,
    note,
    partial_export,
    place,
)

RECORDS = ledger(20)
COMPLETE = complete_export(RECORDS)
DOSSIER = partial_export(RECORDS, [1, 4, 7, 10, 13, 16, 19], earlier=11)

Change = Callable[[list[bytes]], list[bytes]]


def read(export: bytes, *, public_key: str | None = None, earlier: str | None = None) -> Verification:
    return Verification(public_key=public_key, earlier=earlier).read(io.BytesIO(export))


def first_failure(export: bytes, *, earlier: str | None = None) -> tuple[str, str]:
    failures = read(export, earlier=earlier).failures
    assert failures
    return failures[0].where, failures[0].check


def edited(export: bytes, line: int, **fields: object) -> bytes:
    lines = export.splitlines(keepends=True)
    value = json.loads(lines[line - 1]) | fields
    lines[line - 1] = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    return b"".join(lines)


def test_a_complete_export_holds() -> None:
    found = read(COMPLETE, public_key=SIGNER.public_key(ORG))
    assert found.failures == []
    assert (found.entries, found.subjects, found.absent_bodies, found.signature_checked) == (20, 3, 0, True)
    assert "The complete export of handrail/acme holds." in found.report()


def test_the_dossier_of_one_case_holds_by_its_proofs() -> None:
    found = read(DOSSIER, public_key=SIGNER.public_key(ORG), earlier=note(RECORDS, 11))
    assert found.failures == []
    assert (found.entries, found.subjects, found.absent_facts) == (7, 1, 0)


@pytest.mark.parametrize("count", range(71))
def test_exports_of_every_size_hold(count: int) -> None:
    records = ledger(count)
    assert read(complete_export(records)).failures == []
    numbers = list(range(0, count, 3))
    assert read(partial_export(records, numbers, earlier=count // 2)).failures == []


@pytest.mark.parametrize("export", [complete_export(ledger(4)), partial_export(ledger(9), [4, 7], earlier=5)])
def test_a_flipped_byte_anywhere_is_found_and_named(export: bytes) -> None:
    for at in range(len(export)):
        _assert_found(export, at, 1 << at % 8)


@given(st.data())
def test_a_changed_byte_anywhere_is_found_and_named(data: st.DataObject) -> None:
    export = data.draw(st.sampled_from([COMPLETE, DOSSIER]))
    _assert_found(export, data.draw(st.integers(0, len(export) - 1)), data.draw(st.integers(1, 255)))


def _assert_found(export: bytes, at: int, mask: int) -> None:
    changed = bytearray(export)
    changed[at] ^= mask
    where, check = first_failure(bytes(changed))
    line = export.count(b"\n", 0, at) + 1
    announced = line == 1 and (where, check) == ("end of the export", "entries")
    assert announced or where.split()[:2] == ["line", str(line)], (at, where, check)


@pytest.mark.parametrize(
    ("change", "where", "check"),
    [
        (lambda lines: lines[:-1], "end of the export", "entries"),
        (lambda lines: [*lines, lines[-1]], "line 22 (entry 19)", "number"),
        (lambda lines: lines[:5] + lines[6:], "line 6 (entry 5)", "number"),
        (lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]], "line 6 (entry 5)", "number"),
        (lambda lines: [lines[0], b"[]\n", *lines[2:]], "line 2", "line"),
        (lambda lines: [lines[0], b"\n", *lines[2:]], "line 2", "line"),
        (lambda lines: [lines[0], b"[" * 100_000 + b"\n", *lines[2:]], "line 2", "line"),
        (lambda _: [], "line 1 (header)", "line"),
        (lambda lines: lines[1:], "line 1 (header)", "fields"),
    ],
)
def test_lines_missing_doubled_swapped_or_strange_are_named(change: Change, where: str, check: str) -> None:
    assert first_failure(b"".join(change(COMPLETE.splitlines(keepends=True)))) == (where, check)


def test_a_fact_rewritten_with_its_hash_is_found_by_the_chain_and_the_root() -> None:
    line = json.loads(COMPLETE.splitlines()[8])
    forged = record_fact(HEARD, Place(org=ORG, commit=CommitId("k3"), subject=RECORDS[7].subject, version=3), KEY)
    assert RECORDS[7].version == 3
    assert line["number"] == 7
    failures = read(edited(COMPLETE, 9, head=forged.head.decode(), hash=forged.hash.hex(), body=None)).failures
    assert [(failure.where, failure.check) for failure in failures] == [
        ("line 9 (entry 7)", "chain"),
        ("line 12 (entry 10)", "chain"),
        ("end of the export", "root"),
    ]


def test_a_history_rewritten_as_a_whole_needs_the_signing_key() -> None:
    lines = complete_export(ledger(20, subjects=2)).splitlines(keepends=True)
    assert first_failure(COMPLETE.splitlines(keepends=True)[0] + b"".join(lines[1:])) == ("end of the export", "root")


def test_a_history_rewritten_and_signed_anew_is_found_by_an_earlier_checkpoint() -> None:
    rewritten = complete_export(ledger(20, subjects=2))
    assert read(rewritten).failures == []
    assert first_failure(rewritten, earlier=note(RECORDS, 12)) == ("line 13 (entry 11)", "consistency")
    assert first_failure(rewritten, earlier=note(RECORDS, 20)) == ("line 21 (entry 19)", "consistency")


def test_an_earlier_checkpoint_of_any_size_is_extended() -> None:
    for size in range(21):
        assert read(COMPLETE, earlier=note(RECORDS, size)).failures == []
    assert first_failure(complete_export(RECORDS[:8]), earlier=note(RECORDS, 9)) == ("line 1 (header)", "consistency")


def test_a_partial_export_without_the_proof_asked_for_says_so() -> None:
    assert first_failure(DOSSIER, earlier=note(RECORDS, 10)) == ("line 1 (header)", "consistency")
    assert first_failure(partial_export(RECORDS, [1]), earlier=note(RECORDS, 10)) == ("line 1 (header)", "consistency")


def test_another_public_key_than_the_one_given_is_refused() -> None:
    other = verify.Verification(public_key=SIGNER.public_key(type(ORG)("rival"))).read(io.BytesIO(COMPLETE))
    assert [(failure.where, failure.check) for failure in other.failures] == [("line 1 (header)", "public key")]


def test_another_organisations_export_under_this_name_is_refused() -> None:
    assert first_failure(edited(COMPLETE, 1, org="rival")) == ("line 1 (header)", "origin")


def test_a_body_may_be_left_out_but_not_added_or_exchanged() -> None:
    assert RECORDS[0].body is not None
    withheld = read(edited(COMPLETE, 2, body=None))
    assert (withheld.failures, withheld.absent_bodies) == ([], 1)
    assert first_failure(edited(COMPLETE, 3, body="AAAA")) == ("line 3 (entry 1)", "body")
    other = json.loads(COMPLETE.splitlines()[4])["body"]
    assert first_failure(edited(COMPLETE, 2, body=other)) == ("line 2 (entry 0)", "body")


def test_a_dossier_may_leave_facts_out_and_says_how_many() -> None:
    found = read(partial_export(RECORDS, [1, 10, 19]))
    assert (found.failures, found.absent_facts) == ([], 4)


def test_an_entry_of_a_dossier_elsewhere_than_proved_is_found() -> None:
    assert first_failure(edited(DOSSIER, 3, number=3)) == ("line 3 (entry 3)", "inclusion")
    assert first_failure(edited(DOSSIER, 3, number=1)) == ("line 3 (entry 1)", "number")


def test_a_subject_that_skips_or_repeats_a_version_is_found() -> None:
    first = record_fact(OPENED, place(commit="k0"))
    again = record_fact(OPENED, place(commit="k1"))
    skipped = record_fact(
        OPENED, Place(org=ORG, commit=again_commit(), subject=place().subject, version=3, prev=first.hash)
    )
    for second in (again, skipped):
        assert first_failure(complete_export([first, second])) == ("line 3 (entry 1)", "chain")
        if second is again:
            assert first_failure(partial_export([first, second], [0, 1])) == ("line 3 (entry 1)", "chain")


def again_commit() -> CommitId:
    return CommitId("k1")


def test_a_commit_whose_facts_do_not_stand_together_is_found() -> None:
    records = [record_fact(OPENED, place(SubjectKind.CASE, f"s{n}", f"k{n % 2}")) for n in range(3)]
    assert first_failure(complete_export(records)) == ("line 4 (entry 2)", "commit")


def test_a_fact_of_another_organisation_is_found() -> None:
    foreign = Place(org=type(ORG)("rival"), commit=CommitId("k"), subject=place().subject)
    assert first_failure(complete_export(list(record_facts([OPENED], foreign)))) == ("line 2 (entry 0)", "head")


def test_an_export_broken_throughout_is_not_told_without_end() -> None:
    records = ledger(300)
    lines = complete_export(records).replace(b'"body":', b'"bodx":').splitlines(keepends=True)
    assert len(read(b"".join(lines)).failures) == verify.MAX_FAILURES


def test_the_file_imports_nothing_but_the_standard_library_and_cryptography_late() -> None:
    tree = ast.parse(Path(verify.__file__).read_text("utf-8"))
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]: node.col_offset
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported.pop("cryptography") > 0
    assert imported.keys() <= sys.stdlib_module_names


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copy(verify.__file__, tmp_path / "verify.py")
    (tmp_path / "export.jsonl").write_bytes(COMPLETE)
    (tmp_path / "earlier.note").write_text(note(RECORDS, 5), "utf-8")
    (tmp_path / "key.txt").write_text(SIGNER.public_key(ORG) + "\n", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, python: str = "-I") -> tuple[int, str]:
    command = [sys.executable, python, "verify.py", "export.jsonl", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_copied_file_alone_checks_an_export(copied: Path) -> None:
    status, said = run(copied, "--public-key", "key.txt", "--checkpoint", "earlier.note")
    assert status == 0
    assert "Signature: holds." in said


def test_without_cryptography_it_says_that_the_signature_is_not_checked(copied: Path) -> None:
    status, said = run(copied, "--public-key", SIGNER.public_key(ORG), python="-IS")
    assert status == 3
    assert "Signature: NOT CHECKED" in said


def test_a_key_that_only_the_export_names_is_told(copied: Path) -> None:
    status, said = run(copied)
    assert status == 0
    assert "compare it with the published" in said


def test_a_broken_export_ends_with_status_one_and_the_name_of_what_is_broken(copied: Path) -> None:
    (copied / "export.jsonl").write_bytes(COMPLETE.replace(b"anger", b"angel", 3))
    status, said = run(copied)
    assert status == 1
    assert "line 2 (entry 0): hash: " in said


def test_a_file_that_is_not_there_is_a_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        verify.main([str(tmp_path / "none.jsonl")])
    assert ended.value.code == 2
    assert "none.jsonl" in capsys.readouterr().err
