"""The four stories as people live them: a customer types into the chat, somebody takes it up and ends it at the desk.

Nothing is asked of the API but what has become of it, at the end.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pytest
from playwright.async_api import Locator, Page, expect

from server.tests.acceptance.accounts import ledger_verifies
from server.tests.browser.visiting import PATIENCE_MS, Visit, Visited

RECORD: Final = {
    "Decision": "Reopened.",
    "Ground": "The denial missed the specialist's letter.",
    "Credential used": "HB-20417",
}
"""What her route demands before such a case ends."""

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Customer:
    """Somebody at the chat of one of Fernbrook's sites."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.log = page.get_by_role("log")

    async def says(self, text: str) -> None:
        box = self._page.get_by_label("Write a message")
        await box.fill(text)
        await box.press("Enter")

    async def reads(self, text: str) -> None:
        await expect(self.log).to_contain_text(text, timeout=PATIENCE_MS)

    async def rates(self, answer: str) -> None:
        """The chat asks by itself once somebody has resolved it."""
        await self._page.get_by_role("radio", name=answer, exact=True).check(force=True)
        await self._page.get_by_role("button", name="Save").click()
        await expect(self._page.get_by_text("Your rating is kept.")).to_be_visible(timeout=PATIENCE_MS)


async def _customer(doors: Visited, site: str, who: str = "") -> Customer:
    visit = await doors.visit()
    await visit.go(f"/demo/{site}?as={who}")
    await visit.page.get_by_role("button", name="Open chat").click()
    return Customer(visit.page)


async def _accepts(visit: Visit) -> str:
    """The offer that comes to the inbox is accepted with one key; the conversation's id."""
    await visit.go("/inbox")
    await visit.page.get_by_role("article").first.wait_for(timeout=PATIENCE_MS)
    await visit.page.keyboard.press("a")
    await visit.page.wait_for_url(re.compile("/conversations/"), timeout=PATIENCE_MS)
    return visit.page.url.partition("/conversations/")[2].partition("?")[0]


def _packet(visit: Visit) -> Locator:
    return visit.page.get_by_role("complementary", name="Packet")


async def _replies(visit: Visit, words: str | None = None) -> str:
    """Send these words, or those that stand in the box."""
    box = visit.page.get_by_role("textbox", name="Reply", exact=True)
    if words is not None:
        await box.fill(words)
    said = await box.input_value()
    await box.press("Control+Enter")
    await expect(box).to_have_value("", timeout=PATIENCE_MS)
    return said


async def _resolves(
    visit: Visit,
    *,
    disposition: str,
    choices: Mapping[str, str] = MappingProxyType({}),
    written: Mapping[str, str] = MappingProxyType({}),
) -> None:
    await visit.page.get_by_role("button", name="Resolve").click()
    dialog = visit.page.get_by_role("dialog")
    for label, choice in choices.items():
        await dialog.get_by_role("combobox", name=label).click()
        await visit.page.get_by_role("option", name=choice).click()
    for label, text in {"Disposition": disposition, **written}.items():
        await dialog.get_by_role("textbox", name=label).fill(text)
    await dialog.get_by_role("button", name="Resolve").click()
    await expect(dialog).to_have_count(0, timeout=PATIENCE_MS)
    await expect(visit.page.get_by_role("button", name="Done")).to_be_visible(timeout=PATIENCE_MS)


async def test_retail_the_fourth_complaint_reaches_a_senior_specialist_who_puts_it_right(doors: Visited) -> None:
    hanna, priya = await _customer(doors, "shop", "hanna.lindgren"), await doors.signed_in("Priya Raman")
    await hanna.says("Hello, I am writing about the oak reading table, order FB-20931.")
    await hanna.reads("Oak reading table")
    await hanna.says(
        "This is ridiculous. It is the fourth time I contact you about the same damaged table, and I am fed up. "
        "If nobody sorts it out today, I will post a public review about it."
    )
    await hanna.reads("colleague")

    talk = await _accepts(priya)
    await expect(_packet(priya)).to_contain_text("Why this came to you")
    await expect(_packet(priya)).to_contain_text("Lifetime value")
    await hanna.reads("You are talking to Priya, a person.")
    await priya.page.get_by_role("button", name="Use the suggested reply").click()
    said = await _replies(priya)
    assert "Hanna" in said, "a draft greets by name"
    await hanna.reads(said.splitlines()[0])

    acts = _packet(priya).get_by_role("region", name="Act for the customer")
    await acts.get_by_role("button", name="Replacement").click()
    form = priya.page.get_by_role("dialog")
    await form.get_by_label("Order").fill("FB-20931")
    await form.get_by_label("Reason").fill("damaged")
    await priya.page.keyboard.press("Control+Enter")
    await expect(acts.get_by_role("listitem").filter(has_text="Send replacement")).to_contain_text("Completed")
    await _replies(priya, "A new table comes on Thursday.")
    await hanna.reads("A new table comes on Thursday.")
    await _resolves(priya, disposition="replaced")
    await hanna.rates("Good")

    case = await _case(doors, talk)
    assert (case["owner"], case["outcome"], case["disposition"]) == ("priya.raman", "resolved", "replaced")
    assert {"sentiment", "repeat_contact", "public_review"} <= _codes(case)
    await ledger_verifies(doors.demo)


