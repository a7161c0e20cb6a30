"""The asynchronous client as a synchronous one, so that one contract suite speaks to both."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar, Unpack

from handrail import (
    About,
    Action,
    Asking,
    AsyncConversation,
    AsyncHandrail,
    Delivery,
    Judgement,
    Lease,
    Lesson,
    Proposal,
)

T = TypeVar("T")


class BlockingRail:
    def __init__(self, rail: AsyncHandrail) -> None:
        self._rail = rail
        self._loop = asyncio.new_event_loop()

    def run(self, coroutine: Coroutine[object, object, T]) -> T:
        return self._loop.run_until_complete(coroutine)

    def conversation(
        self, id_: str, /, *, channel: str | None = None, customer: str | None = None, language: str | None = None
    ) -> "BlockingChat":
        chat = self._rail.conversation(id_, channel=channel, customer=customer, language=language)
        return BlockingChat(self, chat)

    def deliveries(self, *, follow: bool = True) -> Generator[Delivery, None, None]:
        arriving = self._rail.deliveries(follow=follow)
        try:
            while (delivery := self.run(_next(arriving))) is not None:
                yield delivery
        finally:
            self.run(arriving.aclose())

    def lessons(self, query: str, /, *, limit: int = 3) -> tuple[Lesson, ...]:
        return self.run(self._rail.lessons(query, limit=limit))

    def acknowledge(self, delivery_id: str, /) -> None:
        self.run(self._rail.acknowledge(delivery_id))

    @property
    def unsent(self) -> int:
        return self._rail.unsent

    def flush(self) -> int:
        return self.run(self._rail.flush())

    def close(self) -> None:
        self.run(self._rail.close())
        self.run(self._loop.shutdown_default_executor())
        self._loop.close()


class BlockingChat:
    def __init__(self, rail: BlockingRail, chat: AsyncConversation) -> None:
        self._rail = rail
        self._chat = chat

    @property
    def floor(self) -> int | None:
        return self._chat.floor

    def customer(self, text: str, **about: Unpack[About]) -> Judgement:
        return self._rail.run(self._chat.customer(text, **about))

    def agent(self, text: str, **about: Unpack[About]) -> Judgement:
        return self._rail.run(self._chat.agent(text, **about))

    def person(self, text: str, *, person: str | None = None) -> Judgement:
        return self._rail.run(self._chat.person(text, person=person))

    def propose(self, draft: str, *, floor: int | None = None, **about: Unpack[About]) -> Proposal:
        return self._rail.run(self._chat.propose(draft, floor=floor, **about))

    def act(
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
        doing = self._chat.act(tool, arguments, call_id=call_id, run=run, floor=floor, wait=wait, **asking)
        return self._rail.run(doing)

    @contextmanager
    def lease(
        self, tool: str, arguments: Mapping[str, object], *, call_id: str, wait: float | None = None
    ) -> Iterator[Lease]:
        leasing = self._chat.lease(tool, arguments, call_id=call_id, wait=wait)
        lease = self._rail.run(_entered(leasing.__aenter__))
        try:
            yield lease
        except BaseException as error:
            self._rail.run(leasing.__aexit__(type(error), error, error.__traceback__))
            raise
        self._rail.run(leasing.__aexit__(None, None, None))

    def hand_over(self, *, reason: str, note: str | None = None) -> Judgement:
        return self._rail.run(self._chat.hand_over(reason=reason, note=note))


async def _next(arriving: AsyncGenerator[Delivery, None]) -> Delivery | None:
    return await anext(arriving, None)


async def _entered(enter: Callable[[], Coroutine[object, object, Lease]]) -> Lease:
    return await enter()
