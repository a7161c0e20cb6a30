"""Guarded calls in the fake: asked for, decided, leased once, and their recorded result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from handrail._action import Action, State
from handrail._answers import LeaseReply
from handrail._canonical import as_json, digest
from handrail._fake.refusals import Refusal, stale
from handrail._fake.requests import ActionRequest, Completion, Failure, LeaseRequest
from handrail._fake.talks import Talk, Talks

Choice = Literal["proceed", "approve", "reject", "expire", "hand_over", "lose", "wait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call that the agent asks for, as a person would see it.

    >>> fake.auto = lambda asked: "approve" if asked.tool == "refund" else "proceed"
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Where is my parcel?")
    >>> chat.act("find_parcel", {"order": "A1"}, call_id="call-1", run=lambda order: "on its way").verdict
    'proceed'
    """

    conversation: str
    call_id: str
    tool: str
    arguments: Mapping[str, object]


DECIDED: Final[Mapping[Choice, str]] = {"approve": "approved", "reject": "rejected", "expire": "expired"}
Auto = Literal["approve", "reject"] | Callable[[Asked], Choice] | None


@dataclass(slots=True, kw_only=True)
class Call:
    """One guarded call."""

    talk: Talk
    action: Action
    arguments: dict[str, object]
    epoch: int
    approved: bool = False
    token: str | None = None

    def become(self, state: State, **more: object) -> None:
        """Move on."""
        self.action = self.action.model_copy(update={"state": state, **more})

    def seen(self) -> Action:
        """The call as it is now."""
        return self.action.model_copy(update={"control": self.talk.control})


class Calls:
    """All guarded calls."""

    def __init__(self, talks: Talks) -> None:
        self.auto: Auto = "approve"
        self.talks = talks
        self._calls: dict[str, Call] = {}

    def find(self, name: str) -> Call:
        """A call by its action id, or by the framework's call id."""
        for call in self._calls.values():
            if name in (call.action.id, call.action.call_id):
                return call
        raise Refusal("not_found", "There is no such thing here.", field="action")

    def ask(self, conversation: str, asked: ActionRequest) -> Action:
        """Take the call down, and decide it as `auto` says. The answer is of the moment before a person decides."""
        talk = self.talks.talk(conversation)
        talk.admit(asked.floor)
        arguments = as_json(asked.arguments)
        call = Call(
            talk=talk, action=_action(asked, arguments, len(self._calls)), arguments=arguments, epoch=asked.floor
        )
        choice = "wait" if self.talks.stopped else self._choice(conversation, asked)
        if self.talks.stopped:
            call.become("refused", error="stopped", say=None, case=None)
        if choice == "proceed":
            call.become("ready", verdict="proceed", case=None, say=None)
        if choice == "hand_over":
            self.talks.pass_floor(talk, "queue", "everybody")
            call.become("refused", verdict="hand_over", error="policy")
        answer = call.seen()
        self._calls[call.action.id] = call
        self.decide(call, choice)
        return answer

    def decide(self, call: Call, choice: Choice, ground: str | None = None) -> None:
        """A person decides, or the time runs out."""
        match choice:
            case "approve":
                call.approved = True
                call.become("ready", ground=ground)
            case "reject":
                call.become("refused", error="rejected", ground=ground)
            case "expire":
                call.become("refused", error="expired")
            case "lose":
                call.become("unknown")
            case _:
                return
        decided = DECIDED.get(choice)
        name = f"action/{call.action.id}/{decided}"
        if decided is not None:
            self.talks.send(
                call.talk, name, kind="action", action=call.action.id, decided=decided, case=call.action.case
            )

    def lease(self, name: str, wanted: LeaseRequest) -> LeaseReply:
        """Let it run, once."""
        call = self.find(name)
        if wanted.digest != call.action.digest:
            raise Refusal("conflict", "The digest is not that of the action asked for.", field="digest")
        if call.action.state in ("proposed", "waiting", "refused"):
            raise Refusal("move_refused", f"An action that is {call.action.state} cannot be leased.")
        if call.action.state == "ready":
            self._begin(call)
            return _lease(call, call.token)
        return _lease(call, None)

    def complete(self, name: str, done: Completion) -> Action:
        """Record the result."""
        call = self._fenced(name, done.lease)
        call.become("completed", outcome=done.result)
        return call.seen()

    def fail(self, name: str, failed: Failure) -> Action:
        """Record that the tool failed."""
        call = self._fenced(name, failed.lease)
        call.become("failed", error=failed.error)
        return call.seen()

    def _choice(self, conversation: str, asked: ActionRequest) -> Choice:
        if callable(self.auto):
            wish = Asked(
                conversation=conversation, call_id=asked.call_id, tool=asked.tool, arguments=dict(asked.arguments)
            )
            return self.auto(wish)
        return self.auto or "wait"

    def _begin(self, call: Call) -> None:
        if not call.approved and (call.epoch != call.talk.control.epoch or call.talk.control.holder != "agent"):
            call.become("refused", error="stale_epoch")
            raise stale()
        call.token = f"lease-{call.action.id}"
        call.become("leased")

    def _fenced(self, name: str, token: str) -> Call:
        call = self.find(name)
        if token != call.token:
            raise Refusal("lease_lost", "This lease is not the one that may report.", field="lease")
        return call


def _action(asked: ActionRequest, arguments: dict[str, object], number: int) -> Action:
    return Action.model_validate(
        {
            "id": f"action-{number + 1}",
            "call_id": asked.call_id,
            "tool": asked.tool,
            "digest": digest(arguments),
            "state": "waiting",
            "verdict": "ask_first",
            "reasons": (),
            "say": "I have asked a colleague to approve this.",
            "case": f"case-action-{number + 1}",
            "expires_at": datetime.now(UTC) + timedelta(hours=1),
            "outcome": None,
            "error": None,
            "ground": None,
            "control": {"holder": "agent", "id": None, "epoch": asked.floor},
        }
    )


def _lease(call: Call, token: str | None) -> LeaseReply:
    return LeaseReply.model_validate(
        {
            "action": call.action.id,
            "state": call.action.state,
            "lease": token,
            "arguments": call.arguments,
            "until": datetime.now(UTC) + timedelta(minutes=1),
            "result": call.action.outcome,
            "error": call.action.error,
        }
    )
