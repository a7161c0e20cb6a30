"""The conversation in a browser: from the packet to the resolution, by keys; drafts, seals, and what axe finds."""

import base64
import re
from typing import Final

import pytest
from playwright.async_api import FilePayload, expect

from handrail import ToolCall
from server.tests.acceptance.chatting import chatting
from server.tests.acceptance.running import Fernbrook
from server.tests.browser.visiting import PATIENCE_MS, PHONE, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "This is ridiculous. My parcel 4711 never came and I want to speak to a human about my refund."
DOT: Final = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A picture of one pixel."""
MARKUP: Final = b"<html><body onload=alert(1)>Hello</body></html>"
HEALTH = "My insurance claim for my diabetes treatment was denied, my member id is 123-45-6789, I dispute this bill."

DENIED: Final = "My health insurance denied my claim for diabetes treatment; I dispute the bill."


async def _a_case(demo: Fernbrook, conversation: str, words: str = WORDS, agent: str = "shop") -> str:
    """A customer asks for a person; the case's id."""
    judged = await (await demo.agent(agent)).conversation(conversation).customer(words)
    assert judged.case is not None
    return judged.case


async def _canned(demo: Fernbrook) -> None:
    """A canned reply that everybody may use."""
    ruth = await demo.person("ruth.adeyemi")
    body = {"shortcut": "sorry", "title": "Apology", "text": "Hello {customer.first_name|there}, {me.first_name} here."}
    assert (await ruth.client.put("/v1/canned-replies/sorry", json=body)).status_code == 200


async def test_a_rep_works_a_case_from_packet_to_resolution_with_the_keyboard_alone(doors: Visited) -> None:
    await _canned(doors.demo)
    case = await _a_case(doors.demo, "desk-1")
    visit = await doors.signed_in("Priya Raman")
    await visit.go(f"/cases/{case}")
    await visit.path("/conversations/desk-1?case=*")
    page = visit.page
    await expect(page.locator("mark", has_text="ridiculous").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.get_by_role("complementary", name="Packet")).to_contain_text("Why this came to you")
    await page.keyboard.press("c")
    await visit.sees("You have the floor")
    await page.keyboard.press("r")
    await page.keyboard.type("/sor")
    await expect(page.get_by_role("group", name="Canned replies")).to_contain_text("/sorry")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Reply")).to_have_value("Hello there, Priya here.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("log")).to_contain_text("Hello there, Priya here.", timeout=PATIENCE_MS)
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await expect(page.get_by_role("dialog").locator(":focus")).to_have_count(1)
    await page.keyboard.press("Control+Enter")
    priya = await doors.demo.person("priya.raman")

    async def resolved() -> str | None:
        state = str((await priya.get(f"/v1/cases/{case}"))["state"])
        return state if state == "wrapping" else None

    await doors.demo.until(resolved)
    assert visit.complaints == []


