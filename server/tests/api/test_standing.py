"""How things stand, for everybody on every page."""

from server.tests.api.office import Office, problem, rows


async def test_modes_and_stops_are_told_to_everybody_who_works_here(office: Office) -> None:
    before = await office.read("/standing", "uma")
    assert [(each["mode"], len(part_of(each))) for each in rows(before, "modes")] == [("enforce", 1)]
    assert before["stops"] == []
    await office.do("/emergency-stops", "vera", {"scope": "agent", "id": "shop", "why": "It talks nonsense."})
    (stop,) = rows(await office.read("/standing", "uma"), "stops")
    assert (stop["scope"], stop["id"], stop["why"]) == ("agent", "shop", "It talks nonsense.")


async def test_an_agents_key_does_not_ask_how_things_stand(office: Office) -> None:
    problem(await office.get("/standing", "shop"), 403)


def part_of(mode: dict[str, object]) -> list[object]:
    agents = mode["agents"]
    assert isinstance(agents, list)
    return agents
