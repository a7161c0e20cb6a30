"""Learn in a browser: a drafted lesson is adopted by one click, and the agent has it."""

import pytest
from playwright.async_api import expect

from server.tests.browser.visiting import PATIENCE_MS, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

SUPERVISOR = "Tomasz Wilk"


async def test_a_lesson_is_adopted_by_one_click_and_taken_away_by_another(doors: Visited) -> None:
    visit = await doors.signed_in(SUPERVISOR)
    await visit.go("/learn?part=lessons")
    drafts = visit.page.get_by_role("region", name="Waiting for you")
    card = drafts.get_by_role("article").first
    await card.wait_for(timeout=PATIENCE_MS)
    question = await card.get_attribute("aria-label")
    assert question
    assert await visit.violations() == []
    await card.get_by_role("button", name="Adopt").click()
    known = visit.page.get_by_role("region", name="What the agent knows").get_by_role("article", name=question).first
    await expect(known).to_contain_text("who asked reached a person", timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await known.get_by_role("button", name="Take away").click()
    await expect(visit.page.get_by_role("region", name="What the agent knows")).to_contain_text(
        "No lesson has been adopted yet", timeout=PATIENCE_MS
    )
    assert visit.complaints == []
