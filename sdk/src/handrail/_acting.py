"""The verb that acts: ask, wait for a person where one must decide, take the lease, run once, record what came of it.

Nothing that an application passes in can approve: whether the call may run is read from Handrail, each time.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import uuid4

from pydantic import TypeAdapter

from handrail._action import Action
from handrail._answers import LeaseReply, Problem
from handrail._backlog import Kept
from handrail._canonical import as_json, digest
from handrail._errors import (
    ActionFailed,
    AgentStopped,
    AlreadyRan,
    Altered,
    Conflict,
    Expired,
    FloorLost,
    HandedOver,
    NotApproved,
    OutcomeUnknown,
    Pending,
    RateLimited,
    Refused,
    Rejected,
    Unreachable,
)
from handrail._said import Asking
from handrail._speaking import Thread
from handrail._steps import Send, Steps, Wait, ask, path, post

log = logging.getLogger("handrail")

POLL: Final = 25.0
"""Seconds that the server may hold one question for news."""
PATIENCE: Final = 120.0
"""How long a wait for a person outlives an outage of Handrail."""

_ACTION: Final = TypeAdapter(Action)
_LEASE: Final = TypeAdapter(LeaseReply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A call that the agent wants to make. `arguments` are the caller's own: what will run."""

    call_id: str
    tool: str
    arguments: Mapping[str, object]
    floor: int | None
    wait: float | None
    """Seconds to wait for a person; None: until one has decided or the time for it is over."""
    asking: Asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """The right to run the call now, once."""

    action: Action
    token: str
    arguments: dict[str, object]


def ask_only(thread: Thread, wish: Wish) -> Steps[Action]:
    """Ask, and wait as long as wished: the call is then `ready`, still pending, or over."""
    return _decided((yield from _ask(thread, wish)))


def acquire(thread: Thread, wish: Wish) -> Steps[Leased | Action]:
    """Ask, wait, and take the lease; an action where it still waits or has run before. Raises where it must not run."""
    began = monotonic()
    action = yield from _ask(thread, wish)
    while action.state == "ready":
        taken = yield from _lease(wish, action)
        if isinstance(taken, Leased):
            return taken
        action = yield from _wait(taken, _left(wish, began))
    return _decided(action)


def must_run(taken: Leased | Action) -> Leased:
    """The lease, for a caller who has nothing to do without one; raises `Pending` or `AlreadyRan`."""
    if isinstance(taken, Leased):
        return taken
    raise Pending(taken) if taken.pending else AlreadyRan(taken)


def complete(thread: Thread, leased: Leased, result: object) -> Steps[Action]:
    """Record the result. It ran: whatever happens here, the caller gets the result."""
    recorded = yield from _report(thread, leased, "completion", {"result": result})
    return leased.action.ran(result, recorded=recorded)


def fail(thread: Thread, leased: Leased, error: Exception) -> Steps[bool]:
    """Record that the tool failed; whether Handrail has it."""
    line = f"{type(error).__name__}: {error}".replace("\0", "")
    return (yield from _report(thread, leased, "failure", {"error": line[:500]}))


def _ask(thread: Thread, wish: Wish) -> Steps[Action]:
    began = monotonic()
    sent = as_json(wish.arguments)
    yield from thread.backlog.send(thread.id)
    body = {
        "call_id": wish.call_id,
        "tool": wish.tool,
        "arguments": sent,
        "floor": thread.floor_or_raise(wish.floor),
    } | dict(wish.asking)
    # The same call asked for again gets the first answer, word for word: what became of it must be read.
    asked = yield from ask(post(path("conversations", thread.id, "actions"), body), _ACTION)
    if asked.digest != digest(sent):
        raise Altered(asked)
    yield from thread.backlog.send_others()
    return (yield from _wait(asked, _left(wish, began)))


def _left(wish: Wish, began: float) -> float | None:
    return None if wish.wait is None else max(0.0, wish.wait - (monotonic() - began))


