"""Server processes of their own, over a store that several may share: begun, spoken to over HTTP, and killed."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_COMMAND = [sys.executable, "-c", "from handrail_server.cli import main; main()", "serve", "--port", "0"]
_SETTINGS = {
    "HANDRAIL_WEBHOOK_ALLOW": '["127.0.0.1"]',
    "HANDRAIL_REQUESTS_PER_SECOND": "100000",
    "HANDRAIL_BURST": "100000",
    "HANDRAIL_LOG_LEVEL": "error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A server that runs."""

    url: str
    process: asyncio.subprocess.Process

    async def kill(self) -> None:
        """By SIGKILL: nothing of it gets another word in."""
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def serving(data: Path, database: str | None = None) -> AsyncIterator[Serving]:
    """A server over this store, on a free port of this machine."""
    env = os.environ | _SETTINGS | ({"HANDRAIL_DATABASE": database} if database else {})
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, "--data", str(data), env=env, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(300):
            while not (found := re.search(rb"http://[\d.]+:\d+", await process.stdout.readline())):
                assert process.returncode is None
        yield Serving(url=found[0].decode(), process=process)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
