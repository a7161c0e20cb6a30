"""Learn in a browser: a drafted lesson is adopted by one click, and the agent has it."""

import pytest
from playwright.async_api import expect

from server.tests.acceptance.running import Fernbrook
from server.tests.browser.visiting import PATIENCE_MS, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

SUPERVISOR = "Tomasz Wilk"
QUESTION = "Do you engrave a name on the zinnober umbrella?"
ANSWER = "We engrave the handle of every umbrella, up to twelve letters."


async def _solved(demo: Fernbrook) -> None:
    """A customer asks, the agent does not know, a person takes over and answers."""
    chat = (await demo.agent("shop")).conversation("learn-1")
    heard = await chat.customer(QUESTION)
    await chat.agent("I do not know that.", floor=heard.floor)
    tomasz = await demo.person("tomasz.wilk")
    await tomasz.post("/v1/conversations/learn-1/takeover")
    await tomasz.post("/v1/conversations/learn-1/messages", {"id": "m1", "text": ANSWER})
    seen = await tomasz.get("/v1/conversations/learn-1")
    case = seen["open_case"]
    assert case is not None
    await tomasz.post(f"/v1/cases/{case}/resolution", {"outcome": "resolved"})


async def _knows(demo: Fernbrook) -> list[str]:
    """What the agent gets when it asks."""
    rail = await demo.agent("shop")
    return [known.answer for known in await rail.lessons("Could you engrave my name on an umbrella?")]


async def test_a_lesson_is_adopted_by_one_click_and_taken_away_by_another(doors: Visited) -> None:
    await _solved(doors.demo)
    assert await _knows(doors.demo) == []
    visit = await doors.signed_in(SUPERVISOR)
    await visit.go("/learn?part=lessons")
    page = visit.page
    drafts, taught = (page.get_by_role("region", name=name) for name in ("Waiting for you", "What the agent knows"))
    card = drafts.get_by_role("article", name=QUESTION)
    await expect(card).to_contain_text(ANSWER, timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await card.get_by_role("button", name="Adopt").click()
    known = taught.get_by_role("article", name=QUESTION)
    await expect(known).to_contain_text("Before: 1 of 1 who asked reached a person", timeout=PATIENCE_MS)
    assert await _knows(doors.demo) == [ANSWER]
    assert await visit.violations() == []
    await known.get_by_role("button", name="Take away").click()
    await expect(taught).to_contain_text("No lesson has been adopted yet", timeout=PATIENCE_MS)
    assert await _knows(doors.demo) == []
    assert visit.complaints == []
