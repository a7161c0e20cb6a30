"""The only file that names concrete classes: it builds the house and the application over it.

Long, because it is one list: every port with what stands behind it.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final

import httpx2
from starlette.applications import Starlette

from handrail_server.adapters.attachments.files import FileAttachments
from handrail_server.adapters.channels.mailbox import Mailbox
from handrail_server.adapters.channels.post import ChannelPost
from handrail_server.adapters.crm.connector import HttpCrm
from handrail_server.adapters.crm.embedded import EmbeddedCrm
from handrail_server.adapters.crm.tools.toolbox import EmbeddedToolbox, NoTools
from handrail_server.adapters.detectors.all_detectors import AllDetectors, all_detectors
from handrail_server.adapters.detectors.shipped import shipped_tables
from handrail_server.adapters.ground.bell import ProcessBell
from handrail_server.adapters.ground.clock import SystemClock, offset
from handrail_server.adapters.ground.ids import SortedIds
from handrail_server.adapters.identity.attempts import WindowedAttempts
from handrail_server.adapters.identity.customer_tokens import JwtCustomerTokens
from handrail_server.adapters.identity.passwords import ArgonPasswords
from handrail_server.adapters.identity.tokens import RandomTokens
from handrail_server.adapters.identity.vault import SealedVault
from handrail_server.adapters.identity.visit_tokens import SignedVisitTokens
from handrail_server.adapters.identity.webhook_secrets import DerivedWebhookSecrets
from handrail_server.adapters.learning.apart import RefitApart
from handrail_server.adapters.notify.deliverers import deliverers
from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.notify.signature import signed
from handrail_server.adapters.policy_file.reader import YamlPolicyReader
from handrail_server.adapters.responding.chat import ChatResponder
from handrail_server.adapters.responding.embedded.agent import EmbeddedAgent
from handrail_server.adapters.responding.embedded.library import Articles
from handrail_server.adapters.responding.every import EveryResponder
from handrail_server.adapters.responding.posting import Poster
from handrail_server.adapters.responding.python import PythonResponder, installed
from handrail_server.adapters.responding.second_opinion import ChatOpinion
from handrail_server.adapters.responding.webhook import WebhookResponder
from handrail_server.adapters.sentences.installed import installed_sentences
from handrail_server.adapters.store.clock import StoreClock
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
from handrail_server.adapters.store.master_key import master_key
from handrail_server.adapters.store.outbox import StoreOutbox
from handrail_server.adapters.store.postgres.bell import PostgresBell
from handrail_server.adapters.store.postgres.engine import PostgresEngine
from handrail_server.adapters.store.scribe import StoreScribe
from handrail_server.adapters.store.search import StoreSearch
from handrail_server.adapters.store.sqlite.engine import SqliteEngine
from handrail_server.adapters.store.weights import StoreWeights
from handrail_server.api.app import Edge, application
from handrail_server.api.console import console_routes
from handrail_server.api.endpoint import encode
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.present.deliveries import delivery_of
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.config import Config
from handrail_server.core.basics.effects import Effect
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.core.turns.responder import ResponderKind
from handrail_server.demo.places import ORG
from handrail_server.demo.shop import shop_routes
from handrail_server.flows.fit_to_labels import fit_to_labels
from handrail_server.flows.person_lapsed import person_lapsed
from handrail_server.flows.sweep_files import sweep_files
from handrail_server.flows.watch_drift import keep_watch
from handrail_server.house.books import Books
from handrail_server.house.house import House
from handrail_server.house.kinds import EFFECTS, KINDS
from handrail_server.house.settings import Settings
from handrail_server.ledger.checkpoint import Signer
from handrail_server.ledger.cipher import MasterKey
from handrail_server.ledger.sparse import SparseTree
from handrail_server.ports.channels import Channel
from handrail_server.ports.ground import Clock
from handrail_server.ports.knowing import Customers, Deliverer, Undeliverable, WebhookSecrets
from handrail_server.ports.responding import Responders, Vault
from handrail_server.ports.tools import Toolbox
from handrail_server.ports.working import Bell, Parcel
from handrail_server.worker.alarm import Alarm
from handrail_server.worker.bookkeeper import Bookkeeper
from handrail_server.worker.fitting import Fitting
from handrail_server.worker.indexer import Indexer
from handrail_server.worker.post import Post
from handrail_server.worker.presence import RollCall
from handrail_server.worker.running import running
from handrail_server.worker.scribe import LedgerScribe
from handrail_server.worker.sweeper import Sweeper

CONSOLE: Final = Path(__file__).parent / "console"
"""Where the console is built to; the wheel carries it."""
_MANY = httpx2.Limits(max_connections=512, max_keepalive_connections=64)
"""Agents that are asked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A house that is open, with what the process around it needs."""

    house: House
    engine: Engine
    metrics: Metrics
    signer: Signer
    crm: EmbeddedCrm


@asynccontextmanager
async def open_house(config: Config) -> AsyncIterator[Opened]:
    """Open the store, bring it up to date, start the plug-ins; close all of it at the end."""
    async with AsyncExitStack() as closing:
        config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = await _engine(config, closing)
        await engine.migrate()
        clock = await _clock(config, engine, closing)
        key = master_key(config.data / "master.key")
        bell = await _bell(config, closing)
        codec, keys = Codec(KINDS, EFFECTS), Keyring(engine, key)
        journal = StoreJournal(engine, codec=codec, keys=keys, bell=bell)
        documents, reader, weights = StorePolicyDocuments(engine), YamlPolicyReader(), StoreWeights(engine, keys=keys)
        table = StoreCrmTable(engine)
        crm = EmbeddedCrm(table)
        asking = await closing.enter_async_context(httpx2.AsyncClient(limits=_MANY))
        vault = SealedVault(key.derived("handrail vault v1"))
        webhooks = DerivedWebhookSecrets(key.derived("handrail webhooks v1"))
        noticing = _noticing(config)
        await noticing.start()
        closing.push_async_callback(noticing.stop)
        house = House(
            clock=clock,
            ids=SortedIds(),
            journal=journal,
            library=StoreLibrary(engine, codec=codec, keys=keys),
            settings=Settings(journal, documents, reader, weights),
            documents=documents,
            reader=reader,
            noticing=noticing,
            weights=weights,
            refitter=RefitApart(shipped_tables),
            customers=await _customers(config, crm, closing),
            secrets=StoreSecrets(engine),
            passwords=ArgonPasswords(),
            tokens=RandomTokens(),
            attempts=WindowedAttempts(),
            webhooks=webhooks,
            visits=SignedVisitTokens(key.derived("handrail visits v1")),
            customer_tokens=JwtCustomerTokens(),
            attachments=FileAttachments(config.attachments or config.data / "attachments", keys.key),
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
            responders=_responders(config, asking, vault, webhooks),
            opinion=ChatOpinion(Poster(asking, Guard(config.webhook_allow)), vault),
            toolbox=_toolbox(config, table, crm),
            vault=vault,
            offset=offset,
            books=Books(SparseTree),
            seal=signer_of(key).seal,
            public_key=signer_of(key).public_key,
        )
        yield Opened(house=house, engine=engine, metrics=Metrics(), signer=signer_of(key), crm=crm)


async def migrated(config: Config) -> tuple[str, ...]:
    """Bring the store up to date, and name the migrations that were applied."""
    async with AsyncExitStack() as closing:
        engine = await _engine(config, closing)
        return await engine.migrate()


def build(config: Config, opened: Opened) -> Starlette:
    """The application over an open house, with the worker's loops for as long as it runs."""
    limiter = Limiter(per_second=config.requests_per_second, burst=config.burst)
    edge = Edge(
        house=opened.house,
        metrics=opened.metrics,
        limiter=limiter,
        visitors=Limiter(
            per_second=config.visitor_requests_per_second, burst=round(config.visitor_requests_per_second * 12)
        ),
        newcomers=Limiter(per_second=config.new_chats_per_minute / 60, burst=config.new_chats_per_minute),
        loopback=config.loopback,
    )

    @asynccontextmanager
    async def working() -> AsyncIterator[None]:
        if not config.worker:
            yield
            return
        async with httpx2.AsyncClient(timeout=10) as client:
            house, metrics = opened.house, opened.metrics
            to_people = deliverers(
                house, client, url=config.url, written=partial(_delivery, house), allowed=config.webhook_allow
            )
            post = Post(
                house,
                {**to_people, **_to_customers(house, to_people)},
                ended=lambda end: metrics.parcels.labels(end).inc(),
            )
            loops = (
                Alarm(house, lateness=metrics.lateness.observe, opinion_ended=metrics.opinion_ended).run,
                post.run,
                LedgerScribe(house, opened.signer).run,
                RollCall(house, person_lapsed).run,
                Indexer(house).run,
                Bookkeeper(house).run,
                Sweeper(house, sweep_files).run,
                Sweeper(house, keep_watch).run,
                Fitting(house, fit_to_labels).run,
            )
            async with running(loops):
                yield

    more = (*shop_routes(opened.house, loopback=config.loopback), *console_routes(CONSOLE))
    return application(edge, ENDPOINTS, more=more, lifespan=working)


