"""What may still go out, and what became of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.actors import ActorKind, system
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import MessageId, PersonId
from handrail_server.core.turns.control import Control, by_person
from handrail_server.core.turns.delivered import acknowledged, not_delivered, withdraw_message
from handrail_server.core.turns.delivery import DELIVERY_MOVES, DeliverWords, DeliveryState, control_of, may_send, moved
from handrail_server.core.turns.floor import take_floor
from server.tests.core.turns.stories import RITA, SHOP, T0, a_conversation, happened

WORKER = system("worker")


def words(author: ActorKind, epoch: int) -> DeliverWords:
    return DeliverWords(
        lane="c1", message=MessageId("c1/turn/1"), author=author, author_id="x", text="Hi", epoch=epoch, number=1
    )


@given(author=st.sampled_from(ActorKind), epoch=st.integers(1, 9), now=st.integers(1, 9))
def test_only_an_agents_message_of_another_epoch_may_not_go(author: ActorKind, epoch: int, now: int) -> None:
    control = Control(holder=by_person(PersonId("rita")), epoch=now)
    assert may_send(words(author, epoch), control) is (author is not ActorKind.AGENT or epoch == now)


def test_word_of_a_change_of_control_always_goes() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    assert may_send(control_of(a_conversation(), SHOP), taken.control)


def test_every_way_back_leads_through_stored() -> None:
    again = [target for (_, verb), target in DELIVERY_MOVES.items() if verb in {"retry", "redrive"}]
    assert again == [DeliveryState.STORED] * 3


def test_what_has_begun_to_send_is_not_withdrawn() -> None:
    assert moved(DeliveryState.STORED, "withdraw") is DeliveryState.WITHDRAWN
    for state in DeliveryState:
        if state is not DeliveryState.STORED:
            with pytest.raises(MoveRefused):
                moved(state, "withdraw")


def test_a_withdrawn_message_says_both_epochs() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    outcome = withdraw_message(taken, words(ActorKind.AGENT, 1), by=WORKER, at=T0)
    assert happened(outcome) == ["MessageWithdrawn"]
    with pytest.raises(MoveRefused):
        withdraw_message(taken, words(ActorKind.PERSON, 1), by=WORKER, at=T0)


def test_acknowledged_and_failed_deliveries_are_facts() -> None:
    conversation, message = a_conversation(), MessageId("c1/turn/1")
    assert happened(acknowledged(conversation, message, by=WORKER, at=T0)) == ["DeliveryAcknowledged"]
    failed = not_delivered(conversation, message, reason="unacknowledged", final=False, by=WORKER, at=T0)
    assert happened(failed) == ["DeliveryFailed"]
