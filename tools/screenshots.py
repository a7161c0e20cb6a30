"""Pictures of the demo at work: `python -m tools.screenshots` makes those of README and docs (docs/images/).

    python -m tools.screenshots --all DIR    every page, wide and narrow, light and dark, to be looked at
    python -m tools.screenshots --only NAME  those whose name begins so
    python -m tools.screenshots --at URL     of a demo that runs already, such as that of `make run`

The demo's customers need a while until there is something to see; it is waited for.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
from playwright.async_api import Browser, Page, async_playwright

from server.tests.browser.chromium import ARGUMENTS, chromium
from server.tests.browser.visiting import DESKTOP, PHONE

IMAGES = Path("docs/images")
FULL_AFTER = 75.0
"""Seconds until the four stories have been told, and before colleagues begin to take what waits."""
AT_WORK = ("Priya Raman",)
"""Whose offers belong to the picture."""
SETTLES = 1_500
"""Milliseconds that a page gets for its charts and live data."""
BEST = (
    ("board", "Tomasz Wilk", "/board", False),
    ("conversation", "Priya Raman", "retail", False),
    ("approvals", "Viktor Sandberg", "/approvals", True),
    ("insights", "Tomasz Wilk", "/insights", False),
    ("policy", "Ines Albrecht", "/policy", False),
    ("chat", None, "/demo/shop", False),
)
"""Name, who looks, which page, and whether in the dark."""
SCHEMES = ("light", "dark")
POLICY = ("thresholds", "limits", "rules", "routes", "messages", "general", "yaml", "versions", "fired")
SETTINGS = (
    "people",
    "roles",
    "teams",
    "queues",
    "skills",
    "agents",
    "widgets",
    "keys",
    "replies",
    "targets",
    "organisation",
    "import",
)
LEARN = ("decides", "practice", "lessons", "sample")
AUDIT = ("search", "case", "history")
PAGES = (
    ("sign-in", None, "/sign-in"),
    ("chat", None, "/demo/shop"),
    ("inbox", "Priya Raman", "/inbox"),
    ("waiting", "Priya Raman", "/inbox?view=waiting"),
    ("conversation", "Priya Raman", "retail"),
    ("search", "Tomasz Wilk", "/search?q=table"),
    ("board", "Tomasz Wilk", "/board"),
    ("approvals", "Viktor Sandberg", "/approvals"),
    ("insights", "Tomasz Wilk", "/insights"),
    *((f"learn-{part}", "Tomasz Wilk", f"/learn?part={part}") for part in LEARN),
    *((f"audit-{part}", "Helen Park", f"/audit?part={part}") for part in AUDIT),
    ("policy", "Ines Albrecht", "/policy"),
    *((f"policy-{part}", "Ines Albrecht", f"/policy/{part}") for part in POLICY),
    *((f"settings-{part}", "Ines Albrecht", f"/settings/{part}") for part in SETTINGS),
    ("account", "Priya Raman", "/account"),
)


async def take(url: str, into: Path, *, best: bool, only: str = "") -> None:
    """All pictures whose name begins so, one after the other."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        if best:
            for name, who, path, dark in BEST:
                if name.startswith(only):
                    async with _visitor(browser, url, who, DESKTOP) as page:
                        await _picture(page, url, path, {into / f"{name}.png": dark})
        else:
            for who in dict.fromkeys(who for _, who, _ in PAGES):
                theirs = [(name, path) for name, of, path in PAGES if of == who and name.startswith(only)]
                for size, width in ((DESKTOP, "wide"), (PHONE, "narrow")) if theirs else ():
                    async with _visitor(browser, url, who, size) as page:
                        for name, path in theirs:
                            files = {into / f"{name}-{width}-{scheme}.png": scheme == "dark" for scheme in SCHEMES}
                            await _picture(page, url, path, files)
        await browser.close()


@asynccontextmanager
async def _visitor(browser: Browser, url: str, who: str | None, size: tuple[int, int]) -> AsyncIterator[Page]:
    """A window with somebody signed in. Whoever is away is offered nothing, which would lie over the page."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = await context.new_page()
    if who is not None:
        await page.goto(f"{url}/sign-in")
        await page.get_by_role("button", name=who).click()
        await page.wait_for_url(lambda at: "/sign-in" not in at)
        if who not in AT_WORK:
            away = await page.request.put(f"{url}/v1/me/presence", data={"status": "away"}, headers={"Origin": url})
            assert away.ok, await away.text()
    yield page
    await context.close()


async def _picture(page: Page, url: str, path: str, files: dict[Path, bool]) -> None:
    """The page once in each colour scheme that is asked for."""
    await page.goto(url + (await _story(page) if path == "retail" else path))
    if path == "/demo/shop":
        await _chat(page)
    for file, dark in files.items():
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.wait_for_timeout(SETTLES)
        await page.screenshot(path=file)
        print(file, flush=True)


async def _story(page: Page) -> str:
    """The conversation of the customer whose table came damaged."""
    found = await page.request.get(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}/v1/cases?limit=50")
    for case in (await found.json())["cases"]:
        if str(case["conversation"]).startswith("retail"):
            return f"/conversations/{case['conversation']}"
    raise SystemExit("The retail story has not been told yet: wait a little, or use a new demo.")


async def _chat(page: Page) -> None:
    """A customer asks something in the widget."""
    await page.get_by_role("button", name="chat").first.click()
    box = page.get_by_role("textbox").last
    await box.fill("How long does delivery of a bookcase take?")
    await box.press("Enter")
    await page.wait_for_timeout(6_000)


@contextmanager
def a_demo() -> Iterator[str]:
    """A demo of its own, full enough to be looked at."""
    with tempfile.TemporaryDirectory() as data:
        command = [str(Path(sys.executable).with_name("handrail")), "demo", "--data", data, "--port", "0"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert running.stdout is not None
            url = next(line.split()[2].rstrip(":") for line in running.stdout if line.startswith("Handrail at "))
            httpx2.get(f"{url}/readyz").raise_for_status()
            _nobody_is_offered_anything(url, Path(data) / "demo-keys.json")
            time.sleep(FULL_AFTER)
            yield url
        finally:
            running.terminate()
            running.wait(timeout=30)


def _nobody_is_offered_anything(url: str, keys: Path) -> None:
    """Whoever looks is away from the first customer on: an offer would lie over the page."""
    held = json.loads(keys.read_text("utf-8"))["people"]
    for name in {who.lower().replace(" ", ".") for _, who, _, _ in BEST if who is not None}:
        said = {"Authorization": f"Bearer {held[name]}"}
        httpx2.put(f"{url}/v1/me/presence", json={"status": "away"}, headers=said).raise_for_status()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="DIR", help="every page, into DIR")
    parser.add_argument("--only", default="", metavar="NAME", help="those whose name begins so")
    parser.add_argument("--at", metavar="URL", help="of a demo that runs already")
    asked = parser.parse_args()
    into = asked.all or IMAGES
    into.mkdir(parents=True, exist_ok=True)
    if asked.at:
        asyncio.run(take(asked.at, into, best=asked.all is None, only=asked.only))
    else:
        with a_demo() as url:
            asyncio.run(take(url, into, best=asked.all is None, only=asked.only))


if __name__ == "__main__":
    main()
