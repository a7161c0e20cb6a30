"""Insights, Audit and Learn in a browser: from a figure to its conversation, from a case to its proof, a round of
practice.
"""

from pathlib import Path

import httpx2
import pytest
from playwright.async_api import expect
from typer.testing import CliRunner

from handrail_server.cli.app import app
from handrail_server.demo.places import ORG
from server.tests.browser.visiting import PATIENCE_MS, PHONE, Visited

pytestmark = pytest.mark.asyncio(loop_scope="module")
SUPERVISOR, AUDITOR, REP = "Tomasz Wilk", "Helen Park", "Aiko Mori"


async def _a_case(doors: Visited, conversation: str) -> str:
    """A customer asks for a person and gets one; every fact of it has its place and is signed."""
    demo = doors.demo
    turn = {"id": "t1", "author": "customer", "agent": "shop", "text": "I want to speak to a human, please."}
    async with httpx2.AsyncClient(
        base_url=demo.url, headers={"authorization": f"Bearer {demo.keys.agents['shop']}"}
    ) as shop:
        answer = (await shop.post(f"/v1/conversations/{conversation}/turns", json=turn)).json()
    case = str(answer["case"])
    tomasz = await demo.person("tomasz.wilk")
    await tomasz.post(f"/v1/cases/{case}/claim")
    await tomasz.post(f"/v1/conversations/{conversation}/messages", {"id": "m1", "text": "Hello, Tomasz here."})
    last = await demo.house.library.last_number(ORG)

    async def signed() -> bool | None:
        found = await demo.house.scribe.checkpoint(ORG)
        return True if found and found[0] > last and not await demo.house.scribe.unplaced(limit=1) else None

    await demo.until(signed)
    return case


async def test_a_figure_leads_to_the_conversations_behind_it(doors: Visited) -> None:
    await _a_case(doors, "drilled")
    visit = await doors.signed_in(SUPERVISOR)
    await visit.go("/insights?days=7")
    figure = visit.page.get_by_role("button", name="Escalation rate: ").first
    await figure.wait_for(timeout=PATIENCE_MS)
    assert await visit.violations() == []
    await figure.click()
    await visit.path("/insights?days=7&figure=escalation_rate")
    behind = visit.page.get_by_role("dialog")
    await expect(
        behind.get_by_text("Conversations with at least one hand-over case, of all conversations.")
    ).to_be_visible()
    await behind.get_by_role("checkbox", name="Only what counts").check()
    await visit.path("/insights?*counted=yes*")
    await expect(behind.get_by_role("link", name="drilled")).to_have_attribute("href", "/conversations/drilled")
    assert await visit.violations() == []
    assert visit.complaints == []


async def test_a_chart_is_a_table_too_and_a_table_is_a_file(doors: Visited) -> None:
    await _a_case(doors, "charted")
    visit = await doors.signed_in(SUPERVISOR, dark=True)
    await visit.go("/insights?days=7&line=conversations")
    over_time = visit.page.get_by_role("region", name="Over time")
    await over_time.get_by_role("img", name="Conversations, Over time").wait_for(timeout=PATIENCE_MS)
    await over_time.get_by_role("button", name="As a table").click()
    await expect(over_time.get_by_role("row")).to_have_count(8)
    async with visit.page.expect_download() as saving:
        await over_time.get_by_role("link", name="Over time as CSV").click()
    saved = (await (await saving.value).path()).read_text(encoding="utf-8")
    assert saved.splitlines()[0] == "day,conversations"
    assert await visit.violations() == []


async def test_a_case_is_told_and_its_dossier_is_accepted_by_the_command(doors: Visited, tmp_path: Path) -> None:
    case = await _a_case(doors, "told")
    visit = await doors.signed_in(AUDITOR)
    await visit.go("/audit?fact=CaseAccepted")
    await visit.page.get_by_role("link", name=case).first.click(timeout=PATIENCE_MS)
    await expect(visit.page.get_by_text("Hello, Tomasz here.")).to_be_visible(timeout=PATIENCE_MS)
    assert await visit.violations() == []
    saved: list[Path] = []
    async with visit.page.expect_download(lambda each: each.suggested_filename.endswith(".json")) as saving:
        await visit.page.get_by_role("button", name="Take the dossier").click()
    file = tmp_path / "dossier.json"
    await (await saving.value).save_as(file)
    saved.append(file)
    key = doors.demo.house.public_key(ORG)
    held = CliRunner().invoke(app, ["audit", "verify", str(file), "--public-key", key])
    assert held.exit_code == 0, held.output
    file.write_bytes(file.read_bytes().replace(b"Tomasz here", b"Tomas  here"))
    broken = CliRunner().invoke(app, ["audit", "verify", str(file), "--public-key", key])
    assert broken.exit_code == 1
    assert "seal" in broken.output


async def test_who_opened_what_and_how_thresholds_came_to_be_stand_side_by_side(doors: Visited) -> None:
    visit = await doors.signed_in(AUDITOR)
    await visit.go("/audit")
    await visit.page.get_by_text("What decides, changed").click(timeout=PATIENCE_MS)
    await visit.sees("Policy published")
    await visit.page.get_by_role("tab", name="Thresholds").click()
    await visit.sees("The first version.")
    assert await visit.violations() == []


async def test_a_newcomer_reads_how_the_agent_decides_and_practises(doors: Visited) -> None:
    number = await doors.demo.house.library.last_number(ORG)
    visit = await doors.signed_in(REP, size=PHONE)
    await visit.go("/learn")
    await visit.sees("When the customer asks for a person, a person takes the conversation over.")
    assert await visit.violations() == []
    await visit.page.get_by_role("tab", name="Practice").click()
    await visit.page.get_by_role("button", name="The third kettle").click(timeout=PATIENCE_MS)
    await visit.page.get_by_role("button", name="Claim").click(timeout=PATIENCE_MS)
    await visit.page.get_by_label("Your answer").fill("Hello, what is your order number?")
    await visit.page.get_by_label("Needed").check()
    await visit.page.get_by_role("button", name="See what was done").click()
    await visit.sees("You asked for what the customer had said already: order number.")
    await visit.sees("Most who labelled it said the same.")
    assert await visit.violations() == []
    verbs = {head.verb for head in await doors.demo.house.library.heads(ORG, after=number)}
    assert verbs.isdisjoint({"CaseRequested", "CaseAccepted", "CaseLabelled", "TurnObserved"}), "practice is no fact"
