"""The console in a browser: signing in as somebody of the demo, and what axe says of a page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from server.tests.browser.chromium import ARGUMENTS, chromium

AXE: Final = Path(__file__).parents[3] / "console" / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }"
PATIENCE: Final = 30_000
"""Milliseconds: the machine may be busy."""


@dataclass(slots=True, kw_only=True)
class Console:
    """A browser, and what its pages complained of."""

    url: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    async def signed_in(self, person: str, path: str, *, width: int = 1440, dark: bool = False) -> Page:
        """A page of somebody's console, in a window of their own."""
        context: BrowserContext = await self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        answer = await context.request.post(f"{self.url}/v1/demo-sessions", data={"person": person})
        assert answer.ok, await answer.text()
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(f"{self.url}{path}")
        return page


async def accessible(page: Page, within: str = "main") -> None:
    """No violation of WCAG 2.2 AA that axe can see in this part of the page."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate(f"axe.run('{within}', {RULES}).then(({{ violations }}) => violations)")
    told = [f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]
    assert not told, "\n".join(told)


@asynccontextmanager
async def a_console(url: str) -> AsyncIterator[Console]:
    """A browser; an error that a page did not handle fails the test."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        console = Console(url=url, browser=browser)
        yield console
        await browser.close()
        assert not console.complaints, console.complaints
