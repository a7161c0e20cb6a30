"""A plug-in in a process of its own, with a deadline: too late, and it is killed, started again, and `blind`."""

import asyncio
import contextlib
import math
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import replace

import msgspec

from handrail_server.adapters.detectors.wire import LENGTH, MOST_BYTES, Hello, Noticed, framed, hello, noticed
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.notice import blind
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.view import View

DEADLINE = 0.050
"""Seconds that a plug-in has for a turn, waiting for its turn included."""
START_WITHIN = 20.0
_PAUSES = (0.0, 0.5, 2.0, 10.0, 60.0)
"""Seconds before it is started again, after each failure in a row; the last for all that follow."""
_ENVIRONMENT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
"""Of the server's environment a plug-in sees this much: no secrets."""


class Host:
    """Runs one plug-in and speaks for it: `name`, `version`, `reads` and `signals` are the plug-in's own."""

    def __init__(self, plugin: str, *, deadline: float = DEADLINE) -> None:
        self._plugin = plugin
        self.deadline = deadline
        self._process: Process | None = None
        self._one_at_a_time = asyncio.Lock()
        self._failures = 0
        self._starting: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()
        self._is = Hello(name=plugin, version="unknown", reads=Reads.TEXT, signals=(plugin,))

    @property
    def name(self) -> str:
        return self._is.name

    @property
    def version(self) -> str:
        return self._is.version

    @property
    def reads(self) -> Reads:
        return self._is.reads

    @property
    def signals(self) -> tuple[str, ...]:
        return self._is.signals

    @property
    def busy(self) -> bool:
        """Whether it is answering a turn."""
        return self._one_at_a_time.locked()

    async def start(self) -> None:
        """Start the process and wait for the first try; what cannot start stays `blind` and is tried again."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._keep_starting())
        await self._tried.wait()

    async def ready(self) -> None:
        """Wait until the process runs."""
        if self._starting is not None:
            await asyncio.shield(self._starting)

    async def stop(self) -> None:
        """End the process."""
        if self._starting is not None:
            self._starting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._starting
        await self._kill()

    async def notice(self, view: View) -> tuple[Signal, ...]:
        """What the plug-in notices within the deadline, or its signals as `blind`."""
        try:
            async with asyncio.timeout(self.deadline):
                async with self._one_at_a_time:
                    return await self._ask(view)
        except TimeoutError:
            return blind(self, "DeadlineExceeded")

    async def _ask(self, view: View) -> tuple[Signal, ...]:
        process = self._process
        if process is None:
            return blind(self, "NotRunning")
        try:
            answer = noticed(await _exchange(process, framed(view)))
        except (OSError, EOFError, msgspec.MsgspecError):
            await self._restart()
            return blind(self, "PluginBroken")
        except BaseException:
            # Too late, or the caller went away: the answer that is still to come would be taken for the next one's.
            await self._restart()
            raise
        self._failures = 0
        return self._checked(answer)

    def _checked(self, answer: Noticed) -> tuple[Signal, ...]:
        if answer.error is not None:
            return blind(self, answer.error if answer.error.isidentifier() else "PluginError")
        if not all(signal.name in self.signals and _is_score(signal.score) for signal in answer.signals):
            return blind(self, "PluginMalformed")
        author = f"{self.name}@{self.version}"
        return tuple(replace(signal, detector=author, reading=Reading.READ, error=None) for signal in answer.signals)

    async def _restart(self) -> None:
        await self._kill()
        self._failures += 1
        self._starting = asyncio.create_task(self._keep_starting())

    async def _keep_starting(self) -> None:
        while self._process is None:
            await asyncio.sleep(_PAUSES[min(self._failures, len(_PAUSES) - 1)])
            self._process = await self._start()
            self._failures += self._process is None
            self._tried.set()

    async def _start(self) -> Process | None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "handrail_server.adapters.detectors.process",
            self._plugin,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
        try:
            async with asyncio.timeout(START_WITHIN):
                self._is = hello(await _receive(process))
        except (TimeoutError, OSError, EOFError, msgspec.MsgspecError):
            await _end(process)
            return None
        except BaseException:
            await _end(process)
            raise
        return process

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await _end(process)


async def _exchange(process: Process, message: bytes) -> bytes:
    if process.stdin is None:
        raise EOFError
    process.stdin.write(message)
    await process.stdin.drain()
    return await _receive(process)


async def _receive(process: Process) -> bytes:
    if process.stdout is None:
        raise EOFError
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    if length > MOST_BYTES:
        raise EOFError
    return await process.stdout.readexactly(length)


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await asyncio.shield(process.wait())


def _is_score(score: float) -> bool:
    return math.isfinite(score) and 0.0 <= score <= 1.0
