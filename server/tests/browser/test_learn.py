"""Learn in a browser: a drafted lesson is adopted by one click, and the agent has it."""

from itertools import count

import pytest
from playwright.async_api import expect

from handrail import Confidence
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.learning.labels import drawn
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


async def test_a_drawn_conversation_is_judged_and_confidence_is_held_against_it(doors: Visited) -> None:
    name = next(name for n in count() if drawn(ConversationId(name := f"lot-{n}")))
    chat = (await doors.demo.agent("shop")).conversation(name)
    heard = await chat.customer("When do you open?")
    await chat.agent("At ten.", floor=heard.floor, confidence=Confidence(value=0.8), topic="hours")
    tomasz = await doors.demo.person("tomasz.wilk")
    await tomasz.post(f"/v1/conversations/{name}/close")
    visit = await doors.signed_in(SUPERVISOR)
    await visit.go("/learn?part=sample")
    page = visit.page
    card = page.get_by_role("article", name=name)
    await card.wait_for(timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await card.get_by_role("button", name="Handled well").click()
    await expect(page.get_by_text("1 judged; 0 of them needed a person.")).to_be_visible(timeout=PATIENCE_MS)
    await visit.go("/insights?days=7")
    plot = page.get_by_role("region", name="What confidence is worth")
    await expect(plot).to_contain_text("1 answers judged, 1 of them right", timeout=PATIENCE_MS)
    await expect(plot.get_by_role("img", name="where it was 80% sure, 100% of 1 were right")).to_be_visible()
    assert await visit.violations() == []
    assert visit.complaints == []


async def test_drift_and_versions_say_what_they_wait_for(doors: Visited) -> None:
    visit = await doors.signed_in(SUPERVISOR)
    for part, said in (("drift", "Too little to compare yet"), ("versions", "Nothing was fitted to your labels yet")):
        await visit.go(f"/learn?part={part}")
        await expect(visit.page.get_by_text(said)).to_be_visible(timeout=PATIENCE_MS)
        assert await visit.violations() == []
    assert visit.complaints == []
