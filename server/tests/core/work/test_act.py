"""A person acts within their own limits, in a conversation that they have."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.errors import Forbidden, MoveRefused
from handrail_server.core.basics.money import Money
from handrail_server.core.routing.person import Authority, Person, Role
from handrail_server.core.turns.control import by_person
from handrail_server.core.work.act import limits_for, may_act, within_limits
from server.tests.core.work.given import a_conversation, acting, somebody


def eur(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def limited(*limits: tuple[str, int]) -> Person:
    authorities = tuple(Authority(act=act, up_to=eur(up_to)) for act, up_to in limits)
    return replace(somebody("maria", Role.REP), authorities=authorities)


def test_an_amount_needs_a_limit_for_this_act_and_currency() -> None:
    maria = limited(("issue_refund", 100))
    assert within_limits(maria, "issue_refund", eur(100))
    assert not within_limits(maria, "issue_refund", eur(101))
    assert not within_limits(maria, "give_credit", eur(1))
    assert not within_limits(maria, "issue_refund", replace(eur(1), currency="USD"))
    assert within_limits(maria, "look_up_order", None)


def test_a_limit_for_every_act_counts_where_it_is_the_larger() -> None:
    assert limits_for(limited(("issue_refund", 100), ("*", 50)), "issue_refund") == (eur(100),)
    assert limits_for(limited(("issue_refund", 100), ("*", 250)), "issue_refund") == (eur(250),)
    assert limits_for(limited(("issue_refund", 100)), "give_credit") == ()


def test_whoever_has_the_conversation_and_may_reply_acts() -> None:
    maria = somebody("maria", Role.REP)
    talk = a_conversation()
    with pytest.raises(MoveRefused):
        may_act(talk, acting(maria))
    hers = replace(talk, control=talk.control.pass_to(by_person(maria.id)))
    may_act(hers, acting(maria))
    with pytest.raises(Forbidden):
        may_act(hers, acting(replace(maria, roles=(Role.AUDITOR,))))
