"""The first start: an empty server, a one-time link, an organisation."""

from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.config import Config
from handrail_server.flows.set_up_organisation import set_up_link
from handrail_server.main import build, open_house
from server.tests.browser.chromium import ARGUMENTS, chromium
from server.tests.browser.visiting import PATIENCE_MS
from tools.console import main as console_step

pytestmark = pytest.mark.asyncio


async def test_the_link_of_the_first_start_makes_the_organisation_and_its_administrator(tmp_path: Path) -> None:
    assert console_step("build") == 0
    with bound("127.0.0.1", 0) as listener:
        config = Config(data=tmp_path, port=port_of(listener))
        async with open_house(config) as opened, listening(build(config, opened), listener), async_playwright() as play:
            token = await set_up_link(opened.house)
            browser = await play.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            page = await browser.new_page()
            await page.goto(f"{config.url}/set-up#{token}")
            for label, words in (
                ("Organisation", "Acme Tools"),
                ("Your name", "Ada Stone"),
                ("E-mail", "ada@acme.example"),
                ("Choose a password", "short"),
            ):
                await page.get_by_label(label).fill(words)
            await page.get_by_role("button", name="Begin").click()
            assert await page.evaluate("location.pathname") == "/set-up", "the browser wants ten characters"
            await page.get_by_label("Choose a password").fill("a long enough password")
            await page.get_by_role("button", name="Begin").click()
            await page.get_by_text("Ada Stone").first.wait_for(timeout=PATIENCE_MS)
            await page.goto(f"{config.url}/sign-in")
            await page.get_by_role("heading", name="Sign in").wait_for(
                timeout=PATIENCE_MS
            )  # nobody to be with one click
            await browser.close()
