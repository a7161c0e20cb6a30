"""`case_expiry` fell due: an approval or a review ends undecided, never by doing what was asked (law 4)."""

from typing import assert_never

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.approval import expire_approval
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.held_reply import expire_held_reply
from handrail_server.core.cases.moves import Sort, sort_of
from handrail_server.core.cases.quality import expire_quality_review


def expire(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """The end of an undecided case. After a held reply the same commit opens a hand-over."""
    match sort_of(case):
        case Sort.APPROVAL:
            return expire_approval(case, by=by, at=at)
        case Sort.HELD_REPLY:
            return expire_held_reply(case, by=by, at=at)
        case Sort.QUALITY:
            return expire_quality_review(case, by=by, at=at)
        case Sort.HAND_OVER:
            raise MoveRefused("A hand-over does not expire: it lands.")
        case never:
            assert_never(never)
