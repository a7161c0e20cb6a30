"""The ports in one hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing.hours import Offset
from handrail_server.house.boards import Boards
from handrail_server.house.books import Books
from handrail_server.house.days import Days
from handrail_server.house.lines import Lines
from handrail_server.house.onlookers import Onlookers
from handrail_server.house.settings import Settings
from handrail_server.house.turnstile import Turnstile
from handrail_server.house.typing import Typing
from handrail_server.ports.desk import Drafts, Viewers
from handrail_server.ports.ground import Clock, Ids
from handrail_server.ports.importing import Imports
from handrail_server.ports.knowing import (
    Attempts,
    Customers,
    InboxNotices,
    Noticing,
    Passwords,
    PolicyDocuments,
    PolicyReader,
    Presence,
    Secrets,
    Tokens,
    WebhookSecrets,
)
from handrail_server.ports.learning import Refitter, Weights
from handrail_server.ports.opinion import SecondOpinion
from handrail_server.ports.reading import Library
from handrail_server.ports.responding import Responders, Vault
from handrail_server.ports.searching import Search
from handrail_server.ports.tools import Toolbox
from handrail_server.ports.visiting import Attachments, CustomerTokens, VisitTokens
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
    weights: Weights
    refitter: Refitter
    customers: Customers
    secrets: Secrets
    passwords: Passwords
    tokens: Tokens
    attempts: Attempts
    webhooks: WebhookSecrets
    visits: VisitTokens
    customer_tokens: CustomerTokens
    attachments: Attachments
    imports: Imports
    presence: Presence
    notices: InboxNotices
    drafts: Drafts
    viewers: Viewers
    search: Search
    outbox: Outbox
    deadlines: Deadlines
    scribe: Scribe
    bell: Bell
    responders: Responders
    opinion: SecondOpinion
    toolbox: Toolbox
    vault: Vault
    offset: Offset
    onlookers: Onlookers = field(default_factory=Onlookers)
    books: Books = field(default_factory=Books)
    boards: Boards = field(default_factory=Boards)
    days: Days = field(default_factory=Days)
    turnstile: Turnstile = field(default_factory=Turnstile)
    typing: Typing = field(default_factory=Typing)
    lines: Lines = field(default_factory=Lines)
    seal: Callable[[OrgId, bytes], str]
    """Signs the words of a dossier."""
    public_key: Callable[[OrgId], str]
    """The verifier key of an organisation's checkpoints."""
