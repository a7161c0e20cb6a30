"""The live stream: every fact once, in order, from exactly where a client left off."""

import pytest

from handrail_server.api.routes import stream as stream_route
from server.tests.api.office import Json, Office, events, inner, problem, rows


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


async def _heard(office: Office, path: str, last: int) -> list[Json]:
    """Every event up to number `last`."""
    stream = office.listen(path, "rita")
    found: list[Json] = []
    while not found or found[-1]["number"] != last:
        read = events(await anext(stream))
        if read is not None:
            found.append(read[1])
    await stream.aclose()
    return found


def _replayed(versions: dict[str, object], heard: list[Json]) -> dict[str, object]:
    """What a console knows after it has heard all of it: the newest version of each subject, none of them skipped."""
    known = dict(versions)
    for each in heard:
        subject = inner(each, "subject")
        name = f"{subject['kind']}/{subject['id']}"
        before, now = known.get(name, 0), each["version"]
        assert isinstance(before, int)
        assert isinstance(now, int)
        if now > before:
            assert now == before + 1, name
            known[name] = now
    return known


async def test_a_snapshot_replayed_from_any_number_is_the_fresh_snapshot(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello!"})
    await office.do(f"/cases/{case}/hand-back", "rita", {"note": "Done."})
    await office.place()
    last = await office.world.house.library.last_number(office.world.org)
    whole = await _heard(office, "/stream?after=-1", last)
    assert [each["number"] for each in whole] == list(range(last + 1))
    fresh = _replayed({}, whole)
    assert fresh[f"case/{case}"] == (await office.read(f"/cases/{case}", "rita"))["version"]
    assert fresh["conversation/c1"] == (await office.read("/conversations/c1", "rita"))["version"]
    for after in range(0, last, 7):
        snapshot = _replayed({}, whole[: after + 1])
        rest = await _heard(office, f"/stream?after={after}", last)
        assert _replayed(snapshot, rest) == fresh
        again = await _heard(office, f"/stream?after={max(-1, after - 5)}", last)  # what it knows already, it ignores
        assert _replayed(snapshot, again) == fresh


async def test_a_slow_listener_misses_nothing_while_much_happens(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_route, "BATCH", 3)
    await office.a_case()
    await office.place()
    stream = office.listen("/stream?after=-1", "rita")
    numbers: list[int] = []
    for turn in range(12):
        read = events(await anext(stream))
        numbers += [int(read[0])] if read else []
        await office.world.customer(f"And another thing, number {turn}.")
        await office.place()
    last = await office.world.house.library.last_number(office.world.org)
    while numbers[-1] != last:
        read = events(await anext(stream))
        numbers += [int(read[0])] if read else []
    await stream.aclose()
    assert numbers == list(range(last + 1))


async def test_whoever_was_locked_out_hears_no_more_however_much_happens(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_route, "BATCH", 1)
    monkeypatch.setattr(stream_route, "HEARTBEAT_SECONDS", 0.0)
    await office.a_case()
    await office.place()
    stream = office.listen("/stream?after=-1", "rita")
    for _ in range(3):
        await anext(stream)
    (key,) = (each for each in rows(await office.read("/keys", "rita"), "keys"))
    await office.delete(f"/keys/{key['id']}", "ada")
    left = [chunk async for chunk in stream]
    assert len(left) <= 2, "there was far more to hear"


async def test_what_happens_in_another_organisation_is_not_heard(office: Office) -> None:
    await office.a_case()
    await office.place()
    stream = office.listen("/stream?after=-1", "stranger")
    await anext(stream)
    while (read := events(await anext(stream))) is not None and read[1]["fact"] != "KeyIssued":
        assert "c1" not in str(read)
    await stream.aclose()
