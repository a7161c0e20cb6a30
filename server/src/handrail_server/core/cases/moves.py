"""The life cycle of a case: one table, and which sort of case may make which move (STYLE 19).

Every change of a case goes through `move`, also one that leaves its state as it is.
"""

from enum import StrEnum
from typing import Final

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.cases.case import Case, CaseKind, CaseState


class CaseVerb(StrEnum):
    """What can be done with a case."""

    QUEUE = "queue"
    ADDRESS = "address"
    JOIN = "join"
    OFFER = "offer"
    NARROW = "narrow"
    """One of several offers ended; the others stand."""
    DECLINE = "decline"
    TIME_OUT = "time_out"
    NEW_ROUND = "new_round"
    ACCEPT = "accept"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    ENGAGE = "engage"
    AWAIT_REPLY = "await_reply"
    ANSWER = "answer"
    REQUEUE = "requeue"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    EXHAUST = "exhaust"
    PROMISE = "promise"
    BREAK_PROMISE = "break_promise"
    LAND = "land"
    WRAP_UP = "wrap_up"
    EXTEND_WRAP_UP = "extend_wrap_up"
    DOCUMENT = "document"
    CLOSE = "close"
    HAND_BACK = "hand_back"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    APPROVE = "approve"
    REJECT = "reject"
    RELEASE = "release"
    DISCARD = "discard"
    SCORE = "score"
    EXPIRE = "expire"
    CONSULT = "consult"
    SETTLE_CONSULT = "settle_consult"
    """A consultation was answered, or lapsed."""
    LINK = "link"
    OPEN_SEAL = "open_seal"


class Sort(StrEnum):
    """The kinds of case, with the two reviews told apart."""

    HAND_OVER = "hand_over"
    APPROVAL = "approval"
    HELD_REPLY = "held_reply"
    QUALITY = "quality"


_S = CaseState
_V = CaseVerb

OVER: Final = frozenset(
    {
        _S.CLOSED,
        _S.HANDED_BACK,
        _S.LANDED,
        _S.WITHDRAWN,
        _S.APPROVED,
        _S.REJECTED,
        _S.EXPIRED,
        _S.RELEASED,
        _S.DISCARDED,
    }
)
"""The states that end a case."""
OPEN: Final = frozenset(_S) - OVER
UNTAKEN: Final = (_S.REQUESTED, _S.QUEUED, _S.OFFERED)
"""Nobody has taken the case yet."""
_TAKEN: Final = (_S.ACCEPTED, _S.ENGAGED)
_DECIDABLE: Final = (_S.QUEUED, _S.ACCEPTED)

_Move = dict[tuple[CaseState, CaseVerb], CaseState]


def _to(target: CaseState, *pairs: tuple[tuple[CaseState, ...], tuple[CaseVerb, ...]]) -> _Move:
    return {(state, verb): target for states, verbs in pairs for state in states for verb in verbs}


def _staying(states: tuple[CaseState, ...], *verbs: CaseVerb) -> _Move:
    return {(state, verb): state for state in states for verb in verbs}


