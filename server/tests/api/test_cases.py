"""Who sees which case, and what of it."""

from server.tests.api.office import Office, inner, part, problem, rows

HEALTH = "My insurance claim for my diabetes treatment was denied, my member id is 123-45-6789, I dispute this bill."


async def test_a_rep_sees_the_cases_of_their_queues_and_who_may_read_all_sees_all(office: Office) -> None:
    case = await office.a_case()
    seen = {who: await office.read("/cases", who) for who in ("rita", "uma", "vera", "otto", "ada")}
    ids = {who: [each["id"] for each in rows(answer, "cases")] for who, answer in seen.items()}
    assert ids == {"rita": [case], "uma": [], "vera": [case], "otto": [case], "ada": [case]}
    (shown,) = rows(seen["rita"], "cases")
    assert (shown["state"], shown["queue"], shown["readable"]) == ("queued", "general", True)


async def test_what_somebody_owns_is_theirs_to_see_in_any_queue(office: Office) -> None:
    case = await office.a_case()
    uma = office.callers["uma"].actor.id
    await office.do(f"/cases/{case}/reassignment", "vera", {"person": uma, "why": "She knows the product."})
    assert [each["id"] for each in rows(await office.read("/cases", "uma"), "cases")] == [case]
    assert [each["id"] for each in rows(await office.read("/cases", "uma", owner="me"), "cases")] == [case]
    assert rows(await office.read("/cases", "uma", state="queued"), "cases") == []


async def test_a_case_of_another_queue_is_refused_naming_the_right(office: Office) -> None:
    case = await office.a_case()
    for path in (f"/cases/{case}", f"/cases/{case}/packet"):
        assert "read_conversations" in str(problem(await office.get(path, "uma"), 403)["detail"])
    assert "read_conversations" in str(problem(await office.get("/cases", "uma", queue="general"), 403)["detail"])
    assert "read_conversations" in str(problem(await office.get("/cases", "uma", owner="someone"), 403)["detail"])


async def test_what_is_another_organisations_is_not_found(office: Office) -> None:
    case = await office.a_case()
    assert problem(await office.get(f"/cases/{case}", "stranger"), 404)["reason"] == "not_found"
    assert problem(await office.get(f"/cases/{case}/packet", "stranger"), 404)["reason"] == "not_found"


async def test_an_agents_key_reads_no_cases(office: Office) -> None:
    case = await office.a_case()
    for path in ("/cases", f"/cases/{case}", f"/cases/{case}/packet"):
        problem(await office.get(path, "shop"), 403)


async def test_a_filter_that_is_none_is_refused_by_name(office: Office) -> None:
    assert problem(await office.get("/cases", "vera", state="asleep"), 422)["field"] == "state"
    assert problem(await office.get("/cases", "vera", kind="gift"), 422)["field"] == "kind"
    assert problem(await office.get("/cases", "vera", limit=0), 422)["field"] == "limit"
    assert problem(await office.get("/cases", "vera", cursor="nonsense"), 422)["field"] == "cursor"


async def test_cases_come_in_pages(office: Office) -> None:
    case = await office.a_case()
    await office.do("/conversations/c1/flag", "vera")
    first = await office.read("/cases", "vera", limit=1)
    second = await office.read("/cases", "vera", limit=1, cursor=str(first["next"]))
    found = {str(each["id"]) for page in (first, second) for each in rows(page, "cases")}
    assert len(found) == 2
    assert case in found
    assert second["next"] is None


async def test_a_waiting_case_tells_its_place_and_its_wait(office: Office) -> None:
    case = await office.a_case()
    shown = await office.read(f"/cases/{case}", "rita")
    assert inner(shown, "estimate")["position"] == 1
    assert shown["version"] == 2
    await office.do(f"/cases/{case}/claim", "rita")
    assert (await office.read(f"/cases/{case}", "rita"))["estimate"] is None


async def test_the_packet_says_why_you_why_now(office: Office) -> None:
    case = await office.a_case("This is ridiculous, the parcel never came. I want to speak to a human.")
    packet = await office.read(f"/cases/{case}/packet", "rita")
    assert packet["sealed"] is False
    assert "This came to the queue “General”" in str(packet["why"]), "by its name"
    assert part(packet, "transcript", "turns", 0, "text")
    assert "explicit_request" in {reason["code"] for reason in rows(packet, "reasons")}
    assert isinstance(part(packet, "completeness", "score"), float)


async def test_a_sealed_case_shows_only_that_it_is_sealed_until_the_credentialed_person_accepts(office: Office) -> None:
    case = await office.a_case(HEALTH)
    listed = next(each for each in rows(await office.read("/cases", "vera"), "cases") if each["id"] == case)
    assert (listed["sealed"], listed["readable"]) == (True, False)
    assert all(reason["evidence"] == [] for reason in rows(listed, "reasons"))
    sealed = await office.read(f"/cases/{case}/packet", "vera")
    assert (sealed["sealed"], sealed["transcript"], sealed["summary"]) == (True, None, None)
    opened = await office.do(f"/cases/{case}/claim", "vera")
    assert inner(opened, "case")["readable"] is True
    packet = await office.read(f"/cases/{case}/packet", "vera")
    assert "diabetes" in str(part(packet, "transcript", "turns", 0, "text"))
    assert (await office.read(f"/cases/{case}/packet", "otto"))["sealed"] is True


async def test_what_somebody_owns_or_is_offered_is_asked_for_by_name(office: Office) -> None:
    mine = await office.a_case()
    await office.do(f"/cases/{mine}/claim", "rita")
    assert [each["id"] for each in rows(await office.read("/cases", "rita", involving="me"), "cases")] == [mine]
    assert rows(await office.read("/cases", "sam", involving="me"), "cases") == []
    assert rows(await office.read("/cases", "vera", involving="me"), "cases") == []
    assert problem(await office.get("/cases", "rita", involving="sam"), 422)["field"] == "involving"


async def test_named_cases_are_those_that_belong_to_the_list_each_with_its_place_in_it(office: Office) -> None:
    case = await office.a_case()
    waiting = {"state": "queued,offered", "queue": "general"}
    (listed,) = rows(await office.read("/cases", "rita", **waiting), "cases")
    (named,) = rows(await office.read("/cases", "rita", id=f"{case},nobody", **waiting), "cases")
    assert named == listed
    await office.do(f"/cases/{case}/claim", "sam")
    assert rows(await office.read("/cases", "rita", id=case, **waiting), "cases") == []
    assert [each["owner"] for each in rows(await office.read("/cases", "rita", id=case), "cases")] != [None]
    assert rows(await office.read("/cases", "uma", id=case), "cases") == []
    many = ",".join(f"k{number}" for number in range(201))
    assert problem(await office.get("/cases", "rita", id=many), 422)["field"] == "id"


async def test_a_list_comes_in_the_order_of_its_places(office: Office) -> None:
    await office.a_case()
    await office.do("/conversations/c1/flag", "vera")
    places = [str(each["place"]) for each in rows(await office.read("/cases", "vera"), "cases")]
    assert len(places) == 2
    assert places == sorted(places)
