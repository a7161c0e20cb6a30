"""Who is typing. A hint that fades by itself: it is never stored, and never leaves this process."""

from collections import OrderedDict
from typing import Final, Literal

from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.ports.working import Bell

Who = Literal["customer", "agent", "person"]
FADES: Final = 6 * SECOND
_MOST: Final = 10_000


class Typing:
    """The last sign of somebody's typing, by conversation."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[OrgId, ConversationId, Who], At] = OrderedDict()

    def note(self, org: OrgId, conversation: ConversationId, who: Who, *, now: At, bell: Bell) -> None:
        """They are typing now."""
        self._seen.pop((org, conversation, who), None)
        self._seen[org, conversation, who] = now
        if len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        bell.ring(topic(org, conversation))

    def stop(self, org: OrgId, conversation: ConversationId, who: Who) -> None:
        """What they typed was said."""
        self._seen.pop((org, conversation, who), None)

    def is_on(self, org: OrgId, conversation: ConversationId, who: Who, *, now: At) -> bool:
        """Whether they were typing a moment ago."""
        seen = self._seen.get((org, conversation, who))
        return seen is not None and now - seen < FADES


def topic(org: OrgId, conversation: ConversationId) -> str:
    """What the bell rings when something happens in a conversation that its customer may see."""
    return f"chat/{org}/{conversation}"
