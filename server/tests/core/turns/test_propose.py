"""An agent asks before it speaks; a stale draft is kept, never said."""

import pytest

from handrail_server.core.basics.actors import agent
from handrail_server.core.basics.errors import StaleEpoch
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.turns.facts import TurnRefused
from handrail_server.core.turns.floor import hand_back, take_floor
from handrail_server.core.turns.hear import placed
from handrail_server.core.turns.propose import propose, refuse, refused
from handrail_server.core.turns.turn import TurnStatus
from server.tests.core.turns.stories import RITA, SHOP_AGENT, T0, a_conversation, a_turn, happened


def test_a_draft_with_the_present_token_is_said() -> None:
    conversation = a_conversation()
    outcome = propose(conversation, placed(conversation, a_turn(SHOP_AGENT)), floor=1)
    assert happened(outcome) == ["TurnObserved"]
    assert outcome.state.agent_turns == 1


def test_a_held_draft_has_its_number_but_is_not_said() -> None:
    conversation = a_conversation()
    draft = placed(conversation, a_turn(SHOP_AGENT))
    outcome = propose(conversation, draft, floor=1, status=TurnStatus.HELD)
    assert (outcome.state.turns, outcome.state.agent_turns) == (1, 0)


@pytest.mark.parametrize("floor", [0, 1, 3])
def test_a_draft_is_stale_after_a_takeover(floor: int) -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    with pytest.raises(StaleEpoch):
        propose(taken, placed(taken, a_turn(SHOP_AGENT)), floor=floor)


def test_the_right_epoch_does_not_help_an_agent_without_the_floor() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    with pytest.raises(StaleEpoch):
        propose(taken, placed(taken, a_turn(SHOP_AGENT)), floor=2)


def test_a_token_from_before_the_takeover_stays_stale_after_the_hand_back() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    back = hand_back(taken, "done", by=RITA, at=T0).state
    with pytest.raises(StaleEpoch):
        propose(back, placed(back, a_turn(SHOP_AGENT)), floor=1)
    assert happened(propose(back, placed(back, a_turn(SHOP_AGENT)), floor=3)) == ["TurnObserved"]


def test_another_agent_with_the_present_token_takes_over_and_makes_the_firsts_drafts_stale() -> None:
    conversation = a_conversation()
    draft = placed(conversation, a_turn(agent(AgentId("billing"))))
    outcome = propose(conversation, draft, floor=1)
    assert happened(outcome) == ["FloorTaken", "TurnObserved"]
    with pytest.raises(StaleEpoch):
        propose(outcome.state, placed(outcome.state, a_turn(SHOP_AGENT)), floor=1)


def test_a_stale_draft_is_kept_with_its_words() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    draft = refused(taken, a_turn(SHOP_AGENT, "Your refund is on its way"))
    outcome = refuse(taken, draft, floor=1)
    fact = outcome.facts[0]
    assert isinstance(fact, TurnRefused)
    assert (fact.number, fact.floor, fact.epoch, fact.holder_id) == (1, 1, 2, "rita")
    assert fact.text == "Your refund is on its way"
    assert (outcome.state.turns, outcome.state.agent_turns, outcome.state.recent) == (1, 0, ())
