"""A supervisor watches the board, steps in, and stops what must be stopped; an approver decides."""

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.conversation import Conversation
from server.tests.acceptance.running import Fernbrook, fernbrook
from server.tests.browser.console import Console, a_console, accessible

SUPERVISOR = "tomasz.wilk"
SENIOR_REP = "priya.raman"
WIRE = {"amount": "48500.00", "currency": "USD", "destination": "CY-7781", "purpose": "marine engines"}


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Fernbrook]:
    """A demo of its own for each test: what is live is counted."""
    async with fernbrook(tmp_path) as found:
        yield found


@pytest.fixture
async def console(running: Fernbrook) -> AsyncIterator[Console]:
    """Nobody has signed in yet."""
    async with a_console(running.url) as found:
        yield found


async def _conversation(running: Fernbrook, name: str) -> Conversation:
    org = (await running.house.library.organisations())[0]
    return (await running.house.journal.load(org, Conversation, name)).state


async def _customer_says(running: Fernbrook, name: str, text: str, *, agent: str = "shop") -> None:
    rail = await running.agent(agent)
    await rail.conversation(name, channel="chat", customer="hanna.lindgren").customer(text)


async def _opened(page: Page, text: str) -> None:
    """Open the row on the board that has this text."""
    await page.get_by_role("list", name="Live conversations").get_by_text(text).first.click()
    await expect(page.get_by_role("region", name="Monitor")).to_be_visible()


async def test_a_supervisor_takes_over_from_the_board(running: Fernbrook, console: Console) -> None:
    page = await console.signed_in(SUPERVISOR, "/board")
    await expect(page.get_by_text("Nothing is live")).to_be_visible()
    await accessible(page)
    await _customer_says(running, "talk-1", "Where is my parcel?")
    await _opened(page, "Hanna Lindgren")
    await expect(page).to_have_url(re.compile("open=talk-1"))
    await expect(page.get_by_role("log")).to_contain_text("Where is my parcel?")
    await accessible(page)
    await page.get_by_role("button", name="Take over").click()
    await page.get_by_role("dialog").get_by_role("button", name="Take over").click()
    await expect(page.get_by_text("Person: Tomasz Wilk")).to_be_visible()
    assert (await _conversation(running, "talk-1")).control.holder.id == SUPERVISOR


async def test_a_whisper_reaches_the_agent_and_never_the_customer(running: Fernbrook, console: Console) -> None:
    await _customer_says(running, "talk-1", "Where is my parcel?")
    page = await console.signed_in(SUPERVISOR, "/board?open=talk-1")
    await page.get_by_role("button", name="Whisper to agent").click()
    await page.get_by_role("textbox", name="Whisper to agent").fill("Offer express delivery.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Sent.")).to_be_visible()
    talk = await _conversation(running, "talk-1")
    assert [whisper.text for whisper in talk.whispers] == ["Offer express delivery."]
    assert talk.control.holder.id == "shop", "whispering takes no floor"
    await expect(page.get_by_role("log")).not_to_contain_text("express")


async def test_a_senior_rep_with_the_right_watches_and_takes_over_but_stops_nothing(
    running: Fernbrook, console: Console
) -> None:
    await _customer_says(running, "talk-1", "Where is my parcel?")
    page = await console.signed_in(SENIOR_REP, "/board?open=talk-1")
    await expect(page.get_by_role("button", name="Take over")).to_be_visible()
    await expect(page.get_by_role("button", name="Emergency stop")).to_have_count(0)
    await expect(page.get_by_role("button", name="Hold replies")).to_have_count(0)


async def test_an_emergency_stop_says_what_it_will_stop_and_is_lifted(running: Fernbrook, console: Console) -> None:
    await _customer_says(running, "talk-1", "Where is my parcel?")
    page = await console.signed_in(SUPERVISOR, "/board")
    await expect(page.get_by_text("1 live conversation")).to_be_visible()
    await page.get_by_role("button", name="Emergency stop").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_text("Everything", exact=True).click()
    await expect(dialog.get_by_text("In 1 live conversation an agent falls silent")).to_be_visible()
    await accessible(page, "[role=dialog]")
    stop = dialog.get_by_role("button", name="Stop everything")
    await expect(stop).to_be_disabled()
    await dialog.get_by_label("Why").fill("Odd answers since noon")
    await stop.click()
    await expect(page.get_by_role("button", name="Lift")).to_be_visible()
    org = (await running.house.library.organisations())[0]
    assert [each.why for each in (await running.house.journal.load(org, Organisation, org)).state.stops] == [
        "Odd answers since noon"
    ]
    await page.get_by_role("button", name="Lift").click()
    await page.get_by_role("dialog").get_by_role("button", name="Lift").click()
    await expect(page.get_by_role("button", name="Lift")).to_have_count(0)


