"""One kept-open HTTP/1.1 connection. A replay is tens of thousands of small posts in the server's own process: a client
library would cost as much as what it measures.
"""

import asyncio
import ssl
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

_LIMIT: Final = 4 * 2**20
_PORTS: Final = {"http": 80, "https": 443}

Answer = tuple[int, bytes]


class Line:
    """Posts JSON, one request at a time. What breaks on the way is sent once more: turns are idempotent by id."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(f"{url} is no http or https address.")
        self._host = parts.hostname
        self._port = parts.port or _PORTS[parts.scheme]
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._base = parts.path.rstrip("/")
        self._head = f"host: {parts.netloc}\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n"
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._hang_up()

    async def post(self, path: str, body: bytes) -> Answer:
        """Status and body of the answer; raises `OSError` where the server cannot be reached."""
        try:
            return await self._once(path, body)
        except (OSError, EOFError):
            await self._hang_up()
            return await self._once(path, body)

    async def _once(self, path: str, body: bytes) -> Answer:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._host, self._port, ssl=self._tls, limit=_LIMIT
            )
        head = f"POST {self._base}{path} HTTP/1.1\r\n{self._head}content-length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        await self._writer.drain()
        return await self._read(self._reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ", 2)[1])
        pairs = (line.partition(":") for line in lines[1:] if line)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        if headers.get("transfer-encoding", "").lower() == "chunked":
            answer = await _chunks(reader)
        else:
            answer = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            await self._hang_up()
        return status, answer

    async def _hang_up(self) -> None:
        writer, self._writer, self._reader = self._writer, None, None
        if writer is not None:
            writer.close()


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readline()
    while (await reader.readline()).strip():
        pass
    return b"".join(parts)
