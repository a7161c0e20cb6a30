"""Holding, whispering, joining, identifying, sealing, closing; agents and their modes."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused, StaleEpoch
from handrail_server.core.basics.ids import AgentId, CaseId, CustomerId, KeyId, PersonId
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.agents import allow_agent, change_agent, change_mode, register_agent, stop_agent
from handrail_server.core.turns.attached import attach_approval, attach_hand_over, detach, flag
from handrail_server.core.turns.closing import close
from handrail_server.core.turns.control import NOBODY
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.dealt import COOL_DOWN, deal_with, fires_again
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.floor import take_floor
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.held import (
    Draft,
    hold_replies,
    hold_reply,
    let_replies_flow,
    release_reply,
    settle_reply,
)
from handrail_server.core.turns.identify import identify
from handrail_server.core.turns.sealing import seal, unseal
from handrail_server.core.turns.size import WHISPERS
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.turns.whisper import WHISPER_LASTS, join, whisper_to_agent, whisper_to_person
from handrail_server.core.turns.why import VerifiedBy
from server.tests.core.turns.stories import (
    CLARA,
    RITA,
    SAM,
    SHOP_AGENT,
    T0,
    a_conversation,
    a_turn,
    an_agent,
    done,
    happened,
)

POLICY = system("policy")
CASE = CaseId("k1")


def holding() -> tuple[Conversation, Turn]:
    conversation = a_conversation()
    draft = placed(conversation, a_turn(SHOP_AGENT, "We refund you"))
    held = hear(conversation, draft, status=TurnStatus.HELD).state
    return hold_reply(held, draft, CASE, by=POLICY, at=T0).state, draft


def waits(draft: Turn) -> Draft:
    return Draft(number=draft.number, text=draft.text, epoch=draft.epoch)


def test_a_released_draft_goes_out_as_the_agents_words() -> None:
    conversation, draft = holding()
    outcome = release_reply(conversation, waits(draft), by=RITA, at=T0)
    assert happened(outcome) == ["HeldReplySettled"]
    words = outcome.effects[0]
    assert isinstance(words, DeliverWords)
    assert (words.author_id, words.epoch, words.text) == ("shop", 1, "We refund you")
    assert (outcome.state.held_reply, outcome.state.agent_turns) == (None, 1)


def test_a_draft_is_not_released_after_a_takeover() -> None:
    conversation, draft = holding()
    taken = take_floor(conversation, PersonId("sam"), by=SAM, at=T0).state
    with pytest.raises(StaleEpoch):
        release_reply(taken, waits(draft), by=RITA, at=T0)


def test_a_settled_draft_is_settled_once() -> None:
    conversation, draft = holding()
    outcome = settle_reply(conversation, draft.number, TurnStatus.DISCARDED, by=RITA, at=T0)
    assert done(outcome) == []
    with pytest.raises(MoveRefused):
        settle_reply(outcome.state, draft.number, TurnStatus.DISCARDED, by=RITA, at=T0)
    with pytest.raises(MoveRefused):
        hold_reply(conversation, draft, CaseId("k2"), by=POLICY, at=T0)


def test_a_supervisor_holds_all_replies() -> None:
    held = hold_replies(a_conversation(), by=SAM, at=T0)
    assert happened(held) == ["RepliesHeldForReview"]
    with pytest.raises(MoveRefused):
        hold_replies(held.state, by=SAM, at=T0)
    free = let_replies_flow(held.state, by=SAM, at=T0)
    assert happened(free) == ["RepliesNoLongerHeld"]
    with pytest.raises(MoveRefused):
        let_replies_flow(free.state, by=SAM, at=T0)


def test_a_whisper_steers_the_agent_until_it_expires() -> None:
    outcome = whisper_to_agent(a_conversation(), "Offer a replacement", by=SAM, at=T0)
    assert happened(outcome) == ["Whispered"]
    assert done(outcome) == ["DeliverWhisper"]
    turn = placed(outcome.state, a_turn(CLARA, at=T0 + WHISPER_LASTS))
    assert hear(outcome.state, turn).state.whispers == ()


def test_whispers_are_few() -> None:
    state = a_conversation()
    for _ in range(WHISPERS):
        state = whisper_to_agent(state, "slower", by=SAM, at=T0).state
    with pytest.raises(MoveRefused):
        whisper_to_agent(state, "slower", by=SAM, at=T0)
    assert len(whisper_to_agent(state, "slower", by=SAM, at=At(T0 + WHISPER_LASTS)).state.whispers) == 1


def test_a_whisper_to_the_person_needs_a_person() -> None:
    with pytest.raises(MoveRefused):
        whisper_to_person(a_conversation(), "Offer a credit", by=SAM, at=T0)
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    assert happened(whisper_to_person(taken, "Offer a credit", by=SAM, at=T0)) == ["Whispered"]
    with pytest.raises(Invalid):
        whisper_to_person(taken, " ", by=SAM, at=T0)


def test_joining_leaves_the_floor_where_it_is() -> None:
    taken = take_floor(a_conversation(), PersonId("rita"), by=RITA, at=T0).state
    outcome = join(taken, by=SAM, at=T0)
    assert happened(outcome) == ["PersonJoined"]
    assert outcome.state == taken
    with pytest.raises(MoveRefused):
        join(taken, by=RITA, at=T0)
    with pytest.raises(MoveRefused):
        join(a_conversation(), by=SAM, at=T0)


def test_identity_is_joined_once() -> None:
    unknown = a_conversation(customer=None)
    outcome = identify(
        unknown, CustomerId("clara"), verified_by=VerifiedBy.SIGNED_TOKEN, key=KeyId("k2"), by=SHOP_AGENT, at=T0
    )
    assert happened(outcome) == ["CustomerIdentified"]
    assert (outcome.state.customer, outcome.state.key) == ("clara", "k2")
    same = identify(
        outcome.state, CustomerId("clara"), verified_by=VerifiedBy.SIGNED_TOKEN, key=KeyId("k2"), by=SHOP_AGENT, at=T0
    )
    assert same.facts == ()
    with pytest.raises(MoveRefused):
        identify(
            outcome.state, CustomerId("eve"), verified_by=VerifiedBy.SIGNED_TOKEN, key=KeyId("k3"), by=SHOP_AGENT, at=T0
        )


def test_cases_are_attached_and_detached() -> None:
    opened = attach_hand_over(a_conversation(), CASE, by=POLICY, at=T0).state
    with pytest.raises(MoveRefused):
        attach_hand_over(opened, CaseId("k2"), by=POLICY, at=T0)
    both = attach_approval(opened, CaseId("k3"), by=POLICY, at=T0).state
    assert (both.open_case, both.open_approvals) == ("k1", ("k3",))
    first = detach(both, CASE, by=RITA, at=T0)
    assert happened(first) == ["CaseDetached"]
    second = detach(first.state, CaseId("k3"), by=RITA, at=T0)
    assert (second.state.open_case, second.state.open_approvals) == (None, ())
    assert detach(second.state, CaseId("review"), by=RITA, at=T0).facts == ()


def test_a_conversation_closes_only_when_its_cases_are_over() -> None:
    opened = attach_hand_over(a_conversation(), CASE, by=POLICY, at=T0).state
    with pytest.raises(MoveRefused):
        close(opened, by=RITA, at=T0)
    closed = close(detach(opened, CASE, by=RITA, at=T0).state, by=RITA, at=T0)
    assert happened(closed) == ["FloorGiven", "ConversationClosed"]
    assert closed.state.control.holder == NOBODY
    with pytest.raises(MoveRefused):
        close(closed.state, by=RITA, at=T0)


def test_a_flag_and_a_seal_are_facts() -> None:
    assert happened(flag(a_conversation(), CaseId("r1"), by=RITA, at=T0)) == ["ConversationFlagged"]
    sealed = seal(a_conversation(), ("health_data",), ("medical_advisor",), by=POLICY, at=T0)
    assert happened(sealed) == ["ConversationSealed"]
    assert seal(sealed.state, ("health_data",), ("medical_advisor",), by=POLICY, at=T0).facts == ()
    assert happened(unseal(sealed.state, CASE, by=RITA, at=T0)) == ["ConversationUnsealed"]


def test_reasons_that_were_dealt_with_need_new_evidence() -> None:
    conversation = replace(a_conversation(), turns=5, customer_turns=3)
    dealt = deal_with(conversation, (("frustration", 0.8), ("legal_threat", 1.0)), by=RITA, at=T0)
    assert happened(dealt) == ["ReasonsDealtWith"]
    state = dealt.state
    assert not fires_again(state, "legal_threat", score=1.0, number=5, hard=True)
    assert fires_again(state, "legal_threat", score=1.0, number=6, hard=True)
    assert not fires_again(state, "frustration", score=0.8, number=6, hard=False)
    assert fires_again(state, "frustration", score=0.9, number=6, hard=False)
    later = replace(state, customer_turns=3 + COOL_DOWN)
    assert fires_again(later, "frustration", score=0.8, number=9, hard=False)
    assert fires_again(state, "churn", score=0.1, number=1, hard=False)
    assert deal_with(state, (), by=RITA, at=T0).facts == ()
    again = deal_with(later, (("frustration", 0.9),), by=RITA, at=At(T0 + MINUTE)).state
    assert [dealt.reason for dealt in again.dealt] == ["legal_threat", "frustration"]


def test_people_register_agents_and_change_their_modes() -> None:
    agent = register_agent(an_agent(), by=SAM, at=T0)
    assert happened(agent) == ["AgentRegistered"]
    mode = change_mode(agent.state, Mode.OBSERVE, by=SAM, at=T0)
    assert happened(mode) == ["AgentModeChanged"]
    with pytest.raises(MoveRefused):
        change_mode(mode.state, Mode.OBSERVE, by=SAM, at=T0)
    changed = change_agent(mode.state, replace(an_agent(), version="2"), by=SAM, at=T0)
    assert happened(changed) == ["AgentChanged"]
    assert (changed.state.version, changed.state.mode) == ("2", Mode.OBSERVE)
    assert change_agent(changed.state, changed.state, by=SAM, at=T0).facts == ()


def test_an_agent_changes_no_agent() -> None:
    with pytest.raises(Forbidden):
        change_mode(an_agent(), Mode.OBSERVE, by=SHOP_AGENT, at=T0)


def test_an_emergency_stop_is_ended_by_a_person() -> None:
    stopped = stop_agent(an_agent(), "It promises refunds", by=SAM, at=T0)
    assert happened(stopped) == ["AgentStopped"]
    with pytest.raises(MoveRefused):
        stop_agent(stopped.state, "again", by=SAM, at=T0)
    allowed = allow_agent(stopped.state, "Fixed", by=SAM, at=T0)
    assert happened(allowed) == ["AgentAllowed"]
    with pytest.raises(MoveRefused):
        allow_agent(allowed.state, "Fixed", by=SAM, at=T0)


@pytest.mark.parametrize("agent", [replace(an_agent(), name=" "), replace(an_agent(), id=AgentId("x" * 200))])
def test_an_agent_without_a_name_or_with_an_endless_id_is_refused(agent: Agent) -> None:
    with pytest.raises(Invalid):
        register_agent(agent, by=SAM, at=T0)
