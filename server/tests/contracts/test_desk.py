"""Drafts, viewers and the index of words, on every engine."""

import asyncio
from dataclasses import replace

from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.search import StoreSearch
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.ports.desk import Draft, Viewing
from handrail_server.ports.searching import Indexed, Narrowed
from server.tests.contracts.samples import NOW, ORG, OTHER, conversation, conversation_subject
from server.tests.contracts.stores import KINDS, Store

TALK = ConversationId("c1")
RITA, SAM = PersonId("rita"), PersonId("sam")
LAST = "\U0010ffff"
ANY = Narrowed()


def a_draft(text: str, version: int, by: PersonId = RITA) -> Draft:
    return Draft(text=text, version=version, person=by, at=NOW)


async def test_a_draft_is_written_over_the_version_that_was_read_or_not_at_all(store: Store) -> None:
    key = await store.key()
    assert await store.drafts.of(ORG, TALK) is None
    assert await store.drafts.keep(ORG, TALK, a_draft("Dear", 1), key=key) is None
    assert await store.drafts.keep(ORG, TALK, a_draft("Dear", 0), key=key) == 1
    assert await store.drafts.keep(ORG, TALK, a_draft("Hello", 0, SAM), key=key) is None
    assert await store.drafts.keep(ORG, TALK, a_draft("Dear Ann", 1, SAM), key=key) == 2
    assert await store.drafts.of(ORG, TALK) == a_draft("Dear Ann", 2, SAM)
    assert await store.drafts.of(OTHER, TALK) is None


async def test_of_two_who_write_at_once_one_is_kept(store: Store) -> None:
    key = await store.key()
    written = [store.drafts.keep(ORG, TALK, a_draft(f"I am {n}", 0), key=key) for n in range(8)]
    assert sorted(kept is not None for kept in await asyncio.gather(*written)) == [False] * 7 + [True]


async def test_a_draft_that_was_sent_is_gone_and_another_may_begin(store: Store) -> None:
    key = await store.key()
    await store.drafts.keep(ORG, TALK, a_draft("Dear", 0), key=key)
    await store.drafts.drop(OTHER, TALK)
    assert await store.drafts.of(ORG, TALK) is not None
    await store.drafts.drop(ORG, TALK)
    assert await store.drafts.of(ORG, TALK) is None
    assert await store.drafts.keep(ORG, TALK, a_draft("Again", 0), key=key) == 1


async def test_who_looks_is_seen_until_their_lease_is_over(store: Store) -> None:
    def looking(by: PersonId, *, writes: bool = False, at: str = "c1") -> Viewing:
        return Viewing(conversation=ConversationId(at), person=by, writes=writes)

    later = At(NOW + 30_000)
    await store.viewers.look(ORG, looking(RITA), now=NOW, until=later)
    await store.viewers.look(ORG, looking(SAM, writes=True), now=NOW, until=At(NOW + 10_000))
    await store.viewers.look(ORG, looking(RITA, writes=True), now=NOW, until=later)
    assert await store.viewers.now(ORG, now=NOW) == (looking(RITA, writes=True), looking(SAM, writes=True))
    assert await store.viewers.now(OTHER, now=NOW) == ()
    assert await store.viewers.now(ORG, now=At(NOW + 10_000)) == (looking(RITA, writes=True),)
    await store.viewers.look(ORG, looking(RITA, at="c2"), now=At(NOW + 20_000), until=At(NOW + 40_000))
    await store.viewers.look_away(ORG, TALK, RITA)
    assert await store.viewers.now(ORG, now=NOW) == (looking(RITA, at="c2"),)


async def talks(store: Store, **words: str) -> None:
    """Conversations by name, each with what was said in its third turn; the later ones were active later."""
    for number, (name, said) in enumerate(words.items()):
        state = replace(conversation(name), opened_at=At(NOW + number), customer=CustomerId(f"of-{name}"))
        await store.create(conversation_subject(name), state)
        await store.search.put(
            ORG, (Indexed(kind="conversation", id=name, words=tuple(said.split()), turn=3),), until=number
        )


