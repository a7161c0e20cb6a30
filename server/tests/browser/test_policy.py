"""The policy in a browser: changed in the form, compared, published; a wrong condition is shown at its column."""

import pytest
from playwright.async_api import expect
from pydantic import BaseModel

from server.tests.browser.visiting import PATIENCE_MS, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = "Ines Albrecht"


class Sentence(BaseModel):
    """One of the plain words."""

    text: str


class Section(BaseModel):
    """Some of them."""

    sentences: list[Sentence]


class Document(BaseModel):
    """A version as it was written."""

    document: str


class Version(BaseModel):
    """One of the policy's versions."""

    version: int


class Life(BaseModel):
    """All of them, the newest first."""

    versions: list[Version]


class Told(BaseModel):
    """A version in plain words."""

    version: int
    sections: list[Section]


async def test_a_threshold_is_changed_in_the_form_compared_published_and_in_force(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/thresholds?open=sentiment")
    page = visit.page
    number = page.get_by_role("textbox", name="Fires from")
    await expect(number).to_have_value("0.75", timeout=PATIENCE_MS)
    await number.fill("0.6")
    await number.press("Enter")
    await expect(page.get_by_role("button", name="The customer's feelings are bad")).to_contain_text("From 0.60")
    await page.reload()  # what was changed and not saved survives
    await expect(page.get_by_role("textbox", name="Fires from")).to_have_value("0.6", timeout=PATIENCE_MS)
    await page.get_by_role("link", name="Review and publish").click()
    difference = page.get_by_role("region", name="What changes")
    await expect(difference).to_contain_text("The customer's feelings are bad", timeout=PATIENCE_MS)
    await expect(difference).to_contain_text("0.75")
    await difference.get_by_text("In the text").click()
    await expect(difference).to_contain_text("at: 0.6")
    assert await visit.violations() == []
    await page.get_by_role("textbox", name="Why").fill("Fewer people are angry for longer.")
    await page.get_by_role("button", name="Publish", exact=True).first.click()
    await page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    await visit.sees("Version 2 is in force")
    ines = await doors.demo.person("ines.albrecht")
    told = Told.model_validate(await ines.get("/v1/policy/words"))
    sentences = [each.text for section in told.sections for each in section.sentences]
    assert told.version == 2
    assert any("0.60" in text and "feelings" in text for text in sentences)
    assert visit.complaints == []


async def test_a_wrong_condition_is_shown_under_its_column_and_cannot_be_used(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/rules?open=long_waiting")
    page = visit.page
    await page.get_by_role("button", name="Show the condition as it is written").click()
    condition = page.get_by_role("textbox", name="Condition (CEL)")
    await condition.fill("signal.sentiment.scor >= 0.6")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("signal.sentiment.scor", timeout=PATIENCE_MS)
    line, caret = (await alert.locator("pre").inner_text()).split("\n")
    assert line.index("signal") == caret.index("^")
    await expect(page.get_by_role("button", name="Use this condition")).to_be_disabled()
    await condition.fill("signal.sentiment.score >= 0.9")
    await expect(page.get_by_text("The checker is content.")).to_be_visible(timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Use this condition").click()
    await visit.sees("When the strength of the sign")
    assert visit.complaints == []


async def test_the_text_is_the_same_document_and_an_error_is_told_with_its_place(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/yaml")
    page = visit.page
    text = page.get_by_role("textbox", name="The policy as YAML")
    written = await text.input_value()
    await text.fill(written.replace("then: hand_over", "then: hand_ovr", 1))
    await expect(page.get_by_text("Did you mean `hand_over`?").first).to_be_visible(timeout=PATIENCE_MS)
    await text.fill(written)
    await expect(page.get_by_text("Did you mean `hand_over`?")).to_have_count(0, timeout=PATIENCE_MS)
    assert await visit.violations() == []
    assert visit.complaints == []


async def test_a_draft_decides_in_the_shadow_and_the_page_tells_what_it_would_have_done(doors: Visited) -> None:
    ines = await doors.demo.person("ines.albrecht")
    written = Document.model_validate(await ines.get("/v1/policy/versions/1"))
    stricter = written.document.replace("low_confidence:\n      at: 0.75", "low_confidence:\n      at: 0.99")
    assert stricter != written.document
    drafted = Life.model_validate(
        await ines.post("/v1/policy/versions", {"document": stricter, "why": "Only the wholly certain."})
    )
    version = drafted.versions[0].version
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/versions")
    page = visit.page
    card = page.get_by_role("article", name=f"Publish version {version}")
    await card.get_by_role("button", name="Shadow").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("It has decided nothing in the shadow yet.", timeout=PATIENCE_MS)
    await dialog.get_by_role("button", name="Decide in the shadow").click()
    shown = card.get_by_role("region", name=f"Version {version} in the shadow")
    await expect(shown.get_by_role("button", name="End the shadow")).to_be_visible(timeout=PATIENCE_MS)
    await expect(dialog).to_have_count(0)
    talk = (await doors.demo.agent("shop")).conversation("shadow-1")
    await talk.customer("When does my parcel arrive?")
    said = await talk.propose("On Monday.", confidence=0.9)
    assert said.verdict == "proceed"
    await expect(shown.get_by_role("link", name="shadow-1")).to_be_visible(timeout=PATIENCE_MS)
    await expect(shown).to_contain_text("(low confidence)", ignore_case=True)
    assert await visit.violations() == []
    await shown.get_by_role("button", name="End the shadow").click()
    await expect(card.get_by_role("button", name="Shadow")).to_be_visible(timeout=PATIENCE_MS)
    assert visit.complaints == []


async def test_a_threshold_is_proposed_from_ones_own_labels_or_the_page_says_why_not(doors: Visited) -> None:
    ines = await doors.demo.person("ines.albrecht")
    before = Life.model_validate(await ines.get("/v1/policy"))
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/versions")
    page = visit.page
    await page.get_by_role("button", name="Propose a threshold").click()
    asked = page.get_by_role("dialog", name="Propose a threshold")
    await asked.get_by_role("textbox", name="Wrong answers in 100, at most").fill("0.1")
    await asked.get_by_role("button", name="Propose", exact=True).click()
    refused = asked.get_by_role("alert")
    await expect(refused).to_contain_text("No draft was made", timeout=PATIENCE_MS)
    await expect(refused).to_contain_text("Nothing can be certified.")
    assert await visit.violations() == []
    assert Life.model_validate(await ines.get("/v1/policy")) == before


async def test_the_skills_of_a_route_are_changed_in_the_form_and_nothing_else_of_it(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/policy/routes?open=sales")
    page = visit.page
    skills = page.get_by_role("group", name="Skills needed: Sales")
    await skills.get_by_label("Skill", exact=True).fill("contracts")
    await skills.get_by_role("button", name="Need a skill").click()
    need = skills.get_by_role("group", name="contracts", exact=True)
    await expect(need).to_contain_text("The skill contracts from level 5 of 10", timeout=PATIENCE_MS)
    level = need.get_by_label("From level")
    await level.fill("8")
    await level.press("Enter")
    await expect(need).to_contain_text("from level 8 of 10", timeout=PATIENCE_MS)
    given_up = need.get_by_label("Given up after")
    await given_up.fill("600")
    await given_up.press("Enter")
    await expect(need).to_contain_text("given up after 10", timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await need.get_by_role("button", name="Do not need contracts").click()
    await expect(need).to_have_count(0, timeout=PATIENCE_MS)
    assert visit.complaints == []
