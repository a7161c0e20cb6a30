"""A threshold's number from the organisation's own labels and audit sample, over HTTP."""

from itertools import count, islice

from handrail_server.adapters.policy_file.reader import read_policy
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.learning.labels import drawn
from server.tests.api.office import Json, Office, problem, rows

SURE, UNSURE = 0.9, 0.6
TAKEN = list(islice((name for n in count() if drawn(ConversationId(name := f"talk-{n}"))), 8))
OTHERS = list(islice((name for n in count() if not drawn(ConversationId(name := f"talk-{n}"))), 16))
WISH: Json = {"threshold": "low_confidence", "way": "errors", "rate": 0.25, "delta": 0.2}


async def _talk(office: Office, name: str, confidence: float) -> str | None:
    """The case that it led to, if any."""
    asked: Json = {"id": f"{name}-1", "author": "customer", "text": "When do you open?", "channel": "chat"}
    sure: Json = {"value": confidence, "origin": "model"}
    answer: Json = {"id": f"{name}-2", "author": "agent", "text": "At ten.", "channel": "chat", "confidence": sure}
    await office.do(f"/conversations/{name}/turns", "shop", asked)
    case = (await office.do(f"/conversations/{name}/turns", "shop", answer))["case"]
    assert case is None or isinstance(case, str)
    return case


async def _held(office: Office, *, labelled: bool = True) -> None:
    """Twelve that the agent was sure of and handled alone, eight of them drawn; four escalated, all avoidable."""
    for name in (*TAKEN, *OTHERS[:4]):
        assert await _talk(office, name, SURE) is None
    for name in OTHERS[4:8]:
        case = await _talk(office, name, UNSURE)
        assert case is not None
        if labelled:
            await office.do(f"/cases/{case}/labels", "rita", {"label": "avoidable"})
    office.world.clock.wait(25 * 3600)
    await office.place()


async def _judged(office: Office, *, needed: int) -> None:
    for place, name in enumerate(TAKEN):
        await office.do(f"/conversations/{name}/sample-judgement", "vera", {"needed_a_person": place < needed})
    await office.place()


async def test_a_draft_is_proposed_that_opens_with_the_sentence(office: Office) -> None:
    await _held(office)
    await _judged(office, needed=0)
    found = await office.do("/policy/proposals", "ada", WISH)
    assert (found["version"], found["stands"], found["at"]) == (2, 0.75, 0.0)
    assert (found["conversations"], found["escalated"], found["needless"], found["missed"]) == (16, 0, 0, 0)
    (certificate,) = rows(found, "certificates")
    assert (certificate["sample"], certificate["seen"], certificate["alpha"]) == (8, 0, 0.25)
    assert (
        certificate["bound"] == 12 * (1 - 0.2 ** (1 / 8)) / 16 or abs(float(str(certificate["bound"])) - 0.1367) < 1e-3
    )
    document = str((await office.read("/policy/versions/2", "ada"))["document"])
    assert document.replace("\n# ", " ").startswith(f"# {found['sentence']}")
    assert "escalated 4, of these labelled 4; handled alone 12, of these drawn 8, judged 8." in str(found["statistics"])
    policy = read_policy(document).policy
    assert policy is not None
    assert policy.organisation.thresholds["low_confidence"].at == 0.0
    life = await office.read("/policy", "ada")
    newest = rows(life, "versions")[0]
    assert (life["published"], newest["state"], newest["why"]) == (1, "draft", found["sentence"])


async def test_what_the_sample_shows_to_go_wrong_is_weighed(office: Office) -> None:
    await _held(office)
    await _judged(office, needed=4)
    found = await office.do("/policy/proposals", "ada", WISH)
    assert found["at"] == 0.91, "half of what is answered with 0.9 needs a person"
    assert (found["escalated"], found["needless"], found["missed"]) == (16, 10, 0), "4, and 4 that stand for 1.5 each"
    fewest = await office.do("/policy/proposals", "ada", WISH | {"way": "needless"})
    assert (fewest["at"], fewest["needless"], fewest["missed"]) == (0.6, 0, 6), "4 of 8 that were handled alone"
    assert [each["of"] for each in rows(fewest, "certificates")] == ["needless", "errors"]
    refused = problem(await office.post("/policy/proposals", "ada", WISH | {"rate": 0.05}), 422)
    assert "8 judged conversations of the audit sample cannot show" in str(refused["detail"])


async def test_escalations_that_nobody_labelled_count_against_the_promise(office: Office) -> None:
    await _held(office, labelled=False)
    await _judged(office, needed=0)
    refused = problem(await office.post("/policy/proposals", "ada", WISH), 422)
    assert "None of 4 escalations is labelled" in str(refused["detail"])


async def test_nothing_judged_promises_nothing_and_no_version_is_left_behind(office: Office) -> None:
    await _held(office)
    refused = problem(await office.post("/policy/proposals", "ada", WISH), 422)
    assert "nobody knows what it gets wrong" in str(refused["detail"])
    problem(await office.post("/policy/proposals", "ada", WISH | {"threshold": "nonsense"}), 422)
    problem(await office.post("/policy/proposals", "vera", WISH), 403)
    assert len(rows(await office.read("/policy", "ada"), "versions")) == 1
