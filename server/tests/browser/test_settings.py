"""The settings in a browser: people come from a file that is tried first, and each part can be used by everybody."""

import pytest
from playwright.async_api import expect

from server.tests.browser.visiting import PATIENCE_MS, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR = "Ines Albrecht"
SECTIONS = ["people", "roles", "teams", "queues", "skills", "agents", "keys", "organisation", "import"]
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
    await expect(visit.page.get_by_role("status")).to_have_count(0, timeout=PATIENCE_MS)
    assert await visit.violations() == []
    assert visit.complaints == []