def signer_of(key: MasterKey) -> Signer:
    """The key that signs checkpoints, derived from the master key, so that one file is all there is to keep."""
    return Signer(key.derived("handrail checkpoint v1"))


async def _delivery(house: House, parcel: Parcel) -> bytes:
    """A delivery for a webhook, as `GET /v1/deliveries` gives it."""
    shape = await delivery_of(house.journal, parcel)
    if shape is None:
        raise Undeliverable("No application understands this.", permanent=True)
    return encode(shape)


def _to_customers(house: House, otherwise: Mapping[type[Effect], Deliverer]) -> Mapping[type[Effect], Deliverer]:
    """Words and changes of floor, by the channel that the customer came by."""
    channels: Mapping[str, Channel] = {"chat": Mailbox(house.bell)}
    return {of: ChannelPost(house.journal, channels, otherwise[of]) for of in (DeliverWords, DeliverControl)}


def _noticing(config: Config) -> AllDetectors:
    return all_detectors(
        config.trusted_detectors,
        learned=config.learned_signals,
        names=config.personal_names,
        sentences=installed_sentences() if config.learned_signals else None,
        deadlines={name: milliseconds / 1_000 for name, milliseconds in config.detector_deadlines.items()},
    )


def _responders(config: Config, client: httpx2.AsyncClient, vault: Vault, webhooks: WebhookSecrets) -> Responders:
    poster = Poster(client, Guard(config.webhook_allow))
    folders = {ORG: files("handrail_server.demo").joinpath("knowledge")}
    articles = Articles(folders, config.knowledge or config.data / "knowledge")
    return EveryResponder(
        {
            ResponderKind.EMBEDDED: EmbeddedAgent(articles.of),
            ResponderKind.WEBHOOK: WebhookResponder(poster, webhooks, signed),
            ResponderKind.CHAT: ChatResponder(poster, vault),
            ResponderKind.PYTHON: PythonResponder(installed()),
        }
    )


