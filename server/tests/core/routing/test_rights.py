"""Verbs are rights, not ranks."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.routing.person import Role
from handrail_server.core.routing.rights import ROLE_RIGHTS, Right, may, require, rights_of
from server.tests.core.routing.given import rep


def test_a_senior_rep_may_monitor_and_take_over_by_name() -> None:
    senior = replace(rep("ana"), rights=("monitor", "take_over"))
    assert may(senior, Right.MONITOR)
    assert may(senior, Right.TAKE_OVER)
    assert not may(senior, Right.WHISPER)


def test_a_rep_claims_and_replies_but_does_not_decide() -> None:
    assert may(rep("ana"), Right.CLAIM)
    assert may(rep("ana"), Right.REPLY)
    assert not may(rep("ana"), Right.DECIDE)


def test_somebody_who_left_may_do_nothing() -> None:
    gone = replace(rep("ana"), roles=tuple(Role), rights=tuple(Right), active=False)
    assert rights_of(gone) == ()


def test_a_missing_right_is_named() -> None:
    with pytest.raises(Forbidden, match="audit"):
        require(rep("ana"), Right.AUDIT)


def test_every_right_is_given_by_some_role() -> None:
    assert frozenset().union(*ROLE_RIGHTS.values()) == frozenset(Right)


def test_nobody_administers_and_audits_by_one_role() -> None:
    assert not any({Right.AUDIT, Right.MANAGE_PEOPLE} <= rights for rights in ROLE_RIGHTS.values())
