"""The running state stays within 16 kB, whatever comes in (law 8)."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.core.basics.actors import Actor, ActorKind, person
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId, KeyId, PersonId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.turns.attached import attach_approval
from handrail_server.core.turns.conversation import SKETCHES, STATE_LIMIT, Conversation, Promise, Sketch
from handrail_server.core.turns.dealt import deal_with
from handrail_server.core.turns.floor import hand_back, take_floor
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.core.turns.remembered import Remembered
from handrail_server.core.turns.size import APPROVALS, ID_BYTES, NOTE_BYTES, WHISPER_BYTES, WHISPERS, json_bytes
from handrail_server.core.turns.whisper import whisper_to_agent
from server.tests.core.turns.stories import CLARA, RITA, SHOP_AGENT, T0, a_conversation, a_turn, an_agent

LONG_ID = "i" * ID_BYTES


def size(conversation: Conversation) -> int:
    return len(msgspec.json.encode(conversation))


def fat(number: int, author: Actor, topic: str, words: int) -> Remembered:
    sketch = Sketch(
        number=TurnNumber(number),
        author=author.kind,
        words=(2**40 - 1,) * words,
        sentiment=-0.123456789,
        confidence=0.987654321,
        topic=topic,
        dissatisfied=False,
        at=At(T0),
    )
    promise = Promise(turn=TurnNumber(number), kind="k" * 48, start=19_999, end=20_000)
    return Remembered(sketch=sketch, promises=(promise,) * 9, failed_attempt=TurnNumber(number))


def hostile() -> Conversation:
    opening = Opening(
        id=ConversationId(LONG_ID),
        channel="c" * 64,
        language="l" * 64,
        customer=CustomerId(LONG_ID),
        flow="f" * 64,
        key=KeyId(LONG_ID),
    )
    return open_conversation(opening, an_agent(LONG_ID), by=SHOP_AGENT, at=T0).state


def test_the_fattest_state_fits() -> None:
    state = replace(hostile(), turns=9_999_999, customer_turns=9_999_999)
    author = Actor(kind=ActorKind.CUSTOMER, id=LONG_ID, authenticated=CLARA.authenticated)
    for _ in range(30):
        turn = placed(state, a_turn(author, at=T0))
        state = hear(state, turn, fat(turn.number, author, '"\\\x01é' * 60, 100)).state
    for i in range(APPROVALS):
        state = attach_approval(state, CaseId(f"case_{i:032}"), by=RITA, at=T0).state
    for i in range(WHISPERS):
        state = whisper_to_agent(state, str(i) * WHISPER_BYTES, by=person(PersonId(LONG_ID)), at=T0).state
    state = deal_with(state, tuple(("r" * 48 + str(i), 0.123456) for i in range(40)), by=RITA, at=T0).state
    state = take_floor(state, PersonId(LONG_ID), by=RITA, at=T0).state
    state = hand_back(state, "ü" * (NOTE_BYTES // 2), by=RITA, at=T0).state
    assert size(state) <= STATE_LIMIT
    assert len(state.recent) >= SKETCHES // 2


@settings(max_examples=60, deadline=None)
@given(
    turns=st.lists(
        st.tuples(st.sampled_from([CLARA, SHOP_AGENT, RITA]), st.text(max_size=80), st.integers(0, 60)),
        max_size=40,
    ),
    note=st.text(min_size=1, max_size=NOTE_BYTES),
)
def test_any_conversation_fits(turns: list[tuple[Actor, str, int]], note: str) -> None:
    state = a_conversation()
    for author, topic, words in turns:
        turn = placed(state, a_turn(author))
        state = hear(state, turn, fat(turn.number, author, topic, words)).state
        assert size(state) <= STATE_LIMIT
    state = take_floor(state, PersonId("rita"), by=RITA, at=T0).state
    if note.strip() and json_bytes(note) <= NOTE_BYTES:
        state = hand_back(state, note, by=RITA, at=T0).state
    assert size(state) <= STATE_LIMIT


def test_twenty_ordinary_turns_are_remembered_whole() -> None:
    state = a_conversation()
    for _ in range(25):
        turn = placed(state, a_turn(CLARA))
        seen = fat(turn.number, CLARA, "damaged_product", 24)
        state = hear(state, turn, replace(seen, promises=())).state
    assert len(state.recent) == SKETCHES
    assert all(len(sketch.words) == 24 for sketch in state.recent)


@pytest.mark.parametrize("id", ["", "x" * (ID_BYTES + 1), "\x01" * 30])
def test_an_id_that_does_not_fit_is_refused(id: str) -> None:  # noqa: A002 - as the field
    with pytest.raises(Invalid):
        open_conversation(
            Opening(id=ConversationId(id), channel="web", key=KeyId("k")), an_agent(), by=SHOP_AGENT, at=T0
        )
