"""The settings in a browser: people come from a file that is tried first, and each part can be used by everybody."""

import re

import pytest
from playwright.async_api import expect

from server.tests.browser.visiting import PATIENCE_MS, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = "Ines Albrecht"
SECTIONS = [
    "people",
    "roles",
    "teams",
    "queues",
    "skills",
    "agents",
    "opinion",
    "keys",
    "replies",
    "targets",
    "organisation",
    "import",
]
FAULTY = (
    "name,email,roles,queues\nRosa Lind,rosa@fernbrook.example,rep,general\nKo Ito,ko@fernbrook.example,chief,general\n"
)


async def test_people_are_imported_once_the_trial_has_no_fault(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/import")
    page = visit.page
    document = page.get_by_role("textbox", name="Or paste it here")
    await document.fill(FAULTY)
    await page.get_by_role("button", name="Try it").click()
    fault = page.get_by_role("row").nth(1)
    await expect(fault).to_contain_text("3", timeout=PATIENCE_MS)
    await expect(fault).to_contain_text("chief")
    await expect(page.get_by_role("button", name="Write it")).to_be_disabled()
    assert await visit.violations() == []
    await document.fill(FAULTY.replace("chief", "rep"))
    await page.get_by_role("button", name="Try it").click()
    await visit.sees("Nothing is written yet.")
    ines = await doors.demo.person("ines.albrecht")
    assert "Rosa Lind" not in str(await ines.get("/v1/people"))
    await page.get_by_role("button", name="Write it").click()
    await visit.sees("2 new, 0 changed")
    await page.get_by_role("link", name="People").click()
    await visit.sees("Rosa Lind")
    assert visit.complaints == []


async def test_somebody_is_changed_and_the_change_is_the_servers(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/people?find=aiko")
    page = visit.page
    await page.get_by_role("button", name="Change: Aiko Mori").click()
    form = page.get_by_role("form", name="Aiko Mori")
    await form.get_by_role("textbox", name="Carries at once").fill("7")
    assert await visit.violations() == []
    await form.get_by_role("button", name="Save").click()
    await visit.sees("Saved")
    ines = await doors.demo.person("ines.albrecht")
    assert (await ines.get("/v1/people/aiko.mori"))["capacity"] == 7
    assert visit.complaints == []


async def test_a_key_is_shown_once(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/keys")
    page = visit.page
    await page.get_by_role("textbox", name="What it is for").fill("nightly export")
    await page.get_by_role("button", name="New key").click()
    shown = await page.get_by_role("dialog").locator("code").inner_text(timeout=PATIENCE_MS)
    assert shown.startswith("hr")
    await page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("row").filter(has_text="nightly export")).to_contain_text(
        "valid", timeout=PATIENCE_MS
    )
    assert shown not in await page.content()


@pytest.mark.parametrize("section", SECTIONS)
async def test_every_part_is_accessible(doors: Visited, section: str) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go(f"/settings/{section}")
    await visit.page.locator("main h1").wait_for(timeout=PATIENCE_MS)  # before it nothing is loading either
    await expect(visit.page.get_by_role("status", name="Loading")).to_have_count(0, timeout=PATIENCE_MS)
    assert await visit.violations() == []
    assert visit.complaints == []


async def test_a_canned_reply_is_written_found_altered_and_removed(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/replies")
    page = visit.page
    await page.get_by_role("button", name="Add a canned reply").click()
    form = page.get_by_role("form", name="Add a canned reply")
    await form.get_by_role("textbox", name="Title").fill("Thanks")
    await form.get_by_role("textbox", name="Shortcut").fill("/thanks")
    await form.get_by_role("textbox", name="Words").fill("Thank you, ")
    await form.get_by_role("button", name="customer.first_name").click()
    assert await visit.violations() == []
    await form.get_by_role("button", name="Save").click()
    line = page.get_by_role("listitem").filter(has_text="/thanks")
    await expect(line).to_contain_text("{customer.first_name}", timeout=PATIENCE_MS)
    await line.get_by_role("button", name="Change: Thanks").click()
    form = page.get_by_role("form", name="Thanks")
    await form.get_by_role("textbox", name="Words").fill("Many thanks.")
    await form.get_by_role("button", name="Save").click()
    await expect(line).to_contain_text("Many thanks.", timeout=PATIENCE_MS)
    priya = await doors.demo.person("priya.raman")
    assert "Many thanks." in str(await priya.get("/v1/canned-replies"))
    await line.get_by_role("button", name="Change: Thanks").click()
    await form.get_by_role("button", name="Remove").click()
    await page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(line).to_have_count(0, timeout=PATIENCE_MS)
    assert visit.complaints == []


async def test_a_target_is_set_as_a_percentage_and_kept_as_a_share(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/targets")
    page = visit.page
    await page.get_by_role("combobox", name="Add a target").click()
    await page.get_by_role("option", name="Autonomous share").click()
    await page.get_by_role("textbox", name="Autonomous share").fill("72.5")
    assert await visit.violations() == []
    await page.get_by_role("button", name="Save").click()
    await visit.sees("Saved")
    ines = await doors.demo.person("ines.albrecht")
    targets = (await ines.get("/v1/organisation"))["targets"]
    assert {"measure": "autonomous_share", "value": "0.725"} in (targets if isinstance(targets, list) else [])
    assert visit.complaints == []


async def test_a_queue_has_hours_and_somebody_a_skill(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/queues?open=sales")
    page = visit.page
    hours = page.get_by_role("group", name="Open")
    await hours.get_by_role("button", name=re.compile("^(Remove|Add hours)")).first.wait_for(timeout=PATIENCE_MS)
    while await hours.get_by_role("button", name="Remove").count():
        await hours.get_by_role("button", name="Remove").first.click()
    await hours.get_by_role("button", name="Monday to Friday, 9 to 5").click()
    await hours.get_by_label("Closes at").last.fill("02:00")
    await expect(hours).to_contain_text("on the next day")
    assert await visit.violations() == []
    await page.get_by_role("button", name="Save").click()
    await visit.sees("5 windows a week")
    ines = await doors.demo.person("ines.albrecht")
    queues = (await ines.get("/v1/organisation"))["queues"]
    assert isinstance(queues, list)
    (sales,) = [each for each in queues if each["id"] == "sales"]
    assert sales["hours"][0] == {"weekday": 0, "opens": 540, "closes": 1020}
    assert sales["hours"][4] == {"weekday": 4, "opens": 540, "closes": 1560}
    await visit.go("/settings/people?find=jonas")
    await page.get_by_role("button", name="Change: Jonas Keller").click()
    form = page.get_by_role("form", name="Jonas Keller")
    await form.get_by_role("combobox", name="Add a skill").click()
    skill = await page.get_by_role("option").first.inner_text()
    await page.get_by_role("option").first.click()
    await form.get_by_role("textbox", name=skill, exact=True).fill("8")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0, timeout=PATIENCE_MS)
    skills = (await ines.get("/v1/people/jonas.keller"))["skills"]
    assert isinstance(skills, dict)
    assert skills[skill] == 8
    assert visit.complaints == []


async def test_a_second_opinion_is_chosen_and_the_key_is_not_shown_again(doors: Visited) -> None:
    visit = await doors.signed_in(ADMINISTRATOR)
    await visit.go("/settings/opinion")
    page = visit.page
    await page.get_by_label("Address").fill("https://models.example/v1")
    await page.get_by_label("Model", exact=True).fill("small-judge")
    await page.get_by_label("Key").fill("sk-not-a-real-key")
    await page.get_by_role("switch", name="Ask for a second opinion").check()
    await page.get_by_label("Requests a day").fill("250")
    assert await visit.violations() == []
    await page.get_by_role("button", name="Save").click()
    await visit.sees("0 of 250 requests spent today")
    await visit.sees("judged_upset")
    await expect(page.get_by_label("Key")).to_have_value("")
    ines = await doors.demo.person("ines.albrecht")
    chosen = await ines.get("/v1/second-opinion")
    assert (chosen["on"], chosen["key_set"], chosen["daily"]) == (True, True, 250)
    await page.get_by_role("switch", name="Ask for a second opinion").uncheck()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("judged_upset")).to_have_count(0, timeout=PATIENCE_MS)
    assert visit.complaints == []
