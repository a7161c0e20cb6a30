"""The client for code that awaits.

Each verb carries its promise and an example that the tests run: two thirds of this file are words for its reader. What
a verb does is told once for both clients, in `_speaking.py` and `_acting.py`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from inspect import isawaitable
from types import TracebackType
from typing import Self, Unpack

import httpx2

from handrail import _acting, _learning, _speaking
from handrail._acting import Wish
from handrail._action import Action
from handrail._answers import Delivery, Judgement, Lesson, Proposal
from handrail._backlog import Backlog, FloorSeen
from handrail._carrier import AsyncCarrier
from handrail._lease import Lease
from handrail._listening import acknowledge
from handrail._said import About, Asking
from handrail._speaking import OnUnreachable, Thread
from handrail._stream import deliveries_async


class AsyncHandrail:
    """As `Handrail`, for code that awaits. One object serves a whole application, in one event loop.

    `on_unreachable` says what becomes of a *reply* while Handrail is away: "hold" it, or "proceed" without a judgement.
    An *action* is never run then. There is no default: only you know what a wrong answer costs. `timeout` is how many
    seconds to wait for a connection, and for an answer.

    >>> from handrail import AsyncHandrail
    >>> rail = AsyncHandrail("http://handrail.test", "key", on_unreachable="hold", transport=fake.async_transport)
    >>> (await rail.conversation("c-1").customer("Hello")).verdict
    'proceed'
    """

    def __init__(
        self,
        url: str,
        api_key: str,
        *,
        on_unreachable: OnUnreachable,
        timeout: float = 2.0,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if on_unreachable not in ("hold", "proceed"):
            raise ValueError('on_unreachable is "hold" or "proceed".')
        self._on_unreachable = on_unreachable
        self._backlog = Backlog()
        self._carrier = AsyncCarrier(url, api_key, timeout=timeout, transport=transport, sleep=sleep)

    def conversation(
        self,
        id_: str,
        /,
        *,
        channel: str | None = None,
        customer: str | None = None,
        language: str | None = None,
        flow: str | None = None,
    ) -> "AsyncConversation":
        """A conversation by your own id. Nothing is sent yet; the first turn opens it with these settings.

        >>> chat = rail.conversation("c-1", channel="whatsapp", customer="cust-7", language="de")
        >>> (await chat.customer("Wo ist mein Paket?")).verdict
        'proceed'
        """
        opening = {"channel": channel, "customer": customer, "flow": flow}
        thread = Thread(
            id=id_,
            opening={name: value for name, value in opening.items() if value is not None},
            language=language,
            floor=FloorSeen(),
            backlog=self._backlog,
            on_unreachable=self._on_unreachable,
        )
        return AsyncConversation(thread, self._carrier)

    def deliveries(self, *, follow: bool = True) -> AsyncGenerator[Delivery, None]:
        """Words of people and of the system, changes of control, notes: pass them on as they come, in order.

        Each is acknowledged after the body of your loop has run for it; where the body raises or leaves the loop, it
        comes again. The connection is renewed for ever; with `follow=False` the loop ends when nothing waits.

        >>> fake.say("c-1", "Hello, Ada here.")
        >>> async for delivery in rail.deliveries(follow=False):
        ...     if delivery.kind == "words":
        ...         print(delivery.author, delivery.text)
        person Hello, Ada here.
        """
        return deliveries_async(self._carrier, follow=follow)

    async def acknowledge(self, delivery_id: str, /) -> None:
        """Say that a delivery was passed on, where it came by a webhook or the loop was left early.

        >>> fake.take_over("c-1")
        >>> first = await anext(rail.deliveries(follow=False))
        >>> await rail.acknowledge(first.id)
        >>> [each async for each in rail.deliveries(follow=False)]
        []
        """
        await self._carrier.carry(acknowledge(delivery_id))

    async def lessons(self, query: str, /, *, limit: int = 3) -> tuple[Lesson, ...]:
        """What people answered to such a question before, the closest first; an adopted lesson is there at once.

        Raises `Unreachable` where Handrail is away: go on without.

        >>> fake.teach("May I bring back opened headphones?", "Within 14 days, less 10 euros.")
        >>> [known.answer for known in await rail.lessons("I opened the headphones, may I bring them back?")]
        ['Within 14 days, less 10 euros.']
        """
        return await self._carrier.carry(_learning.lessons(query, limit))

    @property
    def unsent(self) -> int:
        """How many requests wait because Handrail was away. They follow, in order, with the next calls or `flush`.

        >>> fake.go_away()
        >>> heard = await rail.conversation("c-1").customer("Hello?")
        >>> heard.reached, rail.unsent
        (False, 1)
        """
        return len(self._backlog)

    async def flush(self) -> int:
        """Send what waits, as far as it goes; how much still waits.

        >>> fake.go_away()
        >>> heard = await rail.conversation("c-1").customer("Hello?")
        >>> fake.come_back()
        >>> await rail.flush()
        0
        """
        await self._carrier.carry(self._backlog.send_others(at_once=None))
        return len(self._backlog)

    async def close(self) -> None:
        """Close the connections. What waits is not sent: call `flush` first.

        >>> await rail.close()
        """
        await self._carrier.client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class AsyncConversation:
    """As `Conversation`, awaited: it remembers the floor token of the last *customer* turn that it observed.

    Drafts and calls carry that token unless you pass the `floor` of the turn they answer, which you must where several
    customer turns are answered at once, or in another process. No other answer renews it: a draft made before a person
    took over is refused.

    >>> chat = rail.conversation("c-1")
    >>> heard = await chat.customer("Where is my parcel?")
    >>> (await chat.propose("It arrives today.")).words if heard.may_answer else heard.say
    'It arrives today.'
    """

    def __init__(self, thread: Thread, carrier: AsyncCarrier) -> None:
        self._thread = thread
        self._carrier = carrier

    @property
    def id(self) -> str:
        """Your own id of the conversation.

        >>> rail.conversation("c-1").id
        'c-1'
        """
        return self._thread.id

    @property
    def floor(self) -> int | None:
        """The floor token of the last customer turn that this object observed.

        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("Hello")
        >>> chat.floor == heard.floor
        True
        """
        return self._thread.floor.token

    async def customer(self, text: str, **about: Unpack[About]) -> Judgement:
        """Report what the customer said, and learn whether the agent may answer. Ask before the agent reads it.

        >>> fake.script("hand_over", say="A colleague will be with you.", sealed=True)
        >>> heard = await rail.conversation("c-1").customer("My diagnosis is …", id="m-17")
        >>> heard.sealed, heard.may_answer, heard.say
        (True, False, 'A colleague will be with you.')
        """
        return await self._carrier.carry(_speaking.observe(self._thread, "customer", text, about))

    async def agent(
        self, text: str, *, floor: int | None = None, error: str | None = None, **about: Unpack[About]
    ) -> Judgement:
        """Report what the agent said without asking; `error` where it could not answer. What was proposed is known.

        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("Hello")
        >>> (await chat.agent("Hello! How can I help?")).verdict
        'proceed'
        """
        token = floor if floor is not None else self.floor
        return await self._carrier.carry(
            _speaking.observe(self._thread, "agent", text, about, floor=token, error=error)
        )

    async def person(self, text: str, *, person: str | None = None, **about: Unpack[About]) -> Judgement:
        """Report what a person said by a channel of your own. It is a takeover.

        >>> (await rail.conversation("c-1").person("Ada here, I can help.", person="ada")).control.holder
        'person'
        """
        return await self._carrier.carry(_speaking.observe(self._thread, "person", text, about, person=person))

    async def propose(self, draft: str, *, floor: int | None = None, **about: Unpack[About]) -> Proposal:
        """Ask before the agent speaks. Raises `FloorLost` where a person has taken over since the turn it answers.

        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("Can I return it after 40 days?")
        >>> fake.script("hold", say="Let me check that for you.")
        >>> answer = await chat.propose("Of course!", confidence=Confidence(value=0.4))
        >>> answer.say_it, answer.words
        (False, 'Let me check that for you.')
        """
        return await self._carrier.carry(_speaking.propose(self._thread, draft, about, floor=floor))

    async def act(
        self,
        tool: str,
        arguments: Mapping[str, object],
        *,
        call_id: str,
        run: Callable[..., object] | None = None,
        floor: int | None = None,
        wait: float | None = None,
        **asking: Unpack[Asking],
    ) -> Action:
        """Ask before the agent acts; wait for a person where one must decide; run `run(**arguments)` at most once.

        `call_id` is the framework's id of the call: whoever calls again with it gets the recorded result, and nothing
        runs. `wait` is how many seconds to wait for a person: 0 asks and returns, None waits for the decision. A call
        that still waits is returned `pending`. Without `run` it is only asked for: see `lease`. Write amounts as text
        or Decimal. Raises `NotApproved`, `FloorLost` or `Unreachable` where it was not run; the tool's own exception is
        recorded as a failure and raised again. `run` may be a coroutine function; a plain one holds the event loop.

        >>> from decimal import Decimal
        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("I want my money back.")
        >>> async def refund(order, amount):
        ...     return f"refunded {amount} for {order}"
        >>> done = await chat.act("refund", {"order": "A1", "amount": Decimal("12.50")}, call_id="call-1", run=refund)
        >>> done.result
        'refunded 12.50 for A1'
        """
        wish = Wish(call_id=call_id, tool=tool, arguments=arguments, floor=floor, wait=wait, asking=asking)
        if run is None:
            return await self._carrier.carry(_acting.ask_only(self._thread, wish))
        leased = await self._carrier.carry(_acting.acquire(self._thread, wish))
        if isinstance(leased, Action):
            return leased
        try:
            result = run(**arguments)
            if isawaitable(result):
                result = await result
        except Exception as error:
            await self._carrier.carry(_acting.fail(self._thread, leased, error))
            raise
        return await self._carrier.carry(_acting.complete(self._thread, leased, result))

    @asynccontextmanager
    async def lease(
        self,
        tool: str,
        arguments: Mapping[str, object],
        *,
        call_id: str,
        floor: int | None = None,
        wait: float | None = None,
        **asking: Unpack[Asking],
    ) -> AsyncIterator[Lease]:
        """As `act`, with the body of the `with` as the tool. Raises `Pending` or `AlreadyRan` where it must not run.

        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("I want my money back.")
        >>> async with chat.lease("refund", {"order": "A1"}, call_id="call-1") as lease:
        ...     lease.complete("refunded A1")
        """
        wish = Wish(call_id=call_id, tool=tool, arguments=arguments, floor=floor, wait=wait, asking=asking)
        leased = _acting.must_run(await self._carrier.carry(_acting.acquire(self._thread, wish)))
        lease = Lease(leased.action, leased.arguments)
        try:
            yield lease
        except Exception as error:
            await self._carrier.carry(_acting.fail(self._thread, leased, error))
            raise
        await self._carrier.carry(_acting.complete(self._thread, leased, lease.result))

    async def hand_over(
        self,
        *,
        reason: str,
        note: str | None = None,
        id: str | None = None,  # noqa: A002  the wire's word, as for turns
        floor: int | None = None,
    ) -> Judgement:
        """The agent asks for a person itself, with its reason, which people see as the agent's own assessment.

        >>> chat = rail.conversation("c-1")
        >>> heard = await chat.customer("I need terms that are not in the list.")
        >>> (await chat.hand_over(reason="custom_terms", note="Wants three years.")).control.holder
        'queue'
        """
        steps = _speaking.hand_over(self._thread, reason, note=note, own=id, floor=floor)
        return await self._carrier.carry(steps)
