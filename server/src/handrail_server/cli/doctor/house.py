"""What can be seen in the open store: migrations, ledger, queues, detectors, dead letters, time."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Final

from handrail_server.cli.doctor.finding import Finding, bad, doubtful, good
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import MINUTE
from handrail_server.core.routing.organisation import unstaffed
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.signal import Reading
from handrail_server.house.house import House
from handrail_server.ledger import verify as verifier
from handrail_server.main import Opened

_LOOKED_AT: Final = 2_000
_UNPLACED: Final = 1_000
_DEAD: Final = 50


async def house(opened: Opened) -> AsyncIterator[Finding]:
    """All of it, organisation by organisation."""
    rooms = opened.house
    organisations = await rooms.library.organisations()
    if not organisations:
        yield doubtful("organisation", "There is none yet.", "Start the server and open the link that it prints.")
    yield await _unplaced(rooms)
    for org in organisations:
        yield await _checkpoint(opened, org)
        yield await _time(rooms, org)
        yield await _queues(rooms, org)
        yield await _blind(rooms, org)
        yield await _dead_letters(rooms, org)


async def _unplaced(rooms: House) -> Finding:
    waiting = len(await rooms.scribe.unplaced(limit=_UNPLACED))
    if waiting >= _UNPLACED:
        return doubtful("scribe", f"{waiting} commits or more have no place in a ledger.", "Is a server running?")
    return good("scribe", f"{waiting} commits wait for their place in a ledger.")


async def _checkpoint(opened: Opened, org: OrgId) -> Finding:
    name = f"{org}: ledger"
    found = await opened.house.scribe.checkpoint(org)
    if found is None:
        return doubtful(name, "No checkpoint is signed yet.", "A running server signs one as facts come.")
    size, note = found
    try:
        verifier.verify_checkpoint(note, opened.signer.public_key(org))
    except verifier.Broken as broken:
        return bad(name, f"The checkpoint does not hold: {broken}.", "Is this the master key of this store?")
    return good(name, f"The newest checkpoint, over {size:,} facts, holds.")


async def _time(rooms: House, org: OrgId) -> Finding:
    name = f"{org}: time"
    last = await rooms.library.last_number(org)
    heads = await rooms.library.heads(org, after=last - 1, limit=1)
    if heads and heads[-1].at > rooms.clock.now() + MINUTE:
        return bad(name, "The newest fact lies in the future: the clock went back.", "Set it; run an NTP client.")
    return good(name, "The newest fact lies in the past.")


async def _queues(rooms: House, org: OrgId) -> Finding:
    name = f"{org}: queues"
    organisation = (await rooms.journal.load(org, Organisation, org)).state
    people = [loaded.state for loaded in await rooms.library.people(org)]
    empty = unstaffed(organisation, people)
    if empty:
        text = f"Nobody works {', '.join(empty)}: cases there can only land."
        return doubtful(name, text, "Put somebody in, or let the queue overflow to one that is worked.")
    return good(name, f"All {len(organisation.queues)} are worked by somebody.")


async def _blind(rooms: House, org: OrgId) -> Finding:
    """Signals that could not be read in the newest decisions: a detector is broken, or an input is missing."""
    name = f"{org}: detectors"
    last = await rooms.library.last_number(org)
    heads = await rooms.library.heads(org, after=last - _LOOKED_AT, limit=_LOOKED_AT)
    decisions = [head.data for head in heads if head.verb == "DecisionMade"]
    counts = Counter(signal for data in decisions for signal in _blind_signals(data))
    if counts:
        told = ", ".join(f"{signal} ({count})" for signal, count in counts.most_common(5))
        text = f"Blind in the newest {len(decisions)} decisions: {told}."
        return doubtful(name, text, "`handrail explain` shows more of each; look at plug-ins and at the CRM.")
    return good(name, f"None was blind in the newest {len(decisions)} decisions.")


def _blind_signals(data: Mapping[str, object]) -> Iterator[str]:
    signals = data.get("signals")
    for signal in signals if isinstance(signals, list) else ():
        if isinstance(signal, dict) and signal.get("reading") == Reading.BLIND.value:
            yield str(signal.get("name"))


async def _dead_letters(rooms: House, org: OrgId) -> Finding:
    name = f"{org}: dead letters"
    dead = (await rooms.outbox.dead(org, limit=_DEAD)).items
    if dead:
        errors = ", ".join(sorted({parcel.error or "unknown" for parcel in dead})[:3])
        count = f"{len(dead)} or more" if len(dead) == _DEAD else str(len(dead))
        text = f"{count} could not be delivered: {errors}"
        return doubtful(name, text, "Mend the address, then redrive them: POST /v1/dead-letters/{id}/redrive.")
    return good(name, "There are none.")
