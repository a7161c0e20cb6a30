"""What every story leaves behind: a row of the register, measures, a ledger that verifies, nothing open, no words."""

import asyncio
import io
import json
from collections.abc import Iterable

from handrail_server.core.basics.time import DAY, At
from handrail_server.demo.places import ORG
from handrail_server.ledger.verify import Verification
from server.tests.acceptance.reading import each, pick, text
from server.tests.acceptance.running import PATIENCE, Desk, Fernbrook

AUDITOR = "helen.park"


async def register_row(running: Fernbrook, case: str, state: str) -> object:
    """The case's row in the escalation register, once the ledger tells that it is in this state."""
    auditor = await running.person(AUDITOR)

    async def look() -> object | None:
        rows = each(await auditor.get("/v1/escalations"), "escalations")
        return next((row for row in rows if pick(row, "case") == case and pick(row, "state") == state), None)

    return await running.until(look)


def triggers(row: object) -> list[str]:
    """The codes of what triggered it, without scores and thresholds."""
    return [str(trigger).partition(" ")[0] for trigger in each(row, "triggers")]


async def measure(running: Fernbrook, name: str) -> object:
    """One measure of the organisation."""
    auditor = await running.person(AUDITOR)
    measures = await auditor.get("/v1/measures")
    found = {text(entry, "name"): pick(entry, "value") for entry in each(measures, "measures")}
    return found[name]


async def verbs(running: Fernbrook, kind: str, name: str) -> list[str]:
    """The facts of a subject, in order."""
    auditor = await running.person(AUDITOR)
    return [text(fact, "fact") for fact in each(await auditor.get("/v1/facts", subject=f"{kind}/{name}"), "facts")]


async def ledger_verifies(running: Fernbrook) -> None:
    """Everything committed so far stands in an export that the verifier accepts, whole and signed."""
    auditor = await running.person(AUDITOR)
    placed = await running.house.library.last_number(ORG)

    async def look() -> str | None:
        checkpoint = await auditor.get("/v1/ledger/checkpoint")
        size = pick(checkpoint, "size")
        assert isinstance(size, int)
        return text(checkpoint, "public_key") if size > placed else None

    key = await running.until(look)
    export = await auditor.text("/v1/ledger/export")
    found = Verification(public_key=key).read(io.BytesIO(export.encode()))
    assert not found.failures, found.report()
    assert found.signature_checked


async def nothing_is_open(running: Fernbrook, *subjects: str) -> None:
    """No deadline waits for these subjects, and no case of theirs is open."""
    house = running.house
    far = At(house.clock.now() + 400 * DAY)
    due = await house.deadlines.claim(now=far, lease_until=At(far + DAY), limit=10_000)
    left = [f"{each_due.subject} {each_due.name}" for each_due in due]
    assert not [name for name in left if name.split()[0] in subjects], left


async def no_words_leaked(running: Fernbrook, said: Iterable[str], *readers: Desk) -> None:
    """None of these words stands in a head, on the live stream, in anybody's notices, or in a log."""
    auditor = await running.person(AUDITOR)
    seen = [await _streamed(running, auditor), json.dumps(running.logs, default=str)]
    seen += [json.dumps(await reader.get("/v1/notices"), ensure_ascii=False) for reader in readers]
    for words in said:
        for place in seen:
            assert words.lower() not in place.lower(), f"{words!r} leaked"


async def _streamed(running: Fernbrook, reader: Desk) -> str:
    """The whole live stream so far, as it is sent."""
    last = await running.house.library.last_number(ORG)
    lines: list[str] = []
    async with asyncio.timeout(PATIENCE), reader.client.stream("GET", "/v1/stream", params={"after": -1}) as response:
        async for line in response.aiter_lines():
            lines.append(line)
            if line.startswith("data:") and f"id: {last}" in lines[-3:]:
                break
    return "\n".join(lines)
