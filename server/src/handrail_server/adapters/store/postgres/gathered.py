"""Reads that wait for the same statement go to the server together.

Under load a round trip costs this process more than the read costs the server. So a statement that has a twin named
`…_many` is asked once for all who came while the last question was under way; whoever is alone asks the plain one.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

from handrail_server.adapters.store.rows import Scalar

Columns: TypeAlias = tuple[object, ...]
Ask: TypeAlias = Callable[[str, Mapping[str, object]], Awaitable[list[Columns]]]
Asked: TypeAlias = tuple[Mapping[str, Scalar], asyncio.Future[list[Columns]]]

MANY: Final = "_many"
_LARGEST: Final = 128


class Gathered:
    """Asks for many at once. A row of a twin begins with the place of whom it is for, counted from 1."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._waiting: defaultdict[str, list[Asked]] = defaultdict(list)
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def rows(self, name: str, values: Mapping[str, Scalar]) -> list[Columns]:
        """What the statement of that name finds."""
        future: asyncio.Future[list[Columns]] = asyncio.get_running_loop().create_future()
        self._waiting[name].append((values, future))
        if name not in self._under_way:
            self._under_way[name] = asyncio.create_task(self._run(name))
        return await future

    async def _run(self, name: str) -> None:
        try:
            while asked := self._waiting[name][:_LARGEST]:
                del self._waiting[name][:_LARGEST]
                await self._answer(name, asked)
        finally:
            del self._under_way[name]

    async def _answer(self, name: str, asked: Sequence[Asked]) -> None:
        try:
            found = await self._found(name, [values for values, _ in asked])
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it
            for _, future in asked:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), rows in zip(asked, found, strict=True):
            if not future.done():
                future.set_result(rows)

    async def _found(self, name: str, asked: Sequence[Mapping[str, Scalar]]) -> list[list[Columns]]:
        if len(asked) == 1:
            return [await self._ask(name, asked[0])]
        places = {tuple(one.values()): place for place, one in enumerate(asked)}
        found: list[list[Columns]] = [[] for _ in places]
        different = [asked[place] for place in places.values()]
        for place, *columns in await self._ask(name + MANY, {key: [one[key] for one in different] for key in asked[0]}):
            assert isinstance(place, int)
            found[place - 1].append(tuple(columns))
        answers = dict(zip(places, found, strict=True))
        return [answers[tuple(one.values())] for one in asked]
