"""A house that tells people, over a store in memory, and an outside that answers as told."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal

import httpx2

from handrail_server.adapters.identity.webhook_secrets import DerivedWebhookSecrets
from handrail_server.adapters.notify.agents import AgentDeliverer
from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.notify.sender import Sender
from handrail_server.adapters.notify.telling import Teller
from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, CaseId, NoticeId, OrgId, PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.cases.notice import Severity
from handrail_server.core.routing.hours import Offset, utc
from handrail_server.core.routing.notice import SendNotice
from handrail_server.core.routing.person import Means, Role
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.agent import Agent
from handrail_server.ports.ground import Clock
from handrail_server.ports.knowing import InboxNotices, WebhookSecrets
from handrail_server.ports.reading import Library
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Journal
from server.tests.contracts.stores import Store, store_over
from server.tests.core.routing.given import case, rep

ORG = OrgId("acme")
NOW = At(1_800_000_000_000)
OLGA, SAM = PersonId("olga"), PersonId("sam")
PUBLIC = "93.184.215.14"


class Frozen:
    """It is always now."""

    def now(self) -> At:
        return NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What deliverers reach for."""

    clock: Clock
    journal: Journal
    library: Library
    notices: InboxNotices
    webhooks: WebhookSecrets
    offset: Offset


@dataclass(slots=True, kw_only=True)
class Outside:
    """Everybody else. `names` is the world's directory."""

    answer: Callable[[], httpx2.Response] = lambda: httpx2.Response(200)
    asked: list[httpx2.Request] = field(default_factory=list)
    names: dict[str, Sequence[str]] = field(default_factory=dict)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answer()

    async def resolve(self, host: str, _port: int) -> Sequence[str]:
        return self.names.get(host, [PUBLIC])


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it."""

    rooms: Rooms
    outside: Outside
    sender: Sender
    teller: Teller
    agents: AgentDeliverer


async def written(parcel: Parcel) -> bytes:
    return f'{{"id":"{parcel.id}"}}'.encode()


@asynccontextmanager
async def world(
    *, webhook: str | None = "https://agent.example/hook", slack: str | None = None
) -> AsyncIterator[World]:
    store = store_over(MemoryEngine())
    await _settle(store, webhook, slack)
    outside = Outside()
    rooms = Rooms(
        clock=Frozen(),
        journal=store.journal,
        library=store.library,
        notices=store.notices,
        webhooks=DerivedWebhookSecrets(b"k" * 32),
        offset=utc,
    )
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(outside)) as client:
        sender = Sender(client, Guard(resolve=outside.resolve))
        teller = Teller(rooms, sender)
        yield World(
            rooms=rooms,
            outside=outside,
            sender=sender,
            teller=teller,
            agents=AgentDeliverer(rooms, sender, written),
        )


async def _settle(store: Store, webhook: str | None, slack: str | None) -> None:
    organisation = Organisation(id=ORG, name="Acme", created_at=NOW, slack_webhook=slack)
    await store.create(Subject(kind=SubjectKind.ORGANISATION, id=ORG), organisation, org=ORG)
    shop = Agent(id=AgentId("shop"), name="Shop", policy_object="shop", created_at=NOW, webhook=webhook, owner=OLGA)
    await store.create(Subject(kind=SubjectKind.AGENT, id="shop"), shop, org=ORG)
    olga = replace(rep("olga"), roles=(Role.REP, Role.ADMINISTRATOR), means=(Means.IN_APP, Means.SLACK), slack="U042")
    sam = replace(rep("sam"), roles=(Role.SUPERVISOR,))
    for person in (olga, sam):
        await store.create(Subject(kind=SubjectKind.PERSON, id=person.id), person, org=ORG)
    await store.create(Subject(kind=SubjectKind.CASE, id="case_1"), case(), org=ORG)


def parcel(effect: Effect, name: str = "parcel_1") -> Parcel:
    return Parcel(
        org=ORG,
        id=name,
        lane=effect.lane,
        destination=effect.destination,
        effect=effect,
        state="sending",
        attempts=1,
        created_at=NOW,
        due_at=NOW,
    )


def notice(means: Means, *, person: PersonId | None = OLGA, address: str | None = None) -> SendNotice:
    return SendNotice(
        lane="notice",
        notice=NoticeId("notice_1"),
        case=CaseId("case_1"),
        severity=Severity.CRITICAL,
        reasons=("fraud", "suspicious_payment"),
        amount=Money(amount=Decimal("48000.00"), currency="USD"),
        link="/cases/case_1",
        rung=0,
        person=person,
        means=means,
        address=address,
    )
