"""The chat widget as customers meet it: in a real browser, on the demo's pages and on somebody else's."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from server.tests.acceptance.running import Desk, Fernbrook, fernbrook
from server.tests.browser.widget_pages import ARGUMENTS, AXE, BUILT, CHROMIUM, PATIENCE, site, violations

pytestmark = [
    pytest.mark.skipif(not (BUILT / "widget.js").is_file(), reason="The widget is not built: `make test` builds it."),
    # The driver's own transports, which it closes a moment after the test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

RETURNS: Final = "How long do I have to send something back?"
PERSON: Final = "I want to speak to a human, please."
SUPERVISOR: Final = "tomasz.wilk"
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003830180"
    "5a34e27a0000000049454e44ae426082"
)


@pytest.fixture
async def browser(shop: Fernbrook) -> AsyncIterator[Browser]:
    """A fresh browser, closed before the shop is: its streams have no end of their own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Fernbrook]:
    """Fernbrook on a port of its own, its agents answering and its people at their desks."""
    async with fernbrook(tmp_path) as running:
        yield running


async def _visit(browser: Browser, url: str, **context: object) -> Page:
    page = await (await browser.new_context(**context)).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    await page.goto(url)
    return page


async def _open(browser: Browser, url: str, **context: object) -> Page:
    page = await _visit(browser, url, **context)
    await page.get_by_role("button", name="Open chat").click()
    return page


async def _say(page: Page, text: str) -> None:
    box = page.get_by_label("Write a message")
    await box.fill(text)
    await box.press("Enter")


async def _conversation(desk: Desk) -> str:
    """The only one there is, as soon as its first words have arrived."""
    for _ in range(100):
        found = (await desk.get("/v1/conversations"))["conversations"]
        assert isinstance(found, list)
        if found:
            return str(found[0]["id"])
        await asyncio.sleep(0.1)
    raise AssertionError("No conversation has begun.")


async def _said(desk: Desk, author: str) -> list[str]:
    turns = (await desk.get(f"/v1/conversations/{await _conversation(desk)}/turns"))["turns"]
    assert isinstance(turns, list)
    return [str(turn["text"]) for turn in turns if turn["author"] == author]


def test_it_weighs_little() -> None:
    assert len(gzip.compress((BUILT / "widget.js").read_bytes(), 6)) < 30_000


