"""The outbox: one lane after the other, and no word of an agent after the floor has moved (law 1)."""

from dataclasses import replace

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.working import Claimed, Parcel
from server.tests.contracts.samples import NOW, ORG, OTHER, Poke, conversation, conversation_subject, words
from server.tests.contracts.stores import Store

LEASE = At(NOW + 1_000)


async def post(store: Store, *effects: Effect, name: str = "c1") -> None:
    found = await store.journal.find(ORG, Conversation, name)
    if found is None:
        await store.create(conversation_subject(name), conversation(name), effects=effects)
    else:
        await store.change(found, found.state, effects=effects)


async def take_over(store: Store) -> None:
    found = await store.journal.load(ORG, Conversation, "c1")
    control = found.state.control.pass_to(by_person(PersonId("ann")))
    await store.change(found, replace(found.state, control=control))


async def claim(store: Store, *, now: int = NOW, limit: int = 10, to: str | None = None) -> Claimed:
    return await store.outbox.claim(now=At(now), lease_until=At(now + 1_000), limit=limit, destination=to)


def numbers(parcels: tuple[Parcel, ...]) -> list[int]:
    return [parcel.effect.number for parcel in parcels if isinstance(parcel.effect, Poke)]


async def test_an_effect_comes_back_as_it_was_committed(store: Store) -> None:
    await post(store, words(1))
    (parcel,) = (await claim(store)).sending
    assert parcel.effect == words(1)
    assert (parcel.state, parcel.attempts, parcel.lane, parcel.destination) == ("sending", 1, "c1", "worker")
    assert (parcel.created_at, parcel.due_at) == (NOW, NOW)


async def test_a_lane_is_first_in_first_out(store: Store) -> None:
    await post(store, Poke(lane="a", number=1), Poke(lane="a", number=2), Poke(lane="b", number=3))
    await post(store, Poke(lane="b", number=4))
    first = await claim(store)
    assert numbers(first.sending) == [1, 3]
    assert numbers((await claim(store)).sending) == []
    await store.outbox.sent(first.sending[0])
    assert numbers((await claim(store)).sending) == [2]


async def test_a_lane_waits_for_the_acknowledgement(store: Store) -> None:
    await post(store, Poke(lane="a", number=1), Poke(lane="a", number=2))
    (parcel,) = (await claim(store)).sending
    await store.outbox.sent(parcel, await_acknowledgement_until=At(NOW + 30))
    assert (await claim(store)).sending == ()
    assert await store.outbox.unacknowledged(now=At(NOW + 29), limit=5) == ()
    (late,) = await store.outbox.unacknowledged(now=At(NOW + 30), limit=5)
    assert (late.id, late.state) == (parcel.id, "sent")
    for _ in range(2):
        acknowledged = await store.outbox.acknowledge(ORG, parcel.id)
        assert acknowledged is not None
        assert acknowledged.state == "delivered"
    assert numbers((await claim(store)).sending) == [2]
    assert await store.outbox.acknowledge(ORG, "nothing") is None
    assert await store.outbox.acknowledge(OTHER, parcel.id) is None


async def test_what_never_began_to_send_cannot_be_acknowledged(store: Store) -> None:
    await post(store, Poke(lane="a"))
    (parcel,) = (await claim(store)).sending
    await store.outbox.fail(parcel, error="away", retry_at=At(NOW + 10))
    acknowledged = await store.outbox.acknowledge(ORG, parcel.id)
    assert acknowledged is not None
    assert acknowledged.state == "delivered"
    await post(store, Poke(lane="b"), name="c2")
    waiting = await store.outbox.acknowledge(ORG, f"{store_commit(parcel.id, 1)}.0")
    assert waiting is not None
    assert waiting.state == "stored"


def store_commit(parcel: str, further: int) -> str:
    name, number = parcel.split(".", maxsplit=1)[0].split("_")
    return f"{name}_{int(number) + further:06}"


async def test_a_failure_is_tried_again_and_holds_its_lane(store: Store) -> None:
    await post(store, Poke(lane="a", number=1), Poke(lane="a", number=2))
    (parcel,) = (await claim(store)).sending
    await store.outbox.fail(parcel, error="no route", retry_at=At(NOW + 50))
    assert (await claim(store, now=NOW + 49)).sending == ()
    assert await store.outbox.next_due() == NOW + 50
    (again,) = (await claim(store, now=NOW + 50)).sending
    assert (again.id, again.attempts, again.error) == (parcel.id, 2, "no route")


