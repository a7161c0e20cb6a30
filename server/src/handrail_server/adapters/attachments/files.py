"""Files on a disk, each sealed with the data key of its customer: who destroys the key has erased them.

A file is the id of its key, a line feed, and the sealed rest: what the file is (one line of JSON) and its bytes. Paths
are made of hashes, so that nothing a customer or a shop chooses is ever part of one.
"""

import asyncio
import hashlib
import os
import secrets
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.errors import Reused, Unavailable
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.turns.turn import Attachment
from handrail_server.ledger.cipher import DataKey

Keys = Callable[[OrgId, KeyId], Awaitable[DataKey | None]]
"""The data key of this id, None where it was destroyed."""

_ENDING = ".sealed"


class FileAttachments:
    """The `Attachments` port, over a directory that only the server's user may read."""

    def __init__(self, root: Path, keys: Keys) -> None:
        self._root = root
        self._keys = keys

    async def put(
        self, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, *, key: KeyId
    ) -> None:
        """Keep it, on the disk when this returns."""
        before = await self.get(org, conversation, file.id)
        if before is not None:
            return _refuse_other(before[0], file)
        opening = await self._keys(org, key)
        if opening is None:
            raise Unavailable("The key of this customer's content was destroyed; nothing can be kept with it.")
        sealed = opening.seal(msgspec.json.encode(file) + b"\n" + content, _bound(org, conversation, file.id))
        path = self._path(org, conversation, file.id)
        if not await asyncio.to_thread(_keep, path, key.encode() + b"\n" + sealed):
            kept = await self.get(org, conversation, file.id)
            if kept is not None:
                _refuse_other(kept[0], file)
        return None

    async def get(self, org: OrgId, conversation: ConversationId, name: str) -> tuple[Attachment, bytes] | None:
        """The file, None where there is none or its key was destroyed."""
        raw = await asyncio.to_thread(_read, self._path(org, conversation, name))
        if raw is None:
            return None
        key, _, sealed = raw.partition(b"\n")
        opening = await self._keys(org, KeyId(key.decode()))
        if opening is None:
            return None
        line, _, content = opening.open(sealed, _bound(org, conversation, name)).partition(b"\n")
        return msgspec.json.decode(line, type=Attachment), content

    async def used(self, org: OrgId, conversation: ConversationId) -> tuple[int, int]:
        """How many files the conversation has, and how many bytes they take on the disk."""
        return await asyncio.to_thread(_used, self._place(org, conversation))

    async def remove(self, org: OrgId, conversation: ConversationId) -> None:
        """Delete all files of the conversation."""
        await asyncio.to_thread(shutil.rmtree, self._place(org, conversation), ignore_errors=True)

    def _place(self, org: OrgId, conversation: ConversationId) -> Path:
        return self._root / _hashed(org) / _hashed(conversation)

    def _path(self, org: OrgId, conversation: ConversationId, name: str) -> Path:
        return self._place(org, conversation) / (_hashed(name) + _ENDING)


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


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _used(place: Path) -> tuple[int, int]:
    try:
        sizes = [entry.stat().st_size for entry in os.scandir(place) if entry.name.endswith(_ENDING)]
    except FileNotFoundError:
        return 0, 0
    return len(sizes), sum(sizes)
