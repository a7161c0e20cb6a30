"""The verbs of a conversation that speak: observe, propose, hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal, assert_never
from uuid import uuid4

from pydantic import TypeAdapter

from handrail._answers import Judgement, Proposal, Verdict
from handrail._backlog import Backlog, FloorSeen, Kept
from handrail._errors import NoFloor, RateLimited, Unreachable
from handrail._said import About, Confidence
from handrail._steps import Steps, ask, path, post

OnUnreachable = Literal["hold", "proceed"]
Body = Mapping[str, object]

_JUDGEMENT: Final = TypeAdapter(Judgement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One conversation, as both clients know it."""

    id: str
    opening: Body
    """`channel`, `customer` and `flow`, which each turn carries: whichever arrives first opens the conversation."""
    language: str | None
    floor: FloorSeen
    backlog: Backlog
    on_unreachable: OnUnreachable

    def floor_or_raise(self, given: int | None) -> int:
        """The floor given, else that of the last customer turn observed here."""
        token = given if given is not None else self.floor.token
        if token is None:
            raise NoFloor
        return token


def observe(
    thread: Thread, author: Literal["customer", "agent", "person"], text: str, about: About, **more: object
) -> Steps[Judgement]:
    """Report what was said. It is never lost: recorded, kept for later, or `BufferFull` is raised."""
    to = path("conversations", thread.id, "turns")
    body = _words(thread, text, about) | {"author": author} | dict(thread.opening) | _given(more)
    try:
        yield from thread.backlog.send(thread.id)
        judged = yield from ask(post(to, body), _JUDGEMENT)
    except (Unreachable, RateLimited):
        thread.backlog.keep(_late_turn(thread, to, body))
        return Judgement.model_validate(_unreached(thread))
    if author == "customer":
        thread.floor.token = judged.floor
    yield from thread.backlog.send_others()
    return judged


def propose(thread: Thread, draft: str, about: About, *, floor: int | None) -> Steps[Proposal]:
    """Ask before speaking; raises `FloorLost` where the floor has moved since the turn that the draft answers."""
    words = _words(thread, draft, about)
    own = {"id": words["id"], "draft": draft}
    try:
        yield from thread.backlog.send(thread.id)
        body = words | {"floor": thread.floor_or_raise(floor)}
        judged = yield from ask(post(path("conversations", thread.id, "proposals"), body), _JUDGEMENT)
    except Unreachable:
        _follow(thread, words | _given({"floor": thread.floor.token if floor is None else floor}))
        return Proposal.model_validate(_unreached(thread) | own)
    yield from thread.backlog.send_others()
    return Proposal.model_validate(judged.model_dump() | own)


def hand_over(thread: Thread, reason: str, *, note: str | None, own: str | None, floor: int | None) -> Steps[Judgement]:
    """The agent asks for a person itself. The wish is kept where Handrail is away."""
    to = path("conversations", thread.id, "hand-over")
    body = {"id": own or _new_id(), "reason": reason} | _given({"note": note})
    try:
        yield from thread.backlog.send(thread.id)
        judged = yield from ask(post(to, body | {"floor": thread.floor_or_raise(floor)}), _JUDGEMENT)
    except (Unreachable, RateLimited):
        token = floor if floor is not None else thread.floor.token
        thread.backlog.keep(
            Kept(conversation=thread.id, path=to, body=body | _given({"floor": token}), floor=thread.floor)
        )
        return Judgement.model_validate(_unreached(thread, verdict="hand_over"))
    yield from thread.backlog.send_others()
    return judged


def _new_id() -> str:
    """An id for a turn that came without one."""
    return uuid4().hex


def _words(thread: Thread, text: str, about: About) -> dict[str, object]:
    words: dict[str, object] = {"id": _new_id(), "text": text} | _given({"language": thread.language}) | dict(about)
    confidence = words.get("confidence")
    if isinstance(confidence, int | float):
        words["confidence"] = Confidence(value=confidence)
    return words


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _late_turn(thread: Thread, to: str, body: Body) -> Kept:
    said_at = body.get("said_at", datetime.now(UTC))
    return Kept(
        conversation=thread.id,
        path=to,
        body=body,
        late={"said_at": said_at, "late": True},
        floor=thread.floor,
        customer=body["author"] == "customer",
    )


def _follow(thread: Thread, words: Body) -> None:
    """Do as `on_unreachable` says: a draft that is said unjudged is a turn to be reported later."""
    match thread.on_unreachable:
        case "proceed":
            to = path("conversations", thread.id, "turns")
            said = _late_turn(thread, to, dict(words) | {"author": "agent"} | dict(thread.opening))
            thread.backlog.keep(replace(said, draft=words))
        case "hold":
            pass
        case _:
            assert_never(thread.on_unreachable)


def _unreached(thread: Thread, *, verdict: Verdict | None = None) -> dict[str, object]:
    return {
        "decision": None,
        "conversation": thread.id,
        "turn": None,
        "verdict": verdict or thread.on_unreachable,
        "enforced": True,
        "reasons": (),
        "say": None,
        "case": None,
        "sealed": False,
        "control": None,
        "note": None,
        "whispers": (),
        "reached": False,
    }