async def test_b2b_a_prospect_nobody_knows_is_answered_by_an_account_executive_in_the_same_chat(doors: Visited) -> None:
    lead, clara = await _customer(doors, "business"), await doors.signed_in("Clara Bianchi")
    await lead.says("We need linen for 900 beds for our hostels, and have a budget of 60,000 EUR.")
    await lead.reads("noted")
    await lead.says("Could you do custom terms, with a three-year contract and an integration into our ERP?")
    await lead.reads("colleague")

    talk = await _accepts(clara)
    packet = _packet(clara)
    await expect(packet).to_contain_text("900 beds")
    await expect(packet).to_contain_text("60,000 EUR")
    await expect(packet.get_by_role("heading", name="Opportunity")).to_be_visible()
    await _replies(clara, "Clara here: three years are possible, and yes to your ERP.")
    await lead.reads("three years are possible")
    await lead.says("Good. When can we talk?")
    await expect(clara.page.get_by_role("log")).to_contain_text("When can we talk?", timeout=PATIENCE_MS)
    await _replies(clara, "On Tuesday at ten.")
    await lead.reads("On Tuesday at ten.")
    await _resolves(clara, disposition="call_agreed", choices={"What came of it": "Qualified"})

    case = await _case(doors, talk)
    assert (case["owner"], case["outcome"]) == ("clara.bianchi", "qualified")
    assert "over_authority" in _codes(case)


async def test_health_a_disputed_claim_is_read_by_nobody_before_a_licensed_person_accepts(doors: Visited) -> None:
    elena, leila = await _customer(doors, "health", "elena.torres"), await doors.signed_in("Leila Haddad")
    helen = await doors.signed_in("Helen Park")
    await elena.says("When is the health plan office open?")
    await elena.reads("8:00 to 18:00")
    await elena.says(
        "I dispute my bill of 480 EUR for the MRI of my knee; "
        "the claim was denied although my doctor diagnosed arthritis."
    )
    await elena.reads("confidential")

    await leila.go("/inbox")
    await leila.page.get_by_role("article").first.wait_for(timeout=PATIENCE_MS)
    assert "arthritis" not in await leila.page.content(), "an offer says nothing of what is sealed"
    talk = await _accepts(leila)
    await expect(leila.page.get_by_role("log")).to_contain_text("arthritis", timeout=PATIENCE_MS)
    await helen.go(f"/conversations/{talk}")
    await helen.sees("Sealed")
    assert "arthritis" not in await helen.page.content()

    await _replies(leila, "Hello, I have your claim here and will reverse the decision.")
    await elena.reads("I have your claim here")
    await _resolves(leila, disposition="claim_reopened", choices={"Authorised by": "Ruth Adeyemi"}, written=RECORD)
    case = await _case(doors, talk, as_who="leila.haddad")
    assert (case["owner"], case["outcome"]) == ("leila.haddad", "resolved")
    assert {"regulated_data", "billing_dispute"} <= _codes(case)


async def test_finance_a_wire_is_verified_with_the_client_and_released_once_or_declined_with_a_ground(
    doors: Visited,
) -> None:
    robert, viktor = await _customer(doors, "bank", "robert.hale"), await doors.signed_in("Viktor Sandberg")
    await robert.says("Please wire 12,000 USD to US-4417 for the new engines.")
    await robert.reads("approval")
    await _decided(viktor, "12,000", "Approve", "Verified by telephone.")
    await robert.reads("has been carried out")
    talk = await _conversation_of(doors, "robert.hale")

    await robert.says("Please wire 48,500 USD to CY-7781 for marine engines, it is urgent.")
    await expect(robert.log.get_by_text("approval")).to_have_count(2, timeout=PATIENCE_MS)
    await _decided(viktor, "48,500", "Reject", "The client does not know this payee.")
    await robert.reads("did not approve")

    ruth = await doors.demo.person("ruth.adeyemi")
    acts = (await ruth.get(f"/v1/conversations/{talk}/acts"))["acts"]
    assert isinstance(acts, list)
    assert [act["state"] for act in acts] == ["completed", "refused"]
    await ledger_verifies(doors.demo)


async def _decided(officer: Visit, amount: str, verdict: str, ground: str) -> None:
    """The act in the officer's approvals is claimed, verified with the client, and decided."""
    await officer.go("/approvals")
    page, article = officer.page, officer.page.get_by_role("main").get_by_role("article")
    await expect(article).to_contain_text(amount, timeout=PATIENCE_MS)
    take = article.get_by_role("button", name=re.compile("^(Claim|Accept)$"))
    if await take.count():
        await take.click()
    await article.get_by_label("Whom, where").fill("+1 207 555 0119")
    await article.get_by_label("What came of it").fill("Mr Hale was asked about supplier and amount.")
    if verdict == "Approve":
        await article.get_by_label("The client confirmed this act").check()
    await article.get_by_role("button", name="Record verification").click()
    await expect(article.get_by_text("Verified by Viktor Sandberg")).to_be_visible(timeout=PATIENCE_MS)
    await article.get_by_label("Ground").fill(ground)
    await article.get_by_role("button", name=verdict).click()
    await page.get_by_role("dialog").get_by_role("button", name=verdict).click()


async def _conversation_of(doors: Visited, customer: str) -> str:
    ruth = await doors.demo.person("ruth.adeyemi")
    talks = (await ruth.get("/v1/conversations", customer=customer))["conversations"]
    assert isinstance(talks, list)
    (talk,) = talks
    return str(talk["id"])


async def _case(doors: Visited, talk: str, *, as_who: str = "ruth.adeyemi") -> dict[str, object]:
    """The one case of the conversation, as somebody reads it."""
    desk = await doors.demo.person(as_who)
    cases = (await desk.get("/v1/cases", conversation=talk, state="any"))["cases"]
    assert isinstance(cases, list)
    (case,) = cases
    return dict(case)


def _codes(case: dict[str, object]) -> set[str]:
    reasons = case["reasons"]
    assert isinstance(reasons, list)
    return {str(reason["code"]) for reason in reasons}