async def found(store: Store, *words: str, which: Narrowed = ANY) -> list[str]:
    ranges = [(word.removesuffix("*"), word.removesuffix("*") + (LAST if word.endswith("*") else "")) for word in words]
    names: list[str] = []
    cursor: str | None = None
    while True:
        page = await store.search.conversations(ORG, ranges, which, cursor=cursor, limit=2)
        names.extend(each.id for each in page.items)
        cursor = page.next
        if cursor is None:
            return names


async def test_conversations_are_found_by_all_of_their_words_the_newest_first(store: Store) -> None:
    await talks(store, a="refund parcel", b="refunds late", c="parcel refund", d="weather", e="refunded parcel")
    assert await found(store, "refund") == ["c", "a"]
    assert await found(store, "refund*") == ["e", "c", "b", "a"]
    assert await found(store, "refund*", "parcel") == ["e", "c", "a"]
    assert await found(store, "refund", "weather") == []
    assert await found(store) == ["e", "d", "c", "b", "a"]
    assert (await store.search.conversations(OTHER, [("refund", "refund")], ANY)).items == ()


async def test_a_search_is_narrowed_to_a_customer_an_agent_or_what_is_open(store: Store) -> None:
    await talks(store, a="refund", b="refund")
    closed = replace(conversation("z"), closed_at=At(NOW + 9))
    await store.create(conversation_subject("z"), closed)
    await store.search.put(ORG, (Indexed(kind="conversation", id="z", words=("refund",), turn=1),), until=9)
    assert await found(store, "refund", which=Narrowed(is_open=True)) == ["b", "a"]
    assert await found(store, "refund", which=Narrowed(is_open=False)) == ["z"]
    assert await found(store, "refund", which=Narrowed(customer=CustomerId("of-a"))) == ["a"]
    assert await found(store, "refund", which=Narrowed(agent=AgentId("nobody"))) == []


async def test_the_last_turn_with_a_word_is_told_and_what_is_forgotten_is_not_found(store: Store) -> None:
    await talks(store, a="refund parcel")
    later = (Indexed(kind="conversation", id="a", words=("refund",), turn=7),)
    for _ in range(2):
        await store.search.put(ORG, later, until=4)
    await store.search.put(ORG, (replace(later[0], turn=5),), until=2)
    assert await store.search.turn(ORG, ConversationId("a"), [("refund", "refund"), ("parcel", "parcel")]) == 7
    assert await store.search.turn(ORG, ConversationId("a"), [("parcel", "parcel")]) == 3
    assert await store.search.turn(ORG, ConversationId("a"), [("weather", "weather")]) is None
    assert (await store.search.until(ORG), await store.search.until(OTHER)) == (4, -1)
    await store.search.forget(ORG, "customer", "a")
    assert await found(store, "refund") == ["a"]
    await store.search.forget(ORG, "conversation", "a")
    assert await found(store, "refund") == []


async def test_a_word_that_is_everywhere_is_found_as_a_rare_one_is(store: Store) -> None:
    await talks(store, a="refund parcel", b="refund", c="refund parcel")
    search = StoreSearch(store.engine, codec=Codec(KINDS, ()), common=2)
    ranges = [("refund", "refund"), ("parcel", "parcel")]
    first = await search.conversations(ORG, ranges, ANY, limit=1)
    second = await search.conversations(ORG, ranges, ANY, limit=1, cursor=first.next)
    assert [each.id for page in (first, second) for each in page.items] == ["c", "a"]
    assert second.next is None


async def test_customers_are_found_by_all_of_their_words_by_id(store: Store) -> None:
    for name, words in {"c1": "ann lee acme", "c2": "ann smith", "c3": "annabel acme"}.items():
        await store.search.put(ORG, (Indexed(kind="customer", id=name, words=tuple(words.split())),), until=0)

    async def customers(*ranges: tuple[str, str]) -> list[str]:
        first = await store.search.customers(ORG, ranges, limit=2)
        rest = await store.search.customers(ORG, ranges, limit=2, cursor=first.next) if first.next else None
        return [*first.items, *(rest.items if rest else ())]

    assert await customers(("ann", "ann" + LAST)) == ["c1", "c2", "c3"]
    assert await customers(("ann", "ann" + LAST), ("acme", "acme")) == ["c1", "c3"]
    assert await customers(("bob", "bob")) == []
    assert await customers() == []