def _toolbox(config: Config, table: StoreCrmTable, crm: EmbeddedCrm) -> Toolbox:
    """Where the house's own CRM is connected, its own systems act."""
    return EmbeddedToolbox(table, changed=crm.forget) if config.crm_url is None else NoTools()


async def _engine(config: Config, closing: AsyncExitStack) -> Engine:
    if config.database is None:
        engine: Engine = SqliteEngine(config.data / "handrail.db")
    else:
        engine = PostgresEngine(config.database)
    closing.push_async_callback(engine.close)
    return engine


async def _clock(config: Config, engine: Engine, closing: AsyncExitStack) -> Clock:
    """This machine's own; the store's where other machines may work on it as well."""
    if config.database is None:
        return SystemClock()
    clock = StoreClock(engine)
    await clock.read()
    await closing.enter_async_context(running((clock.run,)))
    return clock


async def _bell(config: Config, closing: AsyncExitStack) -> Bell:
    if config.database is None:
        return ProcessBell()
    bell = PostgresBell(config.database, ProcessBell())
    await bell.open()
    closing.push_async_callback(bell.close)
    return bell


async def _customers(config: Config, crm: EmbeddedCrm, closing: AsyncExitStack) -> Customers:
    if config.crm_url is None:
        return crm
    client = await closing.enter_async_context(httpx2.AsyncClient())
    return HttpCrm(client, base=config.crm_url, token=config.crm_token)
