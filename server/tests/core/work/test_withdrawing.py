"""Calling off what is not needed any more."""

import pytest

from handrail_server.core.basics.errors import Forbidden, Invalid
from handrail_server.core.cases.case import CaseState
from handrail_server.core.turns.action import ActionState
from handrail_server.core.turns.control import by_agent
from handrail_server.core.work.claim import claim
from handrail_server.core.work.withdraw import withdraw
from server.tests.core.work.given import (
    RITA,
    SAM,
    SHOP,
    TOM,
    acting,
    approval_case,
    case_of,
    conversation_of,
    people_verbs,
    verbs,
    waiting_case,
)


def test_a_withdrawn_hand_over_gives_the_floor_back_and_frees_its_person() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    held = {person.state.id: person.state for person in mine.people}
    work = withdraw(case_of(mine), None, conversation_of(mine), held, acting(held[RITA.id]), why="spam")
    assert case_of(work).state is CaseState.WITHDRAWN
    assert conversation_of(work).control.holder == by_agent(SHOP.id)
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_only_its_owner_or_who_may_reassign_calls_a_case_off() -> None:
    case, conversation = waiting_case()
    with pytest.raises(Forbidden, match="reassign"):
        withdraw(case, None, conversation, {}, acting(TOM), why="spam")
    assert case_of(withdraw(case, None, conversation, {}, acting(SAM), why="spam")).state is CaseState.WITHDRAWN


def test_an_action_whose_approval_is_called_off_never_runs() -> None:
    case, action, conversation = approval_case()
    work = withdraw(case, action, conversation, {}, acting(SAM), why="not_needed")
    assert work.action is not None
    assert (work.action.state.state, verbs(work.action)) == (ActionState.REFUSED, ["ActionRefused"])


def test_why_is_a_code() -> None:
    case, conversation = waiting_case()
    with pytest.raises(Invalid):
        withdraw(case, None, conversation, {}, acting(SAM), why="He said so himself")