def _wait(action: Action, wait: float | None) -> Steps[Action]:
    """Ask for news until it no longer waits, or the time is up."""
    until = None if wait is None else monotonic() + wait
    while action.pending:
        left = POLL if until is None else max(0.0, min(POLL, until - monotonic()))
        asked_at = monotonic()
        action = yield from _patiently(_news_of(action, int(left)))
        if until is not None and monotonic() >= until:
            return action
        if action.pending and monotonic() - asked_at < 1:
            yield Wait(seconds=min(1.0, left))  # something on the way answers at once: do not hammer it
    return action


def _news_of(action: Action, wait: int) -> Send:
    return Send(method="GET", path=f"{path('actions', action.id)}?wait={wait}", wait=wait)


def _patiently(send: Send) -> Steps[Action]:
    """A restart of the server must not end a wait of hours; asking for news may be repeated."""
    waited, pause = 0.0, 1.0
    while True:
        try:
            return (yield from ask(send, _ACTION))
        except (Unreachable, RateLimited):
            if waited >= PATIENCE:
                raise
            yield Wait(seconds=pause)
            waited, pause = waited + pause, min(2 * pause, 15.0)


def _lease(wish: Wish, action: Action) -> Steps[Leased | Action]:
    if digest(wish.arguments) != action.digest:
        raise Altered(action)
    # No floor is sent: the server holds the call's own against the epoch, unless a person approved it.
    wanted = post(path("actions", action.id, "lease"), {"digest": action.digest}, key=uuid4().hex)
    try:
        lease = yield from ask(wanted, _LEASE)
    except FloorLost:
        raise
    except Conflict:
        # It stopped being ready between the two questions; if it did not, the refusal stands.
        news = yield from ask(_news_of(action, 0), _ACTION)
        if news.state == "ready":
            raise
        return news
    if lease.lease is None:
        return action.model_copy(update={"state": lease.state, "outcome": lease.result, "error": lease.error})
    if digest(lease.arguments) != action.digest:
        raise Altered(action)
    return Leased(action=action, token=lease.lease, arguments=lease.arguments)


def _report(thread: Thread, leased: Leased, what: str, body: Mapping[str, object]) -> Steps[bool]:
    to = path("actions", leased.action.id, what)
    whole = {"lease": leased.token} | dict(body)
    key = f"{what}-{leased.token}"
    try:
        yield from ask(post(to, whole, key=key), _ACTION)
    except (Unreachable, RateLimited):
        thread.backlog.keep(Kept(conversation=thread.id, path=to, body=whole, key=key, bounded=False))
        return False
    except Refused as error:
        log.warning(
            "What came of an action was not recorded.",
            extra={"action": leased.action.id, "reason": error.problem.reason, "field": error.problem.field},
        )
        return False
    return True


def _decided(action: Action) -> Action:
    """The action where it may run, still waits or has run; raises what it is otherwise."""
    match action.state:
        case "refused":
            raise _refusal(action)
        case "failed":
            raise ActionFailed(action)
        case "unknown":
            raise OutcomeUnknown(action)
        case "completed":
            return action.repeated()
        case _:
            return action


def _refusal(action: Action) -> NotApproved | FloorLost | AgentStopped:
    match action.error:
        case "stale_epoch":
            detail = "The floor has moved since the turn that this answers."
            return FloorLost(Problem(status=409, reason="stale_epoch", detail=detail, field="floor"))
        case "expired" | "approval_lapsed" | "not_taken_up":
            return Expired(action)
        case "rejected":
            return Rejected(action)
        case "stopped":
            detail = "An emergency stop is in force: the agent may not act."
            return AgentStopped(Problem(status=409, reason="agent_stopped", detail=detail))
        case "digest_mismatch":
            return Altered(action)
        case _:
            return HandedOver(action) if action.verdict == "hand_over" else NotApproved(action)
