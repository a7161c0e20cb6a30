"""Plays conversations: several at once, or, where the file has times, turn after turn as it was."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from typing import IO, Final
from urllib.parse import quote

import msgspec

from handrail_server.cli.replay.answers import Judged, read_judged, read_problem
from handrail_server.cli.replay.line import Line
from handrail_server.cli.replay.place import Place
from handrail_server.cli.replay.played import Escalation, Played, Refusal
from handrail_server.cli.replay.recording import Recorded, Said
from handrail_server.core.basics.errors import Unavailable

_BUSY: Final = (429, 503)
_TRIES: Final = 8

Step = Callable[[], None]
encode = msgspec.json.encode


class Talk:
    """One conversation being played."""

    def __init__(self, recorded: Recorded, place: Place, number: int) -> None:
        self.recorded = recorded
        name = f"{place.prefix}{recorded.id}"
        fits = len(name.encode()) <= 100 and all(letter.isalnum() or letter in ".:@+/=~_-" for letter in name)
        self.id = name if fits else f"{place.prefix}conversation-{number}"
        self.path = f"/v1/conversations/{quote(self.id, safe='')}/turns"
        self.floor: int | None = None
        self.case: str | None = None
        self.places: dict[int, int] = {}

    def body(self, said: Said) -> bytes:
        """The request that reports a turn as said."""
        turn: dict[str, object] = {"id": f"t{said.index}", "author": said.author, "text": said.text}
        if said.author == "agent":
            turn |= self._of_agent(said)
        else:
            turn |= {"channel": self.recorded.channel, "customer": self.recorded.customer}
            turn |= {"language": self.recorded.language}
        if said.at is not None:
            turn["said_at"] = _shown(said.at)
        return encode({name: value for name, value in turn.items() if value is not None})

    def _of_agent(self, said: Said) -> dict[str, object]:
        calls = [
            {"name": tool.name, "arguments": tool.arguments, "result": tool.result, "failed": tool.failed}
            for tool in said.tools[-50:]
        ]
        confidence = None if said.confidence is None else {"value": said.confidence, "origin": "model"}
        return {"floor": self.floor, "topic": said.topic, "confidence": confidence, "tool_calls": calls or None}


class Player:
    """Plays and remembers what came of it."""

    def __init__(self, recorded: list[Recorded], place: Place, *, step: Step, kept: IO[str] | None = None) -> None:
        self.played = Played(recorded=recorded)
        self._talks = [Talk(each, place, number) for number, each in enumerate(recorded)]
        self._place = place
        self._step = step
        self._kept = kept

    async def play(self, at_once: int) -> Played:
        """All of it."""
        began = time.perf_counter()
        if self._place.time is not None:
            await self._in_recorded_time()
        else:
            talks = iter(self._talks)
            await asyncio.gather(*(self._one_after_the_other(talks) for _ in range(at_once)))
        self.played.seconds = time.perf_counter() - began
        order = {talk.recorded.id: number for number, talk in enumerate(self._talks)}
        self.played.escalations.sort(key=lambda each: (order[each.conversation], each.turn))
        return self.played

    async def _one_after_the_other(self, talks: Iterator[Talk]) -> None:
        async with self._line() as line:
            for talk in talks:
                for said in talk.recorded.turns:
                    await self._say(line, talk, said)

    async def _in_recorded_time(self) -> None:
        """One clock has one order: turn after turn, across all conversations, as they were said."""
        assert self._place.time is not None
        turns = [
            (said.at or 0, number, said) for number, talk in enumerate(self._talks) for said in talk.recorded.turns
        ]
        async with self._line() as line:
            for _, number, said in sorted(turns, key=lambda turn: (turn[0], turn[1], turn[2].index)):
                if said.at is not None:
                    await self._place.time.pass_until(said.at)
                await self._say(line, self._talks[number], said)

    async def _say(self, line: Line, talk: Talk, said: Said) -> None:
        body = talk.body(said)
        status, answer, took = await _posted(line, talk.path, body)
        for attempt in range(_TRIES):
            if status not in _BUSY:
                break
            await asyncio.sleep(0.1 * 2**attempt)
            status, answer, took = await _posted(line, talk.path, body)
        if status == 200:
            self._note(talk, said, read_judged(answer), took)
        elif status in (401, 403):
            raise Unavailable(f"The server refuses the key ({status}).", fix="Give an agent's key with --key.")
        else:
            detail = read_problem(answer).detail if answer.startswith(b"{") else ""
            self.played.refusals.append(
                Refusal(conversation=talk.recorded.id, turn=said.index, status=status, detail=detail)
            )
        self._step()

    def _note(self, talk: Talk, said: Said, judged: Judged, took: float) -> None:
        played = self.played
        played.times.append(took)
        played.verdicts[judged.verdict] += 1
        talk.floor = judged.floor.epoch
        if judged.turn is not None:
            talk.places[judged.turn] = said.index
        if judged.verdict == "hand_over" and (judged.case is None or judged.case != talk.case):
            talk.case = judged.case
            escalation = Escalation(
                conversation=talk.recorded.id,
                turn=said.index,
                author=said.author,
                case=judged.case,
                decision=judged.decision,
                reasons=judged.reasons,
                places=talk.places,
            )
            played.escalations.append(escalation)
        if self._kept is not None:
            line = {"conversation": talk.id, "turn": f"t{said.index}", "number": judged.turn, "case": judged.case}
            self._kept.write(json.dumps(line) + "\n")
            self._kept.flush()

    def _line(self) -> Line:
        return Line(self._place.url, self._place.key)


async def _posted(line: Line, path: str, body: bytes) -> tuple[int, bytes, float]:
    began = time.perf_counter()
    status, answer = await line.post(path, body)
    return status, answer, time.perf_counter() - began


def _shown(at: int) -> str:
    seconds, milliseconds = divmod(at, 1_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{milliseconds:03d}Z"
