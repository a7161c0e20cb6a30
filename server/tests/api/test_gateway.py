"""Around the agent, over HTTP: who answers is a setting, and an application may bring the customer's words."""

from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.conversation import Conversation
from server.tests.api.office import Office, answer
from server.tests.house import ACME

CHAT = {"kind": "chat", "address": "https://models.example/v1", "model": "small-1", "key": "sk-secret", "seconds": 20}


async def put(office: Office, responder: object) -> dict[str, object]:
    body = {"name": "Shop", **({} if responder is ... else {"responder": responder})}
    response = await office.http.put("/v1/agents/shop", json=body, headers=office.headers("ada"))
    return answer(response)


async def test_a_key_switches_the_agent_to_a_model_and_is_never_shown(office: Office) -> None:
    shown = await put(office, CHAT)
    assert shown["responder"] == {
        "kind": "chat",
        "address": "https://models.example/v1",
        "model": "small-1",
        "name": None,
        "instructions": None,
        "log_probabilities": False,
        "seconds": 20,
        "key_set": True,
        "secret": None,
    }
    kept = (await office.world.house.journal.load(ACME, Agent, "shop")).state.responder
    assert kept is not None
    assert kept.key is not None
    assert "sk-secret" not in kept.key
    assert office.world.house.vault.open(ACME, "responder/shop", kept.key) == "sk-secret"


async def test_the_key_stays_where_it_is_not_sent_again_and_goes_with_another_address(office: Office) -> None:
    await put(office, CHAT)
    without = {name: value for name, value in CHAT.items() if name != "key"}
    again = await put(office, {**without, "model": "small-2"})
    assert isinstance(again["responder"], dict)
    assert (again["responder"]["model"], again["responder"]["key_set"]) == ("small-2", True)
    kept = await put(office, ...)
    assert kept["responder"] == again["responder"]
    moved = await put(office, {**without, "address": "https://elsewhere.example/v1"})
    assert isinstance(moved["responder"], dict)
    assert moved["responder"]["key_set"] is False


async def test_putting_the_same_again_changes_nothing(office: Office) -> None:
    first = await put(office, CHAT)
    assert (await put(office, CHAT))["state_version"] == first["state_version"]


async def test_a_webhook_s_secret_is_shown_once(office: Office) -> None:
    hook = {"kind": "webhook", "address": "https://agent.example/answer"}
    shown, again = await put(office, hook), await put(office, hook)
    assert isinstance(shown["responder"], dict)
    assert isinstance(again["responder"], dict)
    assert str(shown["responder"]["secret"]).startswith("whsec_")
    assert again["responder"]["secret"] is None


async def test_a_responder_that_could_never_answer_is_refused_by_field(office: Office) -> None:
    body = {"name": "Shop", "responder": {"kind": "chat", "address": "https://models.example/v1"}}
    response = await office.http.put("/v1/agents/shop", json=body, headers=office.headers("ada"))
    assert response.status_code == 422
    assert response.json()["field"] == "responder.model"


async def test_an_application_brings_the_customer_s_words_once(office: Office) -> None:
    body: dict[str, object] = {"id": "m1", "text": "When do you open?", "customer": "clara"}
    first = await office.do("/conversations/talk-1/customer-messages", "shop", body)
    again = await office.do("/conversations/talk-1/customer-messages", "shop", body)
    assert first == again
    talk = (await office.world.house.journal.load(ACME, Conversation, "talk-1")).state
    assert (talk.carrier, talk.customer_turns, talk.customer) == (Carrier.APPLICATION, 1, "clara")


async def test_only_an_agent_s_application_brings_words(office: Office) -> None:
    response = await office.post("/conversations/talk-1/customer-messages", "ada", {"id": "m1", "text": "Hello"})
    assert response.status_code == 403


async def test_a_conversation_beside_the_agent_does_not_become_one_around_it(office: Office) -> None:
    await office.world.customer("Hello")
    response = await office.post("/conversations/c1/customer-messages", "shop", {"id": "m9", "text": "Hello"})
    assert response.status_code == 409
