"""The console over the running demo, visited by its people in a real browser."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, ConsoleMessage, Page, Response, async_playwright

from server.tests.acceptance.running import Fernbrook, fernbrook
from server.tests.browser.chromium import ARGUMENTS, chromium
from tools.console import ROOT
from tools.console import main as console_step

DESKTOP: Final = (1440, 900)
PHONE: Final = (390, 844)
AXE: Final = ROOT / "console/node_modules/axe-core/axe.min.js"
PATIENCE_MS: Final = 20_000


@dataclass(slots=True, kw_only=True)
class Visit:
    """One person's page. What the browser complains of is a fault of ours."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        await self.page.goto(self.url + path)

    async def sees(self, text: str) -> None:
        await self.page.get_by_text(text).first.wait_for(timeout=PATIENCE_MS)

    async def path(self, pattern: str) -> None:
        await self.page.wait_for_url(self.url + pattern, timeout=PATIENCE_MS)

    async def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA on what is shown now, when what moves has come to rest."""
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        await self.page.evaluate(
            """() => Promise.allSettled(
                document.getAnimations()
                    .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
                    .map((each) => each.finished)
            )"""
        )
        found = await self.page.evaluate(
            """async (rules) => (await axe.run({ runOnly: rules })).violations.map(({ id, nodes }) =>
                `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`
            )""",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        )
        assert isinstance(found, list)
        return [str(each) for each in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """The demo with its doors open."""

    demo: Fernbrook
    browser: Browser
    closing: AsyncExitStack = field(repr=False)

    async def visit(
        self,
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        each: Callable[[Response], None] | None = None,
    ) -> Visit:
        """A fresh browser at the sign-in page's door, without cookies or memory."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.closing.push_async_callback(context.close)
        page = await context.new_page()
        visit = Visit(page=page, url=self.demo.url)

        def complained(message: ConsoleMessage) -> None:
            if message.type == "error":
                visit.complaints.append(message.text)

        page.on("console", complained)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        if each is not None:
            page.on("response", each)
        return visit

    async def signed_in(self, name: str, *, size: tuple[int, int] = DESKTOP, dark: bool = False) -> Visit:
        """A visit of this person, by one click, on the page that they begin with."""
        visit = await self.visit(size=size, dark=dark)
        await visit.go("/sign-in")
        await visit.page.get_by_role("button", name=name).click()
        await visit.page.wait_for_url(lambda url: "/sign-in" not in url, timeout=PATIENCE_MS)
        await visit.page.get_by_role("navigation").first.wait_for(timeout=PATIENCE_MS)  # the door has none
        await visit.page.locator("main h1").wait_for(timeout=PATIENCE_MS)
        visit.complaints.clear()  # who was nobody asked who they are, and was told
        return visit


@asynccontextmanager
async def visited(data: Path) -> AsyncIterator[Visited]:
    """The demo, the built console, and a browser."""
    assert console_step("build") == 0, "the console does not build"
    async with AsyncExitStack() as closing:
        demo = await closing.enter_async_context(fernbrook(data))
        playwright = await closing.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        closing.push_async_callback(browser.close)
        yield Visited(demo=demo, browser=browser, closing=closing)
