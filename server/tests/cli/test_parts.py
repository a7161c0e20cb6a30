"""A file is worked on in parts: whoever reads one finds the same conversations, however the file is cut."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail_server.cli.laboratory.engines import worthwhile
from handrail_server.cli.replay.files import recorded
from handrail_server.cli.replay.parts import Part, parted, read
from handrail_server.core.basics.errors import Invalid, NotFound, Unavailable
from server.tests.cli.sample import SAMPLE, agent, customer, written

EMPTY = {"id": "empty", "turns": []}
lines = st.lists(
    st.one_of(
        st.just("\n"),
        st.just("  \r\n"),
        st.just(json.dumps(EMPTY) + "\n"),
        st.text(min_size=1, max_size=30).map(lambda text: json.dumps({"turns": [customer(text or "x")]}) + "\n"),
        st.text(max_size=9).map(
            lambda text: json.dumps({"turns": [agent("ä " + text)]}, ensure_ascii=False).replace("\r", "") + "\r\n"
        ),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=lines, size=st.integers(1, 300), limit=st.none() | st.integers(1, 6), ended=st.booleans())
def test_however_a_file_is_cut_its_conversations_are_the_same(
    tmp_path: Path, lines: list[str], size: int, limit: int | None, *, ended: bool
) -> None:
    file = tmp_path / "talks.jsonl"
    text = "".join(lines)
    file.write_bytes((text if ended else text.removesuffix("\n")).encode())
    with parted(file, limit=limit, size=size) as parts:
        found = [each for part in parts for each in read(part)]
    try:
        whole = recorded(file, limit=limit)
    except Invalid:
        whole = []
    assert found == whole


def test_rows_of_one_turn_are_gathered_first(tmp_path: Path) -> None:
    file = tmp_path / "turns.csv"
    rows = [f"c{number % 7},customer,word {number},{number % 2}" for number in range(50)]
    file.write_text("\n".join(["conversation,role,text,needed", *rows]), encoding="utf-8")
    with parted(file, size=100) as parts:
        assert len(parts) > 2
        assert [each for part in parts for each in read(part)] == recorded(file)
    assert not Path(parts[0].path).exists()


def test_what_is_wrong_is_named_by_the_line_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path / "talks.jsonl", SAMPLE * 3)
    with file.open("a", encoding="utf-8") as more:
        more.write("{\n")
    with parted(file, size=500) as parts, pytest.raises(Invalid, match="Line 10 is not JSON"):
        list(map(list, map(read, parts)))


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "talks.jsonl", SAMPLE)
    with parted(file) as parts:
        written(file, SAMPLE[:2])
        with pytest.raises(Unavailable, match="not the same file any more"):
            list(read(parts[0]))


def test_a_file_that_a_worker_does_not_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"gone\.jsonl cannot be read here"):
        list(read(Part(path=str(tmp_path / "gone.jsonl"), start=0, end=1, first=1, lines=1)))
    with pytest.raises(NotFound), parted(tmp_path / "gone.jsonl"):
        pass


def test_a_small_file_is_worth_one_process() -> None:
    assert worthwhile(1) == worthwhile(599) == 1
    assert worthwhile(10**9) >= 1
