"""Notices by each means: heads only, and a link that opens the case."""

import json

import pytest

from handrail.webhooks import verify
from handrail_server.adapters.notify.alarms import AlarmDeliverer
from handrail_server.adapters.notify.drift import DriftDeliverer
from handrail_server.adapters.notify.notices import NoticeDeliverer
from handrail_server.core.basics.ids import AgentId, ConversationId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.learning.drift_watch import TellOfDrift
from handrail_server.core.routing.person import Means
from handrail_server.core.turns.delivery import SoundAlarm
from handrail_server.ports.knowing import Undeliverable
from server.tests.adapters.notify.given import NOW, OLGA, ORG, SAM, World, notice, parcel, world

URL = "https://handrail.example"
SLACK = "https://hooks.slack.com/services/T/B/X"


def deliverer(here: World) -> NoticeDeliverer:
    return NoticeDeliverer(here.rooms, here.teller, url=URL)


async def test_an_in_app_notice_stands_in_the_persons_list_once() -> None:
    async with world() as here:
        for _ in range(2):
            await deliverer(here).deliver(parcel(notice(Means.IN_APP)))
        page = await here.rooms.notices.of(ORG, OLGA)
    (found,) = page.items
    assert found.case == "case_1"
    assert found.document["severity"] == "critical"
    assert found.document["line"] == "Fraud, suspicious payment · 48000.00 USD"
    assert found.document["link"] == "/cases/case_1"
    assert found.document["conversation"] == "conversation_1"


async def test_slack_shows_why_how_much_and_a_link_and_names_the_person() -> None:
    async with world(slack=SLACK) as here:
        await deliverer(here).deliver(parcel(notice(Means.SLACK)))
        (request,) = here.outside.asked
    body = json.loads(request.read())
    assert request.headers["host"] == "hooks.slack.com"
    assert body["blocks"][0]["text"]["text"].startswith("<@U042>")
    assert [field["text"] for field in body["blocks"][1]["fields"]] == [
        "*Why*\nFraud, suspicious payment · 48000.00 USD",
        "*Amount*\n48000.00 USD",
    ]
    assert body["blocks"][2]["elements"][0]["url"] == f"{URL}/cases/case_1"
    assert "Fraud" in body["text"]


async def test_slack_without_a_webhook_is_a_dead_letter() -> None:
    async with world() as here:
        with pytest.raises(Undeliverable) as refused:
            await deliverer(here).deliver(parcel(notice(Means.SLACK)))
    assert refused.value.permanent


async def test_an_outside_address_receives_a_signed_notice() -> None:
    address = "https://pager.example/in"
    async with world() as here:
        await deliverer(here).deliver(parcel(notice(Means.WEBHOOK, person=None, address=address)))
        (request,) = here.outside.asked
        secret = here.rooms.webhooks.of(ORG, "notices", address)
    body = request.read()
    verify(secret, dict(request.headers), body, now=NOW / SECOND)
    told = json.loads(body)
    assert (told["type"], told["url"], told["reason"]) == ("notice", f"{URL}/cases/case_1", "fraud")


@pytest.mark.parametrize("means", [Means.EMAIL, Means.WEBHOOK])
async def test_a_means_that_leads_nowhere_says_so_for_good(means: Means) -> None:
    async with world() as here:
        with pytest.raises(Undeliverable) as refused:
            await deliverer(here).deliver(parcel(notice(means)))
    assert refused.value.permanent


async def test_an_alarm_reaches_supervisors_and_the_agents_owner_by_all_their_means() -> None:
    alarm = SoundAlarm(
        lane="alarm/c1",
        conversation=ConversationId("c1"),
        alarm="spoken_out_of_turn",
        agent=AgentId("shop"),
        number=4,
    )
    async with world(slack=SLACK) as here:
        await AlarmDeliverer(here.rooms, here.teller, url=URL).deliver(parcel(alarm))
        lists = [(await here.rooms.notices.of(ORG, person)).items for person in (OLGA, SAM)]
        (request,) = here.outside.asked
    assert [found.document["reason"] for (found,) in lists] == ["spoken_out_of_turn"] * 2
    assert json.loads(request.read())["blocks"][2]["elements"][0]["url"] == f"{URL}/conversations/c1"


async def test_where_one_could_not_be_told_the_alarm_sounds_again() -> None:
    alarm = SoundAlarm(
        lane="alarm/c1",
        conversation=ConversationId("c1"),
        alarm="spoken_out_of_turn",
        agent=AgentId("shop"),
        number=4,
    )
    async with world() as here:
        with pytest.raises(Undeliverable):
            await AlarmDeliverer(here.rooms, here.teller, url=URL).deliver(parcel(alarm))
        assert (await here.rooms.notices.of(ORG, SAM)).items


async def test_drift_is_told_to_those_who_may_publish_the_policy_and_to_nobody_else() -> None:
    async with world(slack=SLACK) as here:
        told = TellOfDrift(lane="drift", series=("low_confidence", "drift_confidence"))
        await DriftDeliverer(here.rooms, here.teller, url=URL).deliver(parcel(told))
        ((found,), nothing) = [(await here.rooms.notices.of(ORG, person)).items for person in (OLGA, SAM)]
        (request,) = here.outside.asked
    assert (found.document["line"], found.document["link"]) == (
        "Drift, low confidence, drift confidence",
        "/learn?part=drift",
    )
    assert nothing == ()
    assert json.loads(request.read())["blocks"][2]["elements"][0]["url"] == f"{URL}/learn?part=drift"
