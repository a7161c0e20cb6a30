"""The four stories played by Fernbrook's own embedded agents, with Handrail around them: no model, no network."""

import asyncio
from dataclasses import dataclass
from itertools import count

import httpx2

from server.tests.acceptance.running import PATIENCE, Desk, Fernbrook

_NUMBERS = count(1)


@dataclass(slots=True, kw_only=True)
class Chat:
    """A customer who talks through an application, and what they read."""

    running: Fernbrook
    client: httpx2.AsyncClient
    talk: str
    customer: str | None
    read: list[tuple[str, str]]

    async def says(self, text: str) -> dict[str, object]:
        body: dict[str, object] = {"id": f"m{next(_NUMBERS)}", "text": text}
        if self.customer:
            body["customer"] = self.customer
        response = await self.client.post(f"/v1/conversations/{self.talk}/customer-messages", json=body)
        assert not response.is_error, response.text
        found = response.json()
        assert isinstance(found, dict)
        return found

    async def reads(self, author: str, part: str) -> str:
        """Wait for words of `author` that hold `part`."""
        async with asyncio.timeout(4 * PATIENCE):
            while True:
                for said, text in self.read:
                    if said == author and part in text:
                        return text
                await self._fetch()

    async def _fetch(self) -> None:
        for each in (await self.client.get("/v1/deliveries", params={"wait": 1})).json()["deliveries"]:
            await self.client.post(f"/v1/deliveries/{each['id']}/acknowledgement")
            if each["kind"] == "words" and each["conversation"] == self.talk:
                self.read.append((each["author"], each["text"]))


async def chat(running: Fernbrook, agent: str, customer: str | None = None) -> Chat:
    headers = {"Authorization": f"Bearer {running.keys.agents[agent]}"}
    client = httpx2.AsyncClient(base_url=running.url, headers=headers, timeout=60)
    await running.closing.enter_async_context(client)
    talk = f"{agent}-{next(_NUMBERS)}"
    return Chat(running=running, client=client, talk=talk, customer=customer, read=[])


async def the_case(desk: Desk, talk: str, kind: str = "hand_over") -> str:
    found = await desk.get("/v1/cases", conversation=talk)
    cases = found["cases"]
    assert isinstance(cases, list)
    return next(str(case["id"]) for case in cases if case["kind"] == kind)


async def test_retail_a_damaged_table_a_replacement_and_a_person_at_last(running: Fernbrook) -> None:
    hanna, priya = await chat(running, "shop", "hanna.lindgren"), await running.person("priya.raman")
    await hanna.says("Hello, I am writing about the oak reading table, order FB-20931.")
    assert "Oak reading table" in await hanna.reads("agent", "FB-20931")
    answered = await hanna.says(
        "This is ridiculous. It is the fourth time I contact you about the same damaged table, and I am fed up. "
        "If nobody sorts it out today, I will post a public review about it."
    )
    assert answered["verdict"] == "hand_over"
    await hanna.reads("system", "colleague")
    await priya.post(f"/v1/conversations/{hanna.talk}/takeover")
    done = await priya.post(
        f"/v1/conversations/{hanna.talk}/acts",
        {"call_id": "p1", "tool": "send_replacement", "arguments": {"order": "FB-20931", "reason": "damaged"}},
    )
    assert done["state"] in {"ready", "leased", "completed"}
    acts = (await priya.get(f"/v1/conversations/{hanna.talk}/acts", wait=10))["acts"]
    assert isinstance(acts, list)
    assert acts[-1]["state"] == "completed"
    await priya.post(f"/v1/conversations/{hanna.talk}/messages", {"id": "w1", "text": "A new table comes on Thursday."})
    await hanna.reads("person", "Thursday")


async def test_finance_a_wire_waits_for_approval_and_the_agent_tells_when_it_is_done(running: Fernbrook) -> None:
    robert, viktor = await chat(running, "bank", "robert.hale"), await running.person("viktor.sandberg")
    await robert.says("Please wire 12,000 USD to US-4417 for the new engines.")
    await robert.reads("system", "approval")
    case = await the_case(viktor, robert.talk, "approval")
    read = await viktor.get(f"/v1/cases/{case}")
    asked = read["asked"]
    assert isinstance(asked, dict)
    assert asked["tool"] == "wire_transfer"
    await viktor.post(f"/v1/cases/{case}/claim")
    checked = {"means": "telephone", "contact": "Mr. Hale", "result": "He wants it.", "confirmed": True}
    await viktor.post(f"/v1/cases/{case}/verification", checked)
    ballot = {"vote": "approve", "digest": asked["digest"], "ground": "Verified by telephone."}
    await viktor.post(f"/v1/cases/{case}/votes", ballot)
    assert "12000" in await robert.reads("agent", "has been carried out")


async def test_business_a_lead_is_qualified_and_terms_are_left_to_a_person(running: Fernbrook) -> None:
    lead = await chat(running, "business")
    await lead.says("We need linen for 900 beds for our hostels, and have a budget of 60,000 EUR.")
    assert "900 beds" in await lead.reads("agent", "noted")
    answered = await lead.says("Could you do custom terms, with a three-year contract and an integration into our ERP?")
    assert answered["verdict"] == "hand_over"
    await lead.reads("system", "colleague")
    await lead.reads("agent", "noted it")


async def test_health_a_sealed_turn_is_never_given_to_the_agent(running: Fernbrook) -> None:
    elena = await chat(running, "health", "elena.torres")
    await elena.says("When is the health plan office open?")
    await elena.reads("agent", "8:00 to 18:00")
    answered = await elena.says(
        "I dispute my bill of 480 EUR for the MRI of my knee; "
        "the claim was denied although my doctor diagnosed arthritis."
    )
    assert answered["sealed"] is True
    await elena.reads("system", "colleague")
    await asyncio.sleep(1.5)
    await elena._fetch()
    assert [author for author, _ in elena.read].count("agent") == 1
