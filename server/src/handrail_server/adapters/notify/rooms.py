"""What deliverers need of the house."""

from typing import Protocol

from handrail_server.core.routing.hours import Offset
from handrail_server.ports.ground import Clock
from handrail_server.ports.knowing import InboxNotices, WebhookSecrets
from handrail_server.ports.reading import Library
from handrail_server.ports.writing import Journal


class Rooms(Protocol):
    """The ports that are reached for; whoever holds more passes all it has."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def journal(self) -> Journal:
        """Cases, agents, actions."""
        ...

    @property
    def library(self) -> Library:
        """People and organisations."""
        ...

    @property
    def notices(self) -> InboxNotices:
        """People's own lists."""
        ...

    @property
    def webhooks(self) -> WebhookSecrets:
        """What webhooks are signed with."""
        ...

    @property
    def offset(self) -> Offset:
        """Time zones."""
        ...
