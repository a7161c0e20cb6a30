"""The journal: everything of a commit is stored, or nothing (law 2)."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.errors import Conflict, Invalid, NotFound, Reused
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CommitId, ConversationId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.writing import (
    AlreadyAnswered,
    Answer,
    Commit,
    Expect,
    Secret,
    TurnMark,
    VersionConflict,
    changed,
    created,
)
from server.tests.contracts.samples import (
    BY,
    NOW,
    ORG,
    OTHER,
    Noted,
    Poke,
    action,
    conversation,
    conversation_subject,
    person,
    turn,
)
from server.tests.contracts.stores import Store, outcome_of

SUBJECT = conversation_subject()


async def test_a_state_comes_back_as_it_was_committed(store: Store) -> None:
    state = replace(conversation(), attempted=(TurnNumber(3),), topic="Grüße 👋")
    await store.create(SUBJECT, state)
    found = await store.journal.load(ORG, Conversation, "c1")
    assert found.state == state
    assert found.version == 1
    assert len(found.tip) == 32


async def test_what_is_not_there_is_named(store: Store) -> None:
    assert await store.journal.find(ORG, Conversation, "nobody") is None
    with pytest.raises(NotFound, match="conversation `nobody`"):
        await store.journal.load(ORG, Conversation, "nobody")


async def test_another_organisation_sees_nothing(store: Store) -> None:
    await store.create(SUBJECT, conversation(), turns=((turn(), "said"),))
    assert await store.journal.find(OTHER, Conversation, "c1") is None
    assert await store.library.turns(OTHER, ConversationId("c1")) == ()
    await store.create(SUBJECT, replace(conversation(), topic="theirs"), org=OTHER)
    assert (await store.journal.load(ORG, Conversation, "c1")).state.topic is None


async def test_the_version_is_the_number_of_facts(store: Store) -> None:
    facts = tuple(Noted(by=BY, at=NOW, number=n, text="x") for n in range(3))
    await store.create(SUBJECT, conversation(), facts=facts)
    found = await store.journal.load(ORG, Conversation, "c1")
    assert found.version == 3
    await store.change(found, found.state)
    assert (await store.journal.load(ORG, Conversation, "c1")).version == 4


async def test_a_change_without_a_fact_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without a fact"):
        await store.create(SUBJECT, conversation(), facts=())


async def test_of_two_who_create_one_fails(store: Store) -> None:
    await store.create(SUBJECT, conversation())
    with pytest.raises(VersionConflict):
        await store.create(SUBJECT, replace(conversation(), topic="second"))
    assert (await store.journal.load(ORG, Conversation, "c1")).state.topic is None


async def test_of_two_who_change_the_same_version_one_fails(store: Store) -> None:
    await store.create(SUBJECT, conversation())
    found = await store.journal.load(ORG, Conversation, "c1")
    await store.change(found, replace(found.state, topic="first"))
    with pytest.raises(VersionConflict):
        await store.change(found, replace(found.state, topic="second"))
    assert (await store.journal.load(ORG, Conversation, "c1")).state.topic == "first"


async def test_an_untouched_subject_must_be_as_it_was_read(store: Store) -> None:
    await store.create(SUBJECT, conversation())
    other = conversation_subject("c2")
    for version in (0, 2):
        with pytest.raises(VersionConflict):
            await store.create(other, conversation("c2"), expects=(Expect(subject=SUBJECT, version=version),))
    await store.create(other, conversation("c2"), expects=(Expect(subject=SUBJECT, version=1),))
    with pytest.raises(VersionConflict):
        await store.create(conversation_subject("c3"), conversation("c3"), expects=(Expect(subject=other, version=0),))


async def test_nothing_of_a_refused_commit_is_written_anywhere(store: Store) -> None:
    await store.create(SUBJECT, conversation())
    before = await everything(store)
    key = await store.key()
    stale = await store.journal.load(ORG, Conversation, "c1")
    ann = Subject(kind=SubjectKind.PERSON, id="ann")
    commit = Commit(
        org=ORG,
        id=CommitId("refused"),
        at=NOW,
        changes=(
            created(ann, outcome_of(person("ann", queues=("q",))), key=key),
            replace(
                changed(stale, outcome_of(stale.state), key=key),
                version=7,
                effects=(Poke(lane="c1"),),
                deadlines=(Deadline(subject=SUBJECT, name="silence", due_at=NOW),),
            ),
        ),
        turns=((turn(), "said"),),
        answer=Answer(scope="s", key="k", digest="d", status=200, body=b"{}"),
        secrets=(Secret(id="s", kind="session", holder="ann", hash="h", created_at=NOW),),
    )
    with pytest.raises(VersionConflict):
        await store.journal.commit(commit)
    assert await everything(store) == before
    assert await store.journal.find(ORG, Person, "ann") is None


async def everything(store: Store) -> tuple[object, ...]:
    return (
        (await store.journal.load(ORG, Conversation, "c1")).version,
        await store.library.history(ORG, SUBJECT),
        await store.library.turns(ORG, ConversationId("c1")),
        await store.library.people(ORG),
        len(await store.scribe.unplaced(limit=100)),
        await store.outbox.next_due(),
        await store.deadlines.next_due(),
        await store.journal.answer(ORG, "s", "k", NOW),
        await store.secrets.by_hash("h"),
    )


async def test_an_answer_is_given_again_and_a_key_is_not_used_twice(store: Store) -> None:
    answer = Answer(scope="post", key="k1", digest="d", status=201, body=b'{"a":1}')
    await store.create(SUBJECT, conversation(), answer=answer)
    assert await store.journal.answer(ORG, "post", "k1", NOW) == answer
    assert await store.journal.answer(OTHER, "post", "k1", NOW) is None
    with pytest.raises(AlreadyAnswered):
        await store.create(SUBJECT, conversation(), answer=answer)
    with pytest.raises(Reused):
        await store.create(SUBJECT, conversation(), answer=replace(answer, digest="e"))
    assert await store.journal.find(ORG, Conversation, "c2") is None


async def test_an_expired_answer_makes_room(store: Store) -> None:
    old = Answer(scope="post", key="k1", digest="d", status=200, body=b"", expires_at=At(NOW - 1))
    await store.create(SUBJECT, conversation(), answer=old)
    assert await store.journal.answer(ORG, "post", "k1", NOW) is None
    new = replace(old, digest="e", expires_at=At(NOW + 1))
    await store.create(conversation_subject("c2"), conversation("c2"), answer=new)
    assert await store.journal.answer(ORG, "post", "k1", NOW) == new
    assert await store.journal.answer(ORG, "post", "k1", At(NOW + 1)) is None


async def test_a_turn_id_stands_for_one_turn(store: Store) -> None:
    await store.create(SUBJECT, conversation(), turns=((turn(1, name="a"), "said"),))
    found = await store.journal.load(ORG, Conversation, "c1")
    again = replace(turn(2, name="a"), received_at=At(NOW + 5), epoch=9)
    with pytest.raises(VersionConflict):
        await store.change(found, found.state, turns=((again, "said"),))
    with pytest.raises(Reused):
        await store.change(found, found.state, turns=((turn(2, name="a", text="other"), "said"),))
    await store.create(conversation_subject("c2"), conversation("c2"), turns=((turn(1, name="a", of="c2"), "said"),))


async def test_a_turn_says_what_became_of_it(store: Store) -> None:
    await store.create(SUBJECT, conversation(), turns=((turn(1), "held"), (turn(2), "said")))
    found = await store.journal.load(ORG, Conversation, "c1")
    mark = TurnMark(conversation=ConversationId("c1"), number=TurnNumber(1), status="released")
    await store.change(found, found.state, marks=(mark,))
    statuses = [stored.status for stored in await store.library.turns(ORG, ConversationId("c1"))]
    assert statuses == ["released", "said"]


async def test_a_call_id_stands_for_one_call(store: Store) -> None:
    def subject(name: str) -> Subject:
        return Subject(kind=SubjectKind.ACTION, id=name)

    await store.create(subject("a1"), action("a1"))
    with pytest.raises(VersionConflict):
        await store.create(subject("a2"), action("a2"))
    with pytest.raises(Reused):
        await store.create(subject("a2"), action("a2", digest="other"))
    await store.create(subject("a2"), action("a2", call_id="call2"))


async def test_two_people_cannot_have_one_address(store: Store) -> None:
    def subject(name: str) -> Subject:
        return Subject(kind=SubjectKind.PERSON, id=name)

    await store.create(subject("ann"), person("ann", email="Ann@Example.com"))
    with pytest.raises(Conflict, match="address"):
        await store.create(subject("bob"), person("bob", email="ann@example.com"))
    ann = await store.journal.load(ORG, Person, "ann")
    await store.change(ann, replace(ann.state, email="new@example.com"))
    await store.create(subject("bob"), person("bob", email="ann@example.com"))


async def test_a_subject_changes_once_in_a_commit(store: Store) -> None:
    change = created(SUBJECT, outcome_of(conversation()), key=await store.key())
    with pytest.raises(ValueError, match="once"):
        await store.journal.commit(Commit(org=ORG, id=CommitId("x"), at=NOW, changes=(change, change)))


async def test_an_effect_that_could_not_be_read_back_is_refused(store: Store) -> None:
    class Unknown(Poke):
        pass

    with pytest.raises(ValueError, match="Unknown"):
        await store.create(SUBJECT, conversation(), effects=(Unknown(lane="c1"),))


async def test_an_owner_has_one_key(store: Store) -> None:
    first = await store.journal.data_key(ORG, "ann")
    assert await store.journal.data_key(ORG, "ann") == first
    assert await store.journal.data_key(ORG, "bob") != first
    assert await store.journal.data_key(OTHER, "ann") != first


async def test_a_cursor_of_somebody_else_is_refused(store: Store) -> None:
    for text in ("nonsense", "WzFd", "é"):
        with pytest.raises(Invalid) as refused:
            await store.library.conversations(ORG, cursor=text)
        assert refused.value.field == "cursor"
