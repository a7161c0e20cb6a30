"""What tests in a browser share: where it is, how it is started, and axe."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import Page

CHROMIUM: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT: Final = Path(__file__).resolve().parents[3]
BUILT: Final = ROOT / "server/src/handrail_server/console"
AXE: Final = ROOT / "console/node_modules/axe-core/axe.min.js"
PATIENCE: Final = 20_000
"""Milliseconds: the machine may be busy."""


async def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, shadow roots included: WCAG 2.2 A and AA."""
    await page.evaluate(await asyncio.to_thread(AXE.read_text, "utf-8"))
    found = await page.evaluate(
        """async () => {
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
          const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
          return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join("; ")}`);
        }"""
    )
    assert isinstance(found, list)
    return [str(each) for each in found]


@asynccontextmanager
async def site(page: str, policy: str = "") -> AsyncIterator[str]:
    """A site of somebody else's on this machine, with one page; its origin."""
    head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n"
    head += f"content-security-policy: {policy}\r\n" if policy else ""
    answer = f"{head}\r\n{page}".encode()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://localhost:{port}"
    finally:
        server.close()
