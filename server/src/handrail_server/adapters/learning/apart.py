"""Fitting apart from the server: one process for one fit, with low priority, no secrets, and an end."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final

import msgspec

from handrail_server.adapters.learning.process import Done, Order
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.signals.learned.tables import Tables
from handrail_server.ports.learning import LabelledText, Refit

WITHIN: Final = 20 * 60.0
_TAKES: Final = ("numpy", "scipy", "sklearn")
_ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
"""Of the server's environment the process sees this much."""
_ONE_CORE: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class RefitApart:
    """The `Refitter` port. `shipped` gives the tables that come with the package, by a signal's name."""

    def __init__(self, shipped: Callable[[str], Tables]) -> None:
        self._shipped = shipped

    async def ready(self) -> None:
        """See `Refitter`."""
        missing = [name for name in _TAKES if find_spec(name) is None]
        if missing:
            raise Unavailable(
                f"Learning takes {missing[0]}, which is not installed.",
                fix="Install the extra: pip install 'handrail-server[learn]'.",
            )

    async def refit(self, name: str, rows: Sequence[LabelledText], base: Tables | None) -> Refit:
        """See `Refitter`."""
        await self.ready()
        order = Order(name=name, rows=tuple(rows), base=base or self._shipped(name))
        process = await _started()
        try:
            async with asyncio.timeout(WITHIN):
                said, _ = await process.communicate(await asyncio.to_thread(msgspec.json.encode, order))
        except TimeoutError:
            raise Unavailable("Fitting took too long and was ended.") from None
        finally:
            await _end(process)
        if process.returncode:
            raise Unavailable(f"The process that fits ended with status {process.returncode}.")
        return (await asyncio.to_thread(msgspec.json.decode, said, type=Done)).refit


async def _started() -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handrail_server.adapters.learning.process",
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # a traceback may quote what customers wrote, and no log does
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | _ONE_CORE,
    )


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await asyncio.shield(process.wait())
