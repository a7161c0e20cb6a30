"""A house in memory for the tests of flows and endpoints: its clock is set by hand, its ids are counted."""

from collections import Counter

from argon2 import PasswordHasher

from handrail_server.adapters.attachments.memory import MemoryAttachments
from handrail_server.adapters.crm.embedded import EmbeddedCrm
from handrail_server.adapters.crm.tools.toolbox import EmbeddedToolbox
from handrail_server.adapters.detectors.all_detectors import AllDetectors
from handrail_server.adapters.detectors.shipped import shipped_tables
from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.ground.clock import offset
from handrail_server.adapters.identity.attempts import WindowedAttempts
from handrail_server.adapters.identity.customer_tokens import JwtCustomerTokens
from handrail_server.adapters.identity.passwords import ArgonPasswords
from handrail_server.adapters.identity.tokens import RandomTokens
from handrail_server.adapters.identity.vault import SealedVault
from handrail_server.adapters.identity.visit_tokens import SignedVisitTokens
from handrail_server.adapters.identity.webhook_secrets import DerivedWebhookSecrets
from handrail_server.adapters.learning.apart import RefitApart
from handrail_server.adapters.policy_file.reader import YamlPolicyReader
from handrail_server.adapters.responding.python import PythonResponder
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.crm import StoreCrmTable
from handrail_server.adapters.store.deadlines import StoreDeadlines
from handrail_server.adapters.store.desk import StoreDrafts, StoreViewers
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.journal import StoreJournal
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.knowing import (
    StoreInboxNotices,
    StorePolicyDocuments,
    StorePresence,
    StoreSecrets,
)
from handrail_server.adapters.store.library import StoreLibrary
from handrail_server.adapters.store.memory.engine import MemoryEngine
from handrail_server.adapters.store.outbox import StoreOutbox
from handrail_server.adapters.store.scribe import StoreScribe
from handrail_server.adapters.store.search import StoreSearch
from handrail_server.adapters.store.weights import StoreWeights
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At, later
from handrail_server.core.signals.opinion.findings import Finding
from handrail_server.core.signals.opinion.settings import OpinionSettings
from handrail_server.core.signals.registry import default_detectors
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.house.books import Books
from handrail_server.house.founding import Founding
from handrail_server.house.house import House
from handrail_server.house.kinds import EFFECTS, KINDS
from handrail_server.house.settings import Settings
from handrail_server.ledger.checkpoint import Signer
from handrail_server.ledger.cipher import MasterKey
from handrail_server.ledger.sparse import SparseTree
from handrail_server.ports.ground import Ids
from handrail_server.ports.learning import Refitter
from handrail_server.ports.opinion import OpinionAsk
from handrail_server.ports.responding import Responders

MONDAY = At(1_780_311_600_000)
"""1 June 2026, 11:00 UTC."""
ACME = OrgId("acme")


class VirtualClock:
    """Stands still until it is moved."""

    def __init__(self, now: At = MONDAY) -> None:
        self._now = now

    def now(self) -> At:
        return self._now

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._now = later(self._now, seconds=seconds)


class CountedIds:
    """`case_0001`, `case_0002`, … so that a test can name what it makes."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}_{self._counts[prefix]:04}"


class NoOpinion:
    """Nobody is asked for a second opinion, unless a test puts somebody in its place."""

    async def ask(self, ask: OpinionAsk, settings: OpinionSettings) -> tuple[Finding, ...]:
        raise AssertionError(f"{settings.model} was asked about {ask.turn}")


async def a_house(
    engine: Engine | None = None,
    *,
    clock: VirtualClock | None = None,
    responders: Responders | None = None,
    ids: Ids | None = None,
    refitter: Refitter | None = None,
) -> House:
    """A house with the real adapters over `engine` (memory where None), and nobody in it."""
    engine = engine or MemoryEngine()
    codec, keys, bell = Codec(KINDS, EFFECTS), Keyring(engine, MasterKey(b"m" * 32)), ProcessBell()
    table = StoreCrmTable(engine)
    journal = StoreJournal(engine, codec=codec, keys=keys, bell=bell)
    documents, reader, crm = StorePolicyDocuments(engine), YamlPolicyReader(), EmbeddedCrm(table)
    weights = StoreWeights(engine, keys=keys)
    return House(
        clock=clock or VirtualClock(),
        ids=ids or CountedIds(),
        journal=journal,
        library=StoreLibrary(engine, codec=codec, keys=keys),
        settings=Settings(journal, documents, reader, weights),
        documents=documents,
        reader=reader,
        noticing=AllDetectors(default_detectors()),
        weights=weights,
        refitter=refitter or RefitApart(shipped_tables),
        customers=crm,
        secrets=StoreSecrets(engine),
        passwords=ArgonPasswords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
        tokens=RandomTokens(),
        attempts=WindowedAttempts(),
        webhooks=DerivedWebhookSecrets(b"w" * 32),
        visits=SignedVisitTokens(b"v" * 32),
        customer_tokens=JwtCustomerTokens(),
        attachments=MemoryAttachments(),
        imports=crm,
        presence=StorePresence(engine),
        notices=StoreInboxNotices(engine),
        drafts=StoreDrafts(engine, keys=keys),
        viewers=StoreViewers(engine),
        search=StoreSearch(engine, codec=codec),
        outbox=StoreOutbox(engine, codec=codec),
        deadlines=StoreDeadlines(engine),
        scribe=StoreScribe(engine, bell=bell),
        bell=bell,
        responders=responders or PythonResponder({}),
        opinion=NoOpinion(),
        toolbox=EmbeddedToolbox(table, changed=crm.forget),
        vault=SealedVault(b"v" * 32),
        offset=offset,
        books=Books(SparseTree),
        seal=Signer(b"s" * 32).seal,
        public_key=Signer(b"s" * 32).public_key,
    )


async def a_founded_house(
    engine: Engine | None = None,
    *,
    clock: VirtualClock | None = None,
    responders: Responders | None = None,
    refitter: Refitter | None = None,
) -> House:
    """A house with the organisation `acme`, the default policy in force, and Ada (`person_0001`) as administrator."""
    house = await a_house(engine, clock=clock, responders=responders, refitter=refitter)
    founding = Founding(name="Acme", administrator="Ada Admin", email="ada@acme.example")
    await found_organisation(house, founding, org=ACME)
    return house