async def test_a_dead_letter_is_seen_frees_its_lane_and_can_be_redriven(store: Store) -> None:
    await post(store, *(Poke(lane=lane, number=n) for n, lane in enumerate("aabc")))
    for parcel in (await claim(store)).sending:
        await store.outbox.fail(parcel, error="refused", retry_at=None)
    page = await store.outbox.dead(ORG, limit=2)
    assert numbers(page.items) == [3, 2]
    rest = await store.outbox.dead(ORG, limit=2, cursor=page.next)
    assert (numbers(rest.items), rest.next) == ([0], None)
    assert await store.outbox.dead(OTHER) == replace(rest, items=())
    assert numbers((await claim(store)).sending) == [1]
    dead = rest.items[0]
    assert await store.outbox.redrive(ORG, dead.id, now=NOW) is True
    assert await store.outbox.redrive(ORG, dead.id, now=NOW) is False
    assert await store.outbox.redrive(ORG, "nothing", now=NOW) is False
    assert (await claim(store)).sending == ()  # its lane is sending


async def test_a_lost_lease_goes_back_and_its_holder_can_change_nothing(store: Store) -> None:
    await post(store, Poke(lane="a"))
    (lost,) = (await claim(store)).sending
    assert await store.outbox.next_due() == LEASE
    (mine,) = (await claim(store, now=LEASE)).sending
    assert (mine.id, mine.attempts) == (lost.id, 2)
    await store.outbox.sent(lost)
    await store.outbox.fail(lost, error="late", retry_at=None)
    assert (await store.outbox.dead(ORG)).items == ()
    await store.outbox.sent(mine)
    assert await store.outbox.next_due() is None


async def test_an_agents_message_is_stale_once_the_floor_has_moved(store: Store) -> None:
    await post(store, words(1), words(2, epoch=2, by=ActorKind.PERSON))
    await take_over(store)
    claimed = await claim(store)
    assert claimed.sending == ()  # the person's words wait until the agent's are withdrawn: the lane is in order
    (stale,) = claimed.stale
    assert (stale.effect, stale.state) == (words(1), "stored")
    assert await store.outbox.withdraw(stale) is True
    assert await store.outbox.withdraw(stale) is False
    after = await claim(store)
    assert [parcel.effect for parcel in after.sending] == [words(2, epoch=2, by=ActorKind.PERSON)]
    assert after.stale == ()


async def test_accepted_words_of_a_person_are_sent_whatever_the_epoch(store: Store) -> None:
    await post(store, words(1, by=ActorKind.PERSON), words(2, by=ActorKind.SYSTEM))
    await take_over(store)
    claimed = await claim(store)
    assert [parcel.effect for parcel in claimed.sending] == [words(1, by=ActorKind.PERSON)]
    assert claimed.stale == ()


async def test_what_has_begun_to_send_is_no_longer_withdrawn(store: Store) -> None:
    await post(store, words(1))
    (sending,) = (await claim(store)).sending
    await take_over(store)
    assert await store.outbox.withdraw(sending) is False


async def test_a_retry_and_a_redrive_check_the_epoch_again(store: Store) -> None:
    await post(store, words(1))
    (parcel,) = (await claim(store)).sending
    await store.outbox.fail(parcel, error="away", retry_at=None)
    await take_over(store)
    assert await store.outbox.redrive(ORG, parcel.id, now=NOW) is True
    claimed = await claim(store)
    assert claimed.sending == ()
    assert [stale.id for stale in claimed.stale] == [parcel.id]


async def test_each_destination_takes_its_own(store: Store) -> None:
    await post(
        store,
        Poke(lane="a", number=1),
        Poke(lane="b", number=2, destination="agent/shop"),
        Poke(lane="c", number=3, destination="agent/bank"),
    )
    assert numbers((await claim(store, to="agent/shop")).sending) == [2]
    assert numbers((await claim(store)).sending) == [1]
    other = await store.outbox.claim(now=NOW, lease_until=LEASE, limit=5, destination="agent/bank", org=OTHER)
    assert other == Claimed(sending=())
    mine = await store.outbox.claim(now=NOW, lease_until=LEASE, limit=5, destination="agent/bank", org=ORG)
    assert numbers(mine.sending) == [3]


async def test_a_claim_takes_no_more_than_asked(store: Store) -> None:
    await post(store, *(Poke(lane=f"lane{n}", number=n) for n in range(5)))
    assert numbers((await claim(store, limit=2)).sending) == [0, 1]
    assert numbers((await claim(store, limit=2)).sending) == [2, 3]


async def test_next_due_does_not_count_what_waits_behind_another(store: Store) -> None:
    await post(store, Poke(lane="a", number=1), Poke(lane="a", number=2))
    (parcel,) = (await claim(store)).sending
    await store.outbox.sent(parcel, await_acknowledgement_until=LEASE)
    assert await store.outbox.next_due() is None


async def test_a_listener_that_comes_back_gets_what_it_did_not_acknowledge(store: Store) -> None:
    await post(store, words(1), words(2))
    (first,) = (await claim(store)).sending
    await store.outbox.sent(first, await_acknowledgement_until=At(NOW + 30_000))
    assert (await claim(store)).sending == ()
    assert await store.outbox.resend(ORG, first.destination, now=At(NOW)) == 1
    assert [parcel.id for parcel in (await claim(store)).sending] == [first.id]
    assert await store.outbox.resend(ORG, "agent/other", now=At(NOW)) == 0
