"""The live stream: every fact once, in order, from exactly where a client left off."""

from server.tests.api.office import Office, events, inner, problem


async def _numbers(office: Office, path: str, how_many: int, **headers: str) -> list[int]:
    stream = office.listen(path, "rita", headers)
    found: list[int] = []
    while len(found) < how_many:
        read = events(await anext(stream))
        if read is not None:
            assert str(read[1]["number"]) == read[0]
            found.append(int(read[0]))
    await stream.aclose()
    return found


async def test_the_stream_resumes_exactly_after_the_last_event_id(office: Office) -> None:
    await office.a_case()
    await office.place()
    assert await _numbers(office, "/stream?after=-1", 10) == list(range(10))
    assert await _numbers(office, "/stream", 5, **{"Last-Event-ID": "9"}) == list(range(10, 15))


async def test_a_snapshot_and_the_stream_after_its_number_are_a_fresh_snapshot(office: Office) -> None:
    case = await office.a_case()
    await office.place()
    before = await office.read("/cases", "rita")
    await office.do(f"/cases/{case}/claim", "rita")
    await office.place()
    stream = office.listen(f"/stream?after={before['number']}", "rita")
    await anext(stream)
    while True:
        read = events(await anext(stream))
        assert read is not None
        assert "text" not in inner(read[1], "data")
        if read[1]["fact"] == "CaseAccepted":
            assert inner(read[1], "subject") == {"kind": "case", "id": case}
            break
    await stream.aclose()


async def test_no_head_carries_the_customers_words(office: Office) -> None:
    await office.a_case("I want to speak to a human about my zebra.")
    await office.place()
    last = await office.world.house.library.last_number(office.world.org)
    stream = office.listen("/stream?after=-1", "rita")
    written = b"".join([await anext(stream) for _ in range(last + 2)])
    await stream.aclose()
    assert b"CaseRequested" in written
    assert b"zebra" not in written


async def test_a_place_that_is_none_is_refused_and_an_agents_key_hears_nothing(office: Office) -> None:
    assert problem(await office.get("/stream", "rita", after="soon"), 422)["field"] == "after"
    problem(await office.get("/stream", "shop"), 403)
