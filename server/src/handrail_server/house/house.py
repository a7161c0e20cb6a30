"""The ports in one hand."""

from dataclasses import dataclass

from handrail_server.core.routing.hours import Offset
from handrail_server.house.settings import Settings
from handrail_server.ports.ground import Clock, Ids
from handrail_server.ports.knowing import (
    Customers,
    InboxNotices,
    Noticing,
    Passwords,
    PolicyDocuments,
    PolicyReader,
    Presence,
    Secrets,
)
from handrail_server.ports.reading import Library
from handrail_server.ports.working import Bell, Deadlines, Outbox, Scribe
from handrail_server.ports.writing import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All that a flow may reach. `main.py` fills it, tests fill it the same way."""

    clock: Clock
    ids: Ids
    journal: Journal
    library: Library
    settings: Settings
    documents: PolicyDocuments
    reader: PolicyReader
    noticing: Noticing
    customers: Customers
    secrets: Secrets
    passwords: Passwords
    presence: Presence
    notices: InboxNotices
    outbox: Outbox
    deadlines: Deadlines
    scribe: Scribe
    bell: Bell
    offset: Offset
