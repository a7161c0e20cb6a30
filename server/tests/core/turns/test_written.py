"""Words that people write here, and notes that stay among colleagues."""

import pytest

from handrail_server.core.basics.actors import person
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PersonId, TurnId
from handrail_server.core.turns.written import CHARACTERS, note, written_turn
from server.tests.core.work.given import T0, a_conversation

RITA = person(PersonId("rita"))


def test_words_go_out_in_the_channel_they_came_by_and_answer_the_customer() -> None:
    conversation = a_conversation()
    turn = written_turn(conversation, TurnId("m1"), "Hello.", by=RITA, at=T0)
    assert (turn.channel, turn.replies_to) == (conversation.channel, conversation.last_customer_turn)


@pytest.mark.parametrize("text", ["", "  ", "x" * (CHARACTERS + 1)])
def test_saying_nothing_or_far_too_much_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        written_turn(a_conversation(), TurnId("m1"), text, by=RITA, at=T0)


def test_a_note_is_a_fact_and_leaves_the_conversation_as_it_is() -> None:
    conversation = a_conversation()
    outcome = note(conversation, "n1", "Careful: fourth contact.", by=RITA, at=T0)
    assert outcome.state == conversation
    assert [fact.verb for fact in outcome.facts] == ["NoteWritten"]