async def test_two_cases_with_one_cause_are_linked_by_their_customers_and_each_shows_the_other(
    running: Fernbrook, console: Console
) -> None:
    await _customer_says(running, "talk-1", "The checkout is down. I want to talk to a person.")
    rail = await running.agent("shop")
    other = rail.conversation("talk-2", channel="chat", customer="owen.byrne")
    await other.customer("Checkout fails again, let me talk to a human.")
    page = await console.signed_in(SUPERVISOR, "/board?open=talk-1")
    await page.get_by_role("button", name="Link").click()
    dialog = page.get_by_role("dialog", name="Link")
    await dialog.get_by_label("Case with the same cause").fill("again")
    await page.get_by_role("option", name="Owen Byrne").click()
    await dialog.get_by_label("What they share").fill("checkout_down")
    await accessible(page)
    await dialog.get_by_role("button", name="Link").click()
    await expect(page.get_by_text("Linked.")).to_be_visible()
    await page.goto(f"{running.url}/conversations/talk-2")
    same = page.locator("section").filter(has=page.get_by_role("heading", name="Same cause"))
    await expect(same).to_contain_text("Checkout down")
    await same.get_by_role("link", name="Hanna Lindgren").click()
    await expect(page).to_have_url(re.compile("/conversations/talk-1"))


async def test_a_message_is_on_the_board_at_once(running: Fernbrook, console: Console) -> None:
    page = await console.signed_in(SUPERVISOR, "/board")
    await expect(page.get_by_text("Nothing is live")).to_be_visible()
    for number in range(3):
        began = time.monotonic()
        await _customer_says(running, f"talk-{number}", "I want to speak to a human, please.")
        await expect(page.get_by_text(f"{number + 1} live conversation")).to_be_visible()
        assert time.monotonic() - began < 10, "bench.stream measures it; here the machine may be busy"


async def test_an_approver_verifies_and_approves(running: Fernbrook, console: Console) -> None:
    rail = await running.agent("bank")
    chat = rail.conversation("bank-1", channel="chat", customer="robert.hale")
    await chat.customer("I need to send an urgent wire of 48,500 USD today.")
    held = await chat.act("wire_transfer", WIRE, call_id="wire-1", wait=0)
    page = await console.signed_in("viktor.sandberg", "/approvals")
    article = page.get_by_role("main").get_by_role("article")
    await expect(article.get_by_text("CY-7781")).to_be_visible()
    await expect(article.get_by_role("definition").filter(has_text="Savings bank assistant")).to_be_visible()
    await accessible(page)
    take = article.get_by_role("button", name=re.compile("^(Claim|Accept)$"))
    if await take.count():
        await take.click()
    await expect(article.get_by_text("The client has not confirmed this act yet.")).to_be_visible()
    await expect(article.get_by_role("button", name="Approve")).to_be_disabled()
    await article.get_by_label("Whom, where").fill("+1 207 555 0119")
    await article.get_by_label("What came of it").fill("Mr Hale confirmed the supplier and the amount.")
    await article.get_by_label("The client confirmed this act").check()
    await article.get_by_role("button", name="Record verification").click()
    await expect(article.get_by_text("Verified by Viktor Sandberg")).to_be_visible()
    await article.get_by_label("Ground").fill("Invoice seen; the client confirmed by telephone.")
    invoice = FilePayload(name="invoice.txt", mimeType="text/plain", buffer=b"Invoice 7781: engines, 48,500 USD.")
    await article.locator("input[type=file]").set_input_files(invoice)
    await expect(article.get_by_role("list", name="Goes along")).to_contain_text("invoice.txt")
    await article.get_by_role("button", name="Approve").click()
    await page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    await expect(page.get_by_text("Approved.")).to_be_visible()
    org = (await running.house.library.organisations())[0]
    case = (await running.house.journal.load(org, Case, CaseId(str(held.case)))).state
    assert (case.state, case.decided_by) == (CaseState.APPROVED, "viktor.sandberg")
    await page.get_by_text("History", exact=True).click()
    await expect(article.get_by_text("Invoice seen; the client confirmed by telephone.")).to_be_visible()
    await article.get_by_role("button", name="Look at invoice.txt").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Invoice 7781: engines, 48,500 USD.")
    await page.keyboard.press("Escape")
    await accessible(page)
