"""Pictures of the demo at work: `python -m tools.screenshots` makes those of README and docs (docs/images/).

    python -m tools.screenshots --all DIR    every page, wide and narrow, light and dark, to be looked at
    python -m tools.screenshots --at URL     of a demo that runs already, such as that of `make run`

The demo's customers need a while until there is something to see; it is waited for.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from playwright.async_api import Browser, Page, async_playwright

from server.tests.browser.chromium import ARGUMENTS, chromium
from server.tests.browser.visiting import DESKTOP, PHONE

IMAGES = Path("docs/images")
FULL_AFTER = 90.0
"""Seconds until the four stories have been told."""
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
POLICY = ("thresholds", "limits", "rules", "routes", "messages", "general", "yaml", "versions", "fired")
SETTINGS = ("people", "roles", "teams", "queues", "skills", "agents", "widgets", "keys", "organisation", "import")
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
    ("audit", "Helen Park", "/audit"),
    ("learn", "Priya Raman", "/learn"),
    ("policy", "Ines Albrecht", "/policy"),
    *((f"policy-{part}", "Ines Albrecht", f"/policy/{part}") for part in POLICY),
    *((f"settings-{part}", "Ines Albrecht", f"/settings/{part}") for part in SETTINGS),
    ("account", "Priya Raman", "/account"),
)


async def take(url: str, into: Path, *, best: bool) -> None:
    """All pictures, one after the other."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        if best:
            for name, who, path, dark in BEST:
                await _picture(browser, url, (name, who, path), into / f"{name}.png", dark=dark, size=DESKTOP)
        else:
            for shown in PAGES:
                for size, width in ((DESKTOP, "wide"), (PHONE, "narrow")):
                    for dark in (False, True):
                        file = into / f"{shown[0]}-{width}-{'dark' if dark else 'light'}.png"
                        await _picture(browser, url, shown, file, dark=dark, size=size)
        await browser.close()


async def _picture(
    browser: Browser, url: str, shown: tuple[str, str | None, str], file: Path, *, dark: bool, size: tuple[int, int]
) -> None:
    _, who, path = shown
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light"
    )
    page = await context.new_page()
    if who is not None:
        await page.goto(f"{url}/sign-in")
        await page.get_by_role("button", name=who).click()
        await page.wait_for_url(lambda at: "/sign-in" not in at)
    await page.goto(url + (await _story(page) if path == "retail" else path))
    if path == "/demo/shop":
        await _chat(page)
    await page.wait_for_timeout(SETTLES)
    await page.screenshot(path=file)
    print(file, flush=True)
    await context.close()


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
            time.sleep(FULL_AFTER)
            yield url
        finally:
            running.terminate()
            running.wait(timeout=30)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="DIR", help="every page, into DIR")
    parser.add_argument("--at", metavar="URL", help="of a demo that runs already")
    asked = parser.parse_args()
    into = asked.all or IMAGES
    into.mkdir(parents=True, exist_ok=True)
    if asked.at:
        asyncio.run(take(asked.at, into, best=asked.all is None))
    else:
        with a_demo() as url:
            asyncio.run(take(url, into, best=asked.all is None))


if __name__ == "__main__":
    main()
