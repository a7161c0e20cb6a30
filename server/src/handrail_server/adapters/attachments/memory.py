"""Files in memory, for tests."""

from handrail_server.core.basics.errors import Reused
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId
from handrail_server.core.turns.turn import Attachment


class MemoryAttachments:
    """The `Attachments` port without a disk."""

    def __init__(self) -> None:
        self._kept: dict[tuple[OrgId, ConversationId], dict[str, tuple[Attachment, bytes]]] = {}

    async def put(
        self, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, *, key: KeyId
    ) -> None:
        """Keep it."""
        del key  # forgotten with the process anyway
        here = self._kept.setdefault((org, conversation), {})
        before = here.setdefault(file.id, (file, content))
        if before[0].digest != file.digest:
            raise Reused("This id was used before with another file.", field="attachment", fix="Use a new id.")

    async def get(self, org: OrgId, conversation: ConversationId, name: str) -> tuple[Attachment, bytes] | None:
        """The file, None where there is none."""
        return self._kept.get((org, conversation), {}).get(name)

    async def used(self, org: OrgId, conversation: ConversationId) -> tuple[int, int]:
        """How many files the conversation has, and how many bytes they take."""
        here = self._kept.get((org, conversation), {})
        return len(here), sum(len(content) for _, content in here.values())

    async def remove(self, org: OrgId, conversation: ConversationId) -> None:
        """Delete all files of the conversation."""
        self._kept.pop((org, conversation), None)