MOVES: Final[_Move] = {
    **_to(
        _S.QUEUED,
        ((_S.REQUESTED,), (_V.QUEUE,)),
        ((_S.OFFERED,), (_V.DECLINE, _V.TIME_OUT, _V.REQUEUE, _V.ESCALATE, _V.EXHAUST, _V.PROMISE, _V.BREAK_PROMISE)),
        ((_S.QUEUED,), (_V.ESCALATE, _V.EXHAUST, _V.PROMISE, _V.BREAK_PROMISE, _V.TRANSFER, _V.ADDRESS, _V.NEW_ROUND)),
        (_TAKEN, (_V.REQUEUE, _V.TRANSFER, _V.PROMISE)),
    ),
    **_to(_S.OFFERED, ((_S.QUEUED,), (_V.OFFER,)), ((_S.OFFERED,), (_V.NARROW,))),
    **_to(
        _S.ACCEPTED,
        ((_S.OFFERED,), (_V.ACCEPT,)),
        (UNTAKEN, (_V.CLAIM, _V.TAKE_OVER)),
        (_TAKEN, (_V.TAKE_OVER,)),
    ),
    **_to(_S.ENGAGED, ((_S.ACCEPTED,), (_V.ENGAGE,))),
    **_staying((_S.ENGAGED,), _V.AWAIT_REPLY, _V.ANSWER),
    **_to(_S.WRAPPING, (_TAKEN, (_V.WRAP_UP,))),
    **_staying((_S.WRAPPING,), _V.EXTEND_WRAP_UP),
    **_staying((*_TAKEN, _S.WRAPPING), _V.DOCUMENT),
    **_to(_S.CLOSED, ((_S.WRAPPING,), (_V.CLOSE,)), ((_S.ACCEPTED,), (_V.SCORE,))),
    **_to(_S.HANDED_BACK, ((*_TAKEN, _S.WRAPPING), (_V.HAND_BACK,))),
    **_to(_S.LANDED, (UNTAKEN, (_V.LAND,))),
    **_to(_S.WITHDRAWN, (tuple(OPEN), (_V.WITHDRAW,))),
    **_staying(_DECIDABLE, _V.VERIFY),
    **_to(_S.APPROVED, (_DECIDABLE, (_V.APPROVE,))),
    **_to(_S.REJECTED, (_DECIDABLE, (_V.REJECT,))),
    **_to(_S.RELEASED, (_DECIDABLE, (_V.RELEASE,))),
    **_to(_S.DISCARDED, (_DECIDABLE, (_V.DISCARD,))),
    **_to(_S.EXPIRED, ((*UNTAKEN, _S.ACCEPTED), (_V.EXPIRE,))),
    **_staying(tuple(OPEN), _V.JOIN, _V.SETTLE_CONSULT, _V.LINK),
    **_staying(_TAKEN, _V.CONSULT),
    **_staying(tuple(_S), _V.OPEN_SEAL),
}
"""From a state, by a verb, to a state. What is not here is refused."""

_CONVERSING: Final = frozenset({Sort.HAND_OVER})
_DECIDED: Final = frozenset({Sort.APPROVAL})
_EXPIRING: Final = frozenset({Sort.APPROVAL, Sort.HELD_REPLY, Sort.QUALITY})

ONLY: Final[dict[CaseVerb, frozenset[Sort]]] = {
    **dict.fromkeys((_V.ENGAGE, _V.AWAIT_REPLY, _V.ANSWER, _V.WRAP_UP, _V.EXTEND_WRAP_UP, _V.CLOSE), _CONVERSING),
    **dict.fromkeys((_V.HAND_BACK, _V.PROMISE, _V.BREAK_PROMISE, _V.LAND, _V.JOIN, _V.DOCUMENT), _CONVERSING),
    **dict.fromkeys((_V.VERIFY, _V.APPROVE, _V.REJECT), _DECIDED),
    **dict.fromkeys((_V.RELEASE, _V.DISCARD), frozenset({Sort.HELD_REPLY})),
    _V.SCORE: frozenset({Sort.QUALITY}),
    **dict.fromkeys((_V.EXPIRE, _V.EXHAUST), _EXPIRING),
}
"""The verbs that only some sorts of case know; all others are for every sort."""


def sort_of(case: Case) -> Sort:
    """What the case asks of a person."""
    match case.kind:
        case CaseKind.HAND_OVER:
            return Sort.HAND_OVER
        case CaseKind.APPROVAL:
            return Sort.APPROVAL
        case CaseKind.REVIEW:
            return Sort.HELD_REPLY if case.held else Sort.QUALITY


def move(case: Case, verb: CaseVerb) -> CaseState:
    """Where `verb` leads from here; raises `MoveRefused` where it leads nowhere."""
    sort = sort_of(case)
    target = MOVES.get((case.state, verb))
    if target is None or sort not in ONLY.get(verb, (sort,)):
        raise MoveRefused(
            f"`{verb}` cannot be done with a case ({sort}) that is {case.state.replace('_', ' ')}.",
            fix="Read the case again: it has moved, or it is of another kind.",
        )
    return target


def is_open(case: Case) -> bool:
    """Whether the case still waits for, or is with, a person."""
    return case.state in OPEN
