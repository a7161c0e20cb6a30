"""The numbers of fitted models, on every engine."""

from dataclasses import replace

from handrail_server.core.signals.learned.tables import Tables
from handrail_server.ports.learning import Taught
from server.tests.contracts.samples import ORG, OTHER
from server.tests.contracts.stores import Store

TAUGHT = Taught(
    tables=Tables(
        name="needs_person",
        version="own",
        labels=("0", "1"),
        bias=-12,
        words={"angry": (1_000, 2_000), "où est": (800, -100)},
        parts={" an": (500, 40)},
        meaning={"##er": (120, 3)},
        slope=900,
    ),
    conversations=("c1", "c2"),
)


async def test_numbers_are_found_by_the_hash_of_their_content(store: Store) -> None:
    key = await store.key()
    digest = await store.weights.keep(ORG, TAUGHT, key=key)
    assert await store.weights.keep(ORG, TAUGHT, key=key) == digest
    assert len(digest) == 64
    assert await store.weights.taught(ORG, digest) == TAUGHT
    other = replace(TAUGHT, conversations=("c1",))
    assert await store.weights.keep(ORG, other, key=key) != digest


async def test_they_are_their_own_organisations_only(store: Store) -> None:
    digest = await store.weights.keep(ORG, TAUGHT, key=await store.key())
    assert await store.weights.taught(OTHER, digest) is None
    assert await store.weights.taught(ORG, "0" * 64) is None