async def test_a_question_is_answered_and_a_reload_keeps_what_was_said(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    log = page.get_by_role("log")
    await expect(page.get_by_text("Ask about an order")).to_be_visible()
    await _say(page, RETURNS)
    await expect(log).to_contain_text("30 days")
    await expect(log).to_contain_text("You are talking to Shop assistant, an AI agent.")
    before = await log.inner_text()
    await page.reload()
    await expect(log).to_contain_text("30 days")
    assert await log.inner_text() == before
    await expect(page.get_by_label("Write a message")).to_be_visible()


async def test_what_is_written_offline_is_sent_once_and_in_order(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    await _say(page, "One")
    await expect(page.get_by_role("log")).to_contain_text("One")
    await page.context.set_offline(True)
    await _say(page, "Two")
    await _say(page, "Three")
    await expect(page.get_by_text("Waiting to be sent")).to_have_count(2)
    await page.context.set_offline(False)
    await expect(page.get_by_text("Waiting to be sent")).to_have_count(0)
    desk = await shop.person(SUPERVISOR)
    assert await _said(desk, "customer") == ["One", "Two", "Three"]


async def test_nothing_is_lost_by_a_reload_and_nothing_is_said_twice(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    await _say(page, "One")
    await expect(page.get_by_role("log")).to_contain_text("One")
    lost = asyncio.Event()

    async def swallow(route: Route) -> None:
        """The server hears it; the browser never learns that it did."""
        if route.request.method == "POST":
            await route.fetch()
            await route.abort()
            lost.set()
        else:
            await route.continue_()

    await page.route("**/messages", swallow)
    await _say(page, "Two")
    async with asyncio.timeout(PATIENCE / 1000):
        await lost.wait()
    await page.reload()
    await page.unroute("**/messages")
    await expect(page.get_by_role("log")).to_contain_text("Two")
    await expect(page.get_by_text("Waiting to be sent")).to_have_count(0)
    desk = await shop.person(SUPERVISOR)
    assert await _said(desk, "customer") == ["One", "Two"]
    await expect(page.get_by_role("log").get_by_text("Two", exact=True)).to_have_count(1)


async def test_only_sites_that_were_named_may_embed_it(browser: Browser, shop: Fernbrook) -> None:
    html = (
        "<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>"
        f'<script src="{shop.url}/widget.js" data-widget="fernbrook.shop" data-open defer></script>'
    )
    policy = f"default-src 'none'; script-src {shop.url}; connect-src {shop.url}"
    async with site(html, policy) as origin:
        refused = await _visit(browser, origin)
        async with refused.expect_event("requestfailed", lambda request: "/v1/chat/" in request.url):
            await refused.reload()
        await expect(refused.get_by_role("button")).to_have_count(0)

        admin = await shop.person("ines.albrecht")
        widget = {"agent": "shop", "title": "Fernbrook", "origins": [origin]}
        (await admin.client.put("/v1/widgets/shop", json=widget)).raise_for_status()
        broken: list[str] = []
        refused.on("console", lambda message: broken.append(message.text) if "Policy" in message.text else None)
        await refused.reload()
        await _say(refused, RETURNS)
        await expect(refused.get_by_role("log")).to_contain_text("30 days")
        assert broken == [], "nothing in it needs more than the two lines of the page's policy"


async def test_a_takeover_is_told_and_the_person_is_named(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop?as=hanna.lindgren")
    await _say(page, RETURNS)
    await expect(page.get_by_role("log")).to_contain_text("30 days")
    desk = await shop.person(SUPERVISOR)
    talk = f"/v1/conversations/{await _conversation(desk)}"
    assert (await desk.get(talk))["customer"] == "hanna.lindgren"
    await desk.post(f"{talk}/takeover")
    await expect(page.get_by_role("dialog").locator("header")).to_contain_text("You are talking to Tomasz, a person.")
    await expect(page.get_by_role("log")).to_contain_text("You are talking to Tomasz, a person.")
    await desk.post(f"{talk}/typing")
    await expect(page.get_by_text("Tomasz is typing")).to_be_visible()
    await desk.post(f"{talk}/notes", {"id": "n1", "text": "A note about zebras."})
    await desk.post(f"{talk}/messages", {"id": "p1", "text": "Hello <b>Hanna</b>, Tomasz here."})
    await expect(page.get_by_role("log")).to_contain_text("Hello <b>Hanna</b>, Tomasz here.")
    assert "zebra" not in await page.get_by_role("log").inner_text()


async def test_who_waits_is_told_leaves_an_address_and_rates(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    await _say(page, PERSON)
    await expect(page.get_by_role("status").filter(has_text="A person has been asked.")).to_be_visible()
    await page.get_by_role("button", name="Leave an e-mail address").click()
    await page.get_by_label("E-mail address").fill("anna@example.com")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("log")).to_contain_text("anna@example.com")
    await page.get_by_role("button", name="Rate this conversation").click()
    await page.get_by_role("radio", name="Good", exact=True).check(force=True)
    await page.get_by_label("What should we know?").fill("Quick.")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Your rating is kept.")).to_be_visible()
    desk = await shop.person(SUPERVISOR)
    assert not any("anna@example.com" in text for text in await _said(desk, "system"))
    talk = f"/v1/conversations/{await _conversation(desk)}"
    await desk.post(f"{talk}/personal-data-opening", {"purpose": "call_back"})
    assert any("anna@example.com" in text for text in await _said(desk, "system"))


async def test_a_file_goes_with_the_words(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    files = [
        {"name": "photo.png", "mimeType": "image/png", "buffer": PIXEL},
        {"name": "page.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"},
    ]
    await page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    await expect(page.get_by_role("button", name="Remove photo.png")).to_be_visible()
    await expect(page.get_by_text("Uploading")).to_have_count(0)
    await _say(page, "It arrived like this.")
    await expect(page.get_by_role("button", name="Save photo.png")).to_be_visible()
    await expect(page.get_by_role("button", name="Save page.html.txt")).to_be_visible()
    async with page.expect_download() as saved:
        await page.get_by_role("button", name="Save page.html.txt").click()
    assert (await saved.value).suggested_filename == "page.html.txt"


async def test_a_customer_finds_their_conversation_elsewhere_and_nobody_else_does(
    browser: Browser, shop: Fernbrook
) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop?as=hanna.lindgren")
    await _say(page, "My order is the blue lamp.")
    await expect(page.get_by_role("log")).to_contain_text("blue lamp")
    elsewhere = await _open(browser, f"{shop.url}/demo/shop?as=hanna.lindgren")
    await expect(elsewhere.get_by_role("log")).to_contain_text("blue lamp")
    for other in ("elena.torres", ""):
        await page.goto(f"{shop.url}/demo/shop?as={other}")
        await expect(page.get_by_text("Ask about an order")).to_be_visible()
        await expect(page.get_by_role("log").locator(".words")).to_have_count(0)


async def test_the_keyboard_is_enough(browser: Browser, shop: Fernbrook) -> None:
    page = await _visit(browser, f"{shop.url}/demo/shop")
    launcher = page.get_by_role("button", name="Open chat")
    await expect(launcher).to_be_visible()
    await launcher.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Write a message")).to_be_focused()
    await page.keyboard.type(RETURNS)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("30 days")
    await page.keyboard.press("Escape")
    await expect(launcher).to_be_focused()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Write a message")).to_be_focused()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = await page.evaluate("document.activeElement.hasAttribute('data-handrail')")
        assert inside, "on a phone the panel covers the page, and the keyboard stays in it"


async def test_words_that_come_while_it_is_closed_are_counted(browser: Browser, shop: Fernbrook) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop")
    await _say(page, "Hello?")
    await expect(page.get_by_role("log")).to_contain_text("Hello?")
    await page.get_by_role("button", name="Close chat").first.click()
    desk = await shop.person(SUPERVISOR)
    talk = f"/v1/conversations/{await _conversation(desk)}"
    await desk.post(f"{talk}/messages", {"id": "p1", "text": "Tomasz here."})
    await expect(page.get_by_role("button", name="new")).to_be_visible()


@pytest.mark.skipif(not AXE.is_file(), reason="axe is not there: `make check` installs it.")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_wrong(browser: Browser, shop: Fernbrook, scheme: str) -> None:
    page = await _open(browser, f"{shop.url}/demo/shop", color_scheme=scheme, reduced_motion="reduce")
    await _say(page, RETURNS)
    await expect(page.get_by_role("log")).to_contain_text("30 days")
    await _say(page, PERSON)
    await expect(page.get_by_role("status").filter(has_text="A person has been asked.")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="Leave an e-mail address").click()
    assert await violations(page) == []
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Rate this conversation").click()
    assert await violations(page) == []


async def test_it_speaks_german_on_a_german_page(browser: Browser, shop: Fernbrook) -> None:
    page = await _visit(browser, f"{shop.url}/demo/shop")
    await page.evaluate(
        """() => {
          document.documentElement.lang = "de";
          const script = document.createElement("script");
          Object.assign(script, { src: "/widget.js" });
          Object.assign(script.dataset, { widget: "fernbrook.business", open: "" });
          document.body.append(script);
        }"""
    )
    await expect(page.get_by_label("Nachricht schreiben").last).to_be_visible()
