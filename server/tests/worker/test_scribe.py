"""The scribe: every committed fact gets its number once, and the ledger can be verified by a stranger."""

import asyncio
from io import BytesIO

from handrail_server.core.basics.ids import OrgId
from handrail_server.ledger.checkpoint import Signer
from handrail_server.ledger.export import Entry, Export
from handrail_server.ledger.verify import Verification
from handrail_server.worker.scribe import LedgerScribe
from server.tests.flows.given import World, a_world

SIGNER = Signer(b"s" * 32)


async def exported(world: World, org: OrgId) -> bytes:
    found = await world.house.scribe.entries(org)
    checkpoint = await world.house.scribe.checkpoint(org)
    assert checkpoint is not None
    export = Export(
        org=org, checkpoint=checkpoint[1], public_key=SIGNER.public_key(org), entries=len(found), complete=True
    )
    return b"".join(
        export.lines(Entry(number=n, head=entry.head, hash=entry.hash, body=entry.body) for n, entry in found)
    )


async def test_the_ledger_of_a_conversation_verifies_and_one_flipped_byte_is_found() -> None:
    world = await a_world()
    await world.hire("rita", "general")
    await world.customer("I want to talk to a human being, please.")
    await world.work()
    scribe = LedgerScribe(world.house, SIGNER)
    assert await scribe.place_once() > 0
    await scribe.sign(world.org)
    written = await exported(world, world.org)
    whole = Verification(public_key=SIGNER.public_key(world.org))
    whole.read(BytesIO(written))
    assert whole.failures == []
    flipped = bytearray(written)
    flipped[len(flipped) // 2] ^= 1
    broken = Verification(public_key=SIGNER.public_key(world.org))
    broken.read(BytesIO(bytes(flipped)))
    assert broken.failures


async def test_two_scribes_collide_instead_of_forking() -> None:
    world = await a_world()
    await world.customer("Where is my parcel?")
    one, other = LedgerScribe(world.house, SIGNER, name="one"), LedgerScribe(world.house, SIGNER, name="other")
    placed = await asyncio.gather(one.place_once(), other.place_once())
    assert sorted(bool(count) for count in placed) == [False, True]
    numbers = [number for number, _ in await world.house.scribe.entries(world.org)]
    assert numbers == list(range(len(numbers)))


async def test_a_subjects_numbers_follow_its_versions() -> None:
    world = await a_world()
    for text in ("Where is my parcel?", "It was promised for Monday.", "I want to talk to a human being."):
        await world.customer(text)
    await LedgerScribe(world.house, SIGNER).place_once()
    seen: dict[str, int] = {}
    for _, entry in await world.house.scribe.entries(world.org):
        assert entry.version == seen.get(str(entry.subject), 0) + 1
        seen[str(entry.subject)] = entry.version
