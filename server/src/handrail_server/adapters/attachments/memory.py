"""Files in memory, for tests."""

from collections.abc import Collection
from dataclasses import dataclass

from handrail_server.core.basics.errors import Reused
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import Attachment


@dataclass(slots=True)
class _Kept:
    file: Attachment
    content: bytes
    at: At
    settled: bool = False
    aside: bool = False


class MemoryAttachments:
    """The `Attachments` port without a disk."""

    def __init__(self) -> None:
        self._kept: dict[tuple[OrgId, ConversationId], dict[str, _Kept]] = {}

    async def put(
        self, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, *, key: KeyId, at: At
    ) -> None:
        """Keep it."""
        del key  # forgotten with the process anyway
        here = self._kept.setdefault((org, conversation), {})
        if file.id not in here or here[file.id].aside:
            here[file.id] = _Kept(file, content, at)
        if here[file.id].file.digest != file.digest:
            raise Reused("This id was used before with another file.", field="attachment", fix="Use a new id.")

    async def get(self, org: OrgId, conversation: ConversationId, name: str) -> tuple[Attachment, bytes] | None:
        """The file, None where there is none."""
        kept = self._kept.get((org, conversation), {}).get(name)
        return None if kept is None or kept.aside else (kept.file, kept.content)

    async def used(self, org: OrgId, conversation: ConversationId) -> tuple[int, int]:
        """How many files the conversation has, and how many bytes they take."""
        here = [kept for kept in self._kept.get((org, conversation), {}).values() if not kept.aside]
        return len(here), sum(len(kept.content) for kept in here)

    async def unsettled(self, org: OrgId, *, before: At) -> tuple[ConversationId, ...]:
        """Conversations with files of which nobody has settled whether they were sent."""
        return tuple(
            conversation
            for (owner, conversation), here in self._kept.items()
            if owner == org and any(not kept.settled and kept.at < before for kept in here.values())
        )

    async def settle(self, org: OrgId, conversation: ConversationId, *, sent: Collection[str], before: At) -> int:
        """Those `sent` stay; the others are put aside, then deleted."""
        here = self._kept.get((org, conversation), {})
        old = {name: kept for name, kept in here.items() if not kept.settled and kept.at < before}
        gone = [name for name, kept in old.items() if kept.aside and name not in sent]
        for name in gone:
            del here[name]
        for name, kept in old.items():
            kept.settled, kept.aside = name in sent, name not in sent
        return len(gone)

    async def remove(self, org: OrgId, conversation: ConversationId) -> None:
        """Delete all files of the conversation."""
        self._kept.pop((org, conversation), None)
