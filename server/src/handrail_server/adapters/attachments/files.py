"""Files on a disk, each sealed with the data key of its customer: who destroys the key has erased them.

A file is a line of JSON (its key's id, its conversation, since when it is kept) and the sealed rest: what the file is
(one more line) and its bytes. Paths are made of hashes, so that nothing a customer or a shop chooses is ever part of
one; what a name ends with says whether the file waits for a message to bring it, was sent, or is on its way out.
"""

import asyncio
import hashlib
import os
import secrets
import shutil
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Reused, Unavailable
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import Attachment
from handrail_server.ledger.cipher import DataKey

Keys = Callable[[OrgId, KeyId], Awaitable[DataKey | None]]
"""The data key of this id, None where it was destroyed."""

_WAITING: Final = ".waiting"
_SENT: Final = ".sealed"
_ASIDE: Final = ".aside"
_THERE: Final = (_SENT, _WAITING)


class _Line(msgspec.Struct, frozen=True):
    """What can be read of a file without its key."""

    key: KeyId
    conversation: ConversationId
    at: At


class FileAttachments:
    """The `Attachments` port, over a directory that only the server's user may read."""

    def __init__(self, root: Path, keys: Keys) -> None:
        self._root = root
        self._keys = keys

    async def put(
        self, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, *, key: KeyId, at: At
    ) -> None:
        """Keep it, on the disk when this returns."""
        before = await self.get(org, conversation, file.id)
        if before is not None:
            return _refuse_other(before[0], file)
        opening = await self._keys(org, key)
        if opening is None:
            raise Unavailable("The key of this customer's content was destroyed; nothing can be kept with it.")
        sealed = opening.seal(msgspec.json.encode(file) + b"\n" + content, _bound(org, conversation, file.id))
        line = msgspec.json.encode(_Line(key=key, conversation=conversation, at=at))
        path = self._path(org, conversation, file.id, _WAITING)
        if not await asyncio.to_thread(_keep, path, line + b"\n" + sealed):
            kept = await self.get(org, conversation, file.id)
            if kept is not None:
                _refuse_other(kept[0], file)
        return None

    async def get(self, org: OrgId, conversation: ConversationId, name: str) -> tuple[Attachment, bytes] | None:
        """The file, None where there is none or its key was destroyed."""
        places = [self._path(org, conversation, name, ending) for ending in _THERE]
        raw = await asyncio.to_thread(_first, places)
        if raw is None:
            return None
        line, _, sealed = raw.partition(b"\n")
        opening = await self._keys(org, msgspec.json.decode(line, type=_Line).key)
        if opening is None:
            return None
        what, _, content = opening.open(sealed, _bound(org, conversation, name)).partition(b"\n")
        return msgspec.json.decode(what, type=Attachment), content

    async def used(self, org: OrgId, conversation: ConversationId) -> tuple[int, int]:
        """How many files the conversation has, and how many bytes they take on the disk."""
        return await asyncio.to_thread(_used, self._place(org, conversation))

    async def unsettled(self, org: OrgId, *, before: At) -> tuple[ConversationId, ...]:
        """Conversations with files of which nobody has settled whether they were sent."""
        return await asyncio.to_thread(lambda: tuple(dict.fromkeys(_unsettled(self._root / _hashed(org), before))))

    async def settle(self, org: OrgId, conversation: ConversationId, *, sent: Collection[str], before: At) -> int:
        """Those `sent` stay; the others are put aside, then deleted."""
        names = frozenset(map(_hashed, sent))
        return await asyncio.to_thread(_settle, self._place(org, conversation), names, before)

    async def remove(self, org: OrgId, conversation: ConversationId) -> None:
        """Delete all files of the conversation."""
        await asyncio.to_thread(shutil.rmtree, self._place(org, conversation), ignore_errors=True)

    def _place(self, org: OrgId, conversation: ConversationId) -> Path:
        return self._root / _hashed(org) / _hashed(conversation)

    def _path(self, org: OrgId, conversation: ConversationId, name: str, ending: str) -> Path:
        return self._place(org, conversation) / (_hashed(name) + ending)


def _refuse_other(kept: Attachment, file: Attachment) -> None:
    if kept.digest != file.digest:
        raise Reused("This id was used before with another file.", field="attachment", fix="Use a new id.")


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:40]


def _bound(org: OrgId, conversation: ConversationId, name: str) -> bytes:
    return canonical(["handrail attachment v1", org, conversation, name])


def _keep(path: Path, raw: bytes) -> bool:
    """Under another name first, so that a crash leaves a whole file or none; False where there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unready = path.with_name(f"{secrets.token_hex(8)}.partial")
    handle = os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.link(unready, path)
    except FileExistsError:
        return False
    finally:
        unready.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


def _first(places: Collection[Path]) -> bytes | None:
    """What the first of them holds; one that is settled in this moment is found under its new name."""
    for path in (*places, *places):
        with suppress(FileNotFoundError):
            return path.read_bytes()
    return None


def _unsettled(place: Path, before: At) -> Iterator[ConversationId]:
    for path in (*place.glob(f"*/*{_WAITING}"), *place.glob(f"*/*{_ASIDE}")):
        line = _line(path)
        if line is not None and line.at < before:
            yield line.conversation


def _settle(place: Path, sent: Collection[str], before: At) -> int:
    deleted = 0
    for path in (*place.glob(f"*{_ASIDE}"), *place.glob(f"*{_WAITING}")):
        line = _line(path)
        if line is None or line.at >= before:
            continue
        with suppress(FileNotFoundError):  # another process was faster
            if path.stem in sent:
                path.rename(path.with_suffix(_SENT))
            elif path.suffix == _WAITING:
                path.rename(path.with_suffix(_ASIDE))
            else:
                path.unlink()
                deleted += 1
    return deleted


def _line(path: Path) -> _Line | None:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.readline(), type=_Line)
    except FileNotFoundError:
        return None


def _used(place: Path) -> tuple[int, int]:
    try:
        sizes = [entry.stat().st_size for entry in os.scandir(place) if entry.name.endswith(_THERE)]
    except FileNotFoundError:
        return 0, 0
    return len(sizes), sum(sizes)
