"""What drifted over HTTP: nothing at first; an alarm with both sides; answered for by who may publish the policy."""

from handrail_server.flows.watch_drift import keep_watch, watch_drift
from server.tests.api.office import Office, inner, problem, rows
from server.tests.flows.test_watch_drift import lived


async def test_nothing_is_compared_while_there_is_too_little(office: Office) -> None:
    found = await office.read("/drift", "vera")
    assert (found["alarms"], found["series"], found["fewest"], found["false_alarms"]) == ([], [], 200, 0.05)
    problem(await office.get("/drift", "rita"), 403)
    problem(await office.post("/drift/1/acknowledgement", "ada"), 404)


async def test_an_alarm_is_listed_with_both_sides_told_and_answered_for(office: Office) -> None:
    world = office.world
    await lived(world, 60, doubled=True)
    await keep_watch(world.house, world.org)
    await watch_drift(world.house, world.org)
    (alarm,) = rows(await office.read("/drift", "otto"), "alarms")
    assert (alarm["kind"], alarm["rule"], alarm["standing"]) == ("firing", "low_confidence", True)
    before, after = inner(alarm, "before"), inner(alarm, "after")
    assert inner(before, "between")["high"] < inner(after, "between")["low"]  # type: ignore[operator]
    problem(await office.post("/drift/1/acknowledgement", "vera"), 403)
    answered = await office.do("/drift/1/acknowledgement", "ada")
    assert answered["standing"] is False
    assert answered["acknowledged_by"] == office.callers["ada"].actor.id