async def test_a_draft_survives_a_reload_and_a_change_of_owner_and_two_who_look_see_each_other(doors: Visited) -> None:
    case = await _a_case(doors.demo, "desk-2")
    priya = await doors.signed_in("Priya Raman")
    await priya.go(f"/conversations/desk-2?case={case}")
    await priya.page.locator("article").first.wait_for(timeout=PATIENCE_MS)
    await priya.page.keyboard.press("c")
    await priya.sees("You have the floor")
    await priya.page.get_by_role("textbox", name="Reply").fill("Dear customer, about your parcel")
    await priya.sees("Draft saved")
    await priya.page.reload()
    await expect(priya.page.get_by_role("textbox", name="Reply")).to_have_value(
        "Dear customer, about your parcel", timeout=PATIENCE_MS
    )
    desk = await doors.demo.person("tomasz.wilk")
    await desk.post(f"/v1/cases/{case}/reassignment", {"person": "jonas.keller", "why": "He knows it."})
    jonas = await doors.signed_in("Jonas Keller")
    await jonas.go("/conversations/desk-2")
    await expect(jonas.page.get_by_role("textbox", name="Reply")).to_have_value(
        "Dear customer, about your parcel", timeout=PATIENCE_MS
    )
    await expect(jonas.page.get_by_role("img", name="Priya Raman", exact=False).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    onlooker = priya.page.get_by_role("img", name="Jonas Keller is looking")
    await expect(onlooker).to_be_visible(timeout=5_000)  # told by the stream, sooner than her next heartbeat
    await jonas.go("/inbox")
    await expect(onlooker).to_have_count(0, timeout=5_000)


async def test_a_held_reply_is_said_better_and_the_agents_words_are_not(doors: Visited) -> None:
    shop = (await doors.demo.agent("shop")).conversation("desk-3")
    await shop.customer("Do you ship to Norway?")
    held = await shop.propose("Perhaps we ship to Norway, I am not sure.", confidence=0.3)
    assert held.case is not None
    visit = await doors.signed_in("Tomasz Wilk")
    await visit.go("/conversations/desk-3")
    box = visit.page.get_by_role("textbox", name="Held reply")
    await expect(box).to_have_value("Perhaps we ship to Norway, I am not sure.", timeout=PATIENCE_MS)
    held_reply = visit.page.get_by_role("region", name="The agent wants to say this")
    await expect(held_reply).to_contain_text(re.compile("(Claim it to decide yourself|Accept it, then decide)"))
    await visit.page.keyboard.press("c")  # it may be offered to somebody: whoever decides takes it first
    await expect(box).to_be_editable(timeout=PATIENCE_MS)
    await box.fill("Yes, we ship to Norway within five days.")
    await visit.page.get_by_role("button", name="Send my version").click()
    await expect(visit.page.get_by_role("log")).to_contain_text("Yes, we ship to Norway", timeout=PATIENCE_MS)
    case = await (await doors.demo.person("tomasz.wilk")).get(f"/v1/cases/{held.case}")
    assert (case["state"], case["outcome"]) == ("released", "edited")


async def test_a_reply_is_labelled_with_one_click_and_the_packet_tells_what_was_tried_in_words(doors: Visited) -> None:
    shop = (await doors.demo.agent("shop")).conversation("desk-7")
    await shop.customer("Where is my order 4711?")
    looked_up = ToolCall(name="look_up_order", result={"order": "4711", "amount": "12.50", "currency": "EUR"})
    await shop.agent("It is on its way.", tool_calls=(looked_up,))
    await shop.customer(WORDS)
    visit = await doors.signed_in("Tomasz Wilk")
    await visit.go("/conversations/desk-7")
    packet = visit.page.get_by_role("complementary", name="Packet")
    tried = packet.locator("section", has=visit.page.get_by_role("heading", name="What the agent tried"))
    await expect(tried).to_contain_text("Look up order", timeout=PATIENCE_MS)
    await expect(tried).to_contain_text("€12.50")
    assert "{" not in await packet.inner_text(), "no JSON"
    labels = visit.page.get_by_role("group", name="What was wrong with turn 2")
    await labels.get_by_role("button", name="Unhelpful").click()
    turn = visit.page.locator("#turn-2")
    await expect(turn.get_by_role("status")).to_contain_text("Unhelpful", timeout=PATIENCE_MS)
    await visit.page.reload()
    await expect(turn.get_by_role("status")).to_contain_text("Unhelpful · You", timeout=PATIENCE_MS)
    colleague = await doors.signed_in("Priya Raman")
    await colleague.go("/conversations/desk-7")
    seen = colleague.page.locator("#turn-2").get_by_role("status")
    await expect(seen).to_contain_text("Unhelpful · Tomasz Wilk", timeout=PATIENCE_MS)
    await turn.get_by_role("button", name="Undo").click()
    await expect(labels.get_by_role("button")).to_have_count(3, timeout=PATIENCE_MS)
    await expect(seen).to_be_empty(timeout=PATIENCE_MS)  # told by the stream
    assert visit.complaints == []


async def test_files_go_with_a_reply_and_are_looked_at_in_place(doors: Visited) -> None:
    async with chatting(doors.demo.url) as customer:
        await customer.says("Where is the return label? I want to speak to a human.")
        visit = await doors.signed_in("Tomasz Wilk")
        await visit.go(f"/conversations/{customer.conversation}")
        reply = visit.page.get_by_role("textbox", name="Reply and take over")
        await reply.fill("Here it is.")
        await visit.page.locator("input[type=file]").set_input_files(
            [
                FilePayload(name="label.png", mimeType="image/png", buffer=base64.b64decode(DOT)),
                FilePayload(name="page.html", mimeType="text/html", buffer=MARKUP),
            ]
        )
        waiting = visit.page.get_by_role("list", name="Goes along")
        await expect(waiting.get_by_role("listitem")).to_have_count(2, timeout=PATIENCE_MS)
        await reply.press("Control+Enter")
        await expect(waiting).to_have_count(0, timeout=PATIENCE_MS)
        await customer.reads("person", "Here it is.")
        dialog = visit.page.get_by_role("dialog")
        await visit.page.get_by_role("button", name="Look at label.png").click()
        picture = dialog.get_by_role("img", name="label.png")
        await expect(picture).to_be_visible(timeout=PATIENCE_MS)
        assert await picture.evaluate("(image) => image.naturalWidth") == 1
        assert await visit.violations() == []
        await visit.page.keyboard.press("Escape")
        await visit.page.get_by_role("button", name="Look at page.html.txt").click()
        await expect(dialog).to_contain_text(MARKUP.decode(), timeout=PATIENCE_MS)  # words, not a page
        assert visit.complaints == []


async def test_a_sealed_case_shows_only_that_it_is_sealed_until_the_seal_is_opened(doors: Visited) -> None:
    case = await _a_case(doors.demo, "desk-4", HEALTH, "health")
    visit = await doors.signed_in("Helen Park")
    await visit.go(f"/cases/{case}")
    await visit.sees("This case is sealed")
    assert "diabetes" not in await visit.page.content()
    await visit.go("/inbox?view=waiting&queue=compliance")
    row = visit.page.get_by_role("listitem").filter(has_text="Sealed case").first
    await expect(row).to_be_visible(timeout=PATIENCE_MS)
    assert "Regulated" not in await row.inner_text()
    await expect(visit.page.get_by_role("combobox", name="Queue")).to_have_value(re.compile(r"^Compliance · [1-9]"))


async def test_a_compliance_case_is_written_up_with_the_evidence_it_rests_on(doors: Visited) -> None:
    case = await _a_case(doors.demo, "desk-8", DENIED, "health")
    visit = await doors.signed_in("Leila Haddad")
    page = visit.page
    await visit.go(f"/cases/{case}")
    await page.locator("main").get_by_role("button", name=re.compile("^(Claim|Accept)$")).first.click()
    await visit.sees("You have the floor")
    await page.get_by_role("button", name="Resolve", exact=True).click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="Decision").fill("The denial stands.")
    await form.get_by_role("textbox", name="Ground").fill("Clause 4 excludes it.")
    await form.get_by_role("combobox", name="Authorised by").click()
    await page.get_by_role("option", name="Leila Haddad").click()
    await form.get_by_role("textbox", name="Credential used").fill("HB-20417")
    letter = FilePayload(name="letter.txt", mimeType="text/plain", buffer=b"Denied under clause 4.")
    await form.locator("input[type=file]").set_input_files(letter)
    await expect(form.get_by_role("list", name="Goes along")).to_contain_text("letter.txt", timeout=PATIENCE_MS)
    await expect(form.get_by_role("button", name="Resolve", exact=True)).to_be_enabled(timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await form.get_by_role("button", name="Resolve", exact=True).click()
    packet = page.get_by_role("complementary", name="Packet")
    record = packet.locator("section", has=page.get_by_role("heading", name="Written down"))
    await expect(record).to_contain_text("Clause 4 excludes it.", timeout=PATIENCE_MS)
    await record.get_by_role("button", name="Look at letter.txt").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Denied under clause 4.", timeout=PATIENCE_MS)
    assert visit.complaints == []


async def test_personal_data_is_covered_and_marked_until_it_is_opened(doors: Visited) -> None:
    shop = (await doors.demo.agent("shop")).conversation("desk-6")
    await shop.customer("Write to zoe.lang@example.com, I want to speak to a human.")
    visit = await doors.signed_in("Ruth Adeyemi")
    await visit.go("/conversations/desk-6")
    turn = visit.page.locator("#turn-1")
    await expect(turn.get_by_title("Covered")).to_have_text("█" * len("zoe.lang@example.com"), timeout=PATIENCE_MS)
    assert "zoe.lang" not in await visit.page.content()
    ruth = await doors.demo.person("ruth.adeyemi")
    opened = await ruth.client.post("/v1/conversations/desk-6/personal-data-opening", json={"purpose": "quality"})
    assert opened.status_code == 200
    await expect(turn).to_contain_text("zoe.lang@example.com", timeout=PATIENCE_MS)


async def test_a_search_leads_to_the_turn_where_the_words_stand(doors: Visited) -> None:
    shop = (await doors.demo.agent("shop")).conversation("desk-5")
    await shop.customer("My zinnober umbrella is broken, I want to speak to a human.")
    visit = await doors.signed_in("Tomasz Wilk")
    tomasz = await doors.demo.person("tomasz.wilk")

    async def found() -> bool | None:
        hits = (await tomasz.get("/v1/search/conversations", q="zinnober"))["hits"]
        return True if hits else None

    await doors.demo.until(found)
    await visit.go("/search")
    await visit.page.get_by_role("textbox", name="What to look for").fill("zinnob")
    row = visit.page.get_by_role("listitem").first
    await expect(row.locator("mark")).to_have_text("zinnober", timeout=PATIENCE_MS)
    await row.click()
    await visit.path("/conversations/desk-5?turn=1")
    await expect(visit.page.locator("#turn-1")).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
async def test_nobody_is_kept_out(doors: Visited, *, dark: bool, phone: bool) -> None:
    name = f"desk-6-{dark}-{phone}"
    case = await _a_case(doors.demo, name)
    visit = await doors.signed_in("Tomasz Wilk", dark=dark, **({"size": PHONE} if phone else {}))
    await visit.go(f"/cases/{case}")
    await visit.page.locator("article").first.wait_for(timeout=PATIENCE_MS)
    if phone:
        await visit.page.get_by_role("button", name="Packet").click()
        await visit.page.get_by_role("dialog").wait_for()
    await visit.sees("Why this came to you")
    assert await visit.violations() == []
    await visit.go("/search?q=parcel")
    await visit.page.get_by_role("listitem").first.wait_for(timeout=PATIENCE_MS)
    assert await visit.violations() == []
