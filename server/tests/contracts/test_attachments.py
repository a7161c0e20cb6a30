"""The contract of `Attachments`, whoever keeps the bytes. No store is needed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handrail_server.adapters.attachments.files import FileAttachments
from handrail_server.adapters.attachments.memory import MemoryAttachments
from handrail_server.core.basics.errors import Reused
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import Attachment
from handrail_server.ledger.cipher import DataKey, new_data_key
from handrail_server.ports.visiting import Attachments

ACME, OTHER = OrgId("acme"), OrgId("other")
TALK, ELSEWHERE = ConversationId("c1"), ConversationId("c2")
FILE = Attachment(id="f1", media_type="text/plain", size=5, digest="a" * 64, name="Größe.txt")
WORDS = b"hello"
KEYS: dict[KeyId, DataKey] = {(key := new_data_key()).id: key}
KEY = next(iter(KEYS))
NOW, LATER = At(1_000), At(2_000)


async def _key(_org: OrgId, name: KeyId) -> DataKey | None:
    return KEYS.get(name)


MAKERS: dict[str, Callable[[Path], Attachments]] = {
    "files": lambda path: FileAttachments(path / "attachments", _key),
    "memory": lambda _path: MemoryAttachments(),
}


@pytest.fixture(params=sorted(MAKERS))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Attachments:
    return MAKERS[request.param](tmp_path)


def _inside(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _only(folder: Path) -> tuple[Path, bytes]:
    (path,) = folder.rglob("*.waiting")
    return path, path.read_bytes()


async def test_what_was_put_is_got(kept: Attachments) -> None:
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=NOW)
    assert await kept.get(ACME, TALK, "f1") == (FILE, WORDS)


async def test_bytes_come_back_as_they_were(kept: Attachments) -> None:
    content = bytes(range(256)) + b"\n\n\0\n" * 1000
    await kept.put(ACME, TALK, replace(FILE, name="a\nb"), content, key=KEY, at=NOW)
    assert await kept.get(ACME, TALK, "f1") == (replace(FILE, name="a\nb"), content)


async def test_a_file_is_its_organisations_and_its_conversations_own(kept: Attachments) -> None:
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=NOW)
    assert await kept.get(OTHER, TALK, "f1") is None
    assert await kept.get(ACME, ELSEWHERE, "f1") is None
    assert await kept.get(ACME, TALK, "f2") is None
    assert await kept.used(ACME, ELSEWHERE) == (0, 0)


async def test_the_same_file_again_changes_nothing_and_another_is_refused(kept: Attachments) -> None:
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=NOW)
    await kept.put(ACME, TALK, replace(FILE, name="other.txt"), WORDS, key=KEY, at=NOW)
    with pytest.raises(Reused):
        await kept.put(ACME, TALK, replace(FILE, digest="b" * 64), b"other", key=KEY, at=NOW)
    assert await kept.get(ACME, TALK, "f1") == (FILE, WORDS)
    assert (await kept.used(ACME, TALK))[0] == 1


async def test_of_many_who_put_at_once_one_is_kept_and_the_others_hear_of_it(kept: Attachments) -> None:
    files = [replace(FILE, digest=f"{number:064}") for number in range(10)]
    puts = (kept.put(ACME, TALK, file, f"{file.digest}".encode(), key=KEY, at=NOW) for file in files)
    answers = await asyncio.gather(*puts, return_exceptions=True)
    assert sum(answer is None for answer in answers) == 1
    assert all(isinstance(answer, Reused) for answer in answers if answer is not None)
    found = await kept.get(ACME, TALK, "f1")
    assert found is not None
    assert found[1].decode() == found[0].digest


async def test_what_is_used_counts_and_what_is_removed_is_gone(kept: Attachments) -> None:
    for number in range(3):
        await kept.put(ACME, TALK, replace(FILE, id=f"f{number}"), WORDS * 100, key=KEY, at=NOW)
    count, size = await kept.used(ACME, TALK)
    assert count == 3
    assert 1_500 <= size < 5_000
    await kept.remove(ACME, TALK)
    await kept.remove(ACME, ELSEWHERE)
    assert await kept.get(ACME, TALK, "f0") is None
    assert await kept.used(ACME, TALK) == (0, 0)


async def test_what_was_sent_stays_and_what_was_not_goes_the_second_time(kept: Attachments) -> None:
    for name in ("f1", "f2"):
        await kept.put(ACME, TALK, replace(FILE, id=name), WORDS, key=KEY, at=NOW)
    assert await kept.unsettled(ACME, before=NOW) == ()
    assert await kept.unsettled(OTHER, before=LATER) == ()
    assert await kept.unsettled(ACME, before=LATER) == (TALK,)
    assert await kept.settle(ACME, TALK, sent=["f1"], before=LATER) == 0
    assert await kept.get(ACME, TALK, "f2") is None, "nobody can name it any more"
    assert (await kept.used(ACME, TALK))[0] == 1
    assert await kept.unsettled(ACME, before=LATER) == (TALK,)
    assert await kept.settle(ACME, TALK, sent=["f1"], before=LATER) == 1
    assert await kept.unsettled(ACME, before=LATER) == ()
    assert await kept.get(ACME, TALK, "f1") == (FILE, WORDS)


async def test_what_was_sent_in_the_moment_it_was_put_aside_comes_back(kept: Attachments) -> None:
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=NOW)
    assert await kept.settle(ACME, TALK, sent=[], before=LATER) == 0
    assert await kept.settle(ACME, TALK, sent=["f1"], before=LATER) == 0
    assert await kept.get(ACME, TALK, "f1") == (FILE, WORDS)
    assert await kept.unsettled(ACME, before=LATER) == ()


async def test_what_is_put_aside_can_be_put_again(kept: Attachments) -> None:
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=NOW)
    await kept.settle(ACME, TALK, sent=[], before=LATER)
    await kept.put(ACME, TALK, FILE, WORDS, key=KEY, at=LATER)
    assert await kept.settle(ACME, TALK, sent=[], before=LATER) in (0, 1)
    assert await kept.get(ACME, TALK, "f1") == (FILE, WORDS)


@pytest.mark.parametrize("name", ["../../f1", "/etc/passwd", ".", "f" * 200, "f/1"])
async def test_no_id_leads_out_of_the_directory(tmp_path: Path, name: str) -> None:
    kept = FileAttachments(tmp_path / "attachments", _key)
    await kept.put(ACME, ConversationId("../.."), replace(FILE, id=name), WORDS, key=KEY, at=NOW)
    assert await kept.get(ACME, ConversationId("../.."), name) == (replace(FILE, id=name), WORDS)
    assert _inside(tmp_path) == ["attachments"]


async def test_on_the_disk_neither_name_nor_bytes_can_be_read_and_without_the_key_nothing_can(tmp_path: Path) -> None:
    gone = new_data_key()
    KEYS[gone.id] = gone
    kept = FileAttachments(tmp_path, _key)
    await kept.put(ACME, TALK, FILE, WORDS, key=gone.id, at=NOW)
    path, raw = _only(tmp_path)
    assert WORDS not in raw
    assert "Größe".encode() not in raw
    assert path.stat().st_mode & 0o077 == 0
    del KEYS[gone.id]
    assert await kept.get(ACME, TALK, "f1") is None
