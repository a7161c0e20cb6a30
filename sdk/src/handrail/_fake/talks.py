"""Conversations in the fake: who holds the floor, what was said, what is judged of it, what goes out."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from handrail._answers import Control, Delivery, Judgement, Reason, Verdict
from handrail._fake.refusals import Refusal, stale
from handrail._fake.requests import Draft, HandOverRequest, Turn

AGENT = "agent-under-test"
HolderKind = Literal["agent", "queue", "person", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """What the next turn or draft is judged to be."""

    verdict: Verdict = "proceed"
    say: str | None = None
    reason: str | None = None
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the fake was told was said; `late` where it came after an outage.

    >>> fake.go_away()
    >>> heard = rail.conversation("c-1").customer("Hello?")
    >>> fake.come_back()
    >>> rail.flush()
    0
    >>> fake.heard[0].late
    True
    """

    conversation: str
    author: str
    text: str
    late: bool = False


@dataclass(slots=True, kw_only=True)
class Talk:
    """One conversation."""

    id: str
    control: Control = field(default_factory=lambda: Control(holder="agent", id=AGENT, epoch=1))
    turns: int = 0
    note: str | None = None
    whispers: list[str] = field(default_factory=list)

    def admit(self, floor: int) -> None:
        """Let the agent through, or refuse its stale token."""
        if floor != self.control.epoch or self.control.holder != "agent":
            raise stale()


class Talks:
    """All conversations, and what goes out of them."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.script: deque[Scripted] = deque()
        self.outbox: dict[str, Delivery] = {}
        self.stopped = False
        self._talks: dict[str, Talk] = {}

    def talk(self, conversation: str) -> Talk:
        """A conversation, opened where it is new."""
        return self._talks.setdefault(conversation, Talk(id=conversation))

    def observe(self, conversation: str, turn: Turn) -> Judgement:
        """Take down what was said, and judge it."""
        talk = self.talk(conversation)
        talk.turns += 1
        self.heard.append(Heard(conversation=conversation, author=turn.author, text=turn.text, late=turn.late))
        if turn.author == "person":
            self.pass_floor(talk, "person", turn.person or "external")
            return _judgement(talk, Scripted())
        judged = self._judge(talk)
        if turn.author == "agent":
            talk.note = None
        return replace_lines(judged, ("late",)) if turn.late else judged

    def propose(self, conversation: str, draft: Draft) -> Judgement:
        """Judge a draft; what proceeds is said."""
        talk = self.talk(conversation)
        talk.admit(draft.floor)
        if self.stopped:
            raise Refusal("agent_stopped", "An emergency stop is in force: the agent may neither speak nor act.")
        judged = self._judge(talk)
        talk.turns += 1
        if judged.verdict == "proceed":
            talk.note = None
            self.heard.append(Heard(conversation=conversation, author="agent", text=draft.text))
        return judged

    def hand_over(self, conversation: str, wanted: HandOverRequest) -> Judgement:
        """The agent asks for a person itself."""
        talk = self.talk(conversation)
        talk.admit(wanted.floor)
        self.pass_floor(talk, "queue", "everybody")
        return _judgement(talk, Scripted(verdict="hand_over", reason=wanted.reason))

    def pass_floor(self, talk: Talk, holder: HolderKind, id_: str, note: str | None = None) -> None:
        """Move the floor and tell the agent, where that changes anything."""
        if (talk.control.holder, talk.control.id) == (holder, id_):
            return
        talk.control = Control(holder=holder, id=id_, epoch=talk.control.epoch + 1)
        talk.note = note
        self.send(talk, f"epoch/{talk.control.epoch}/{AGENT}", kind="control", control=talk.control, note=note)

    def send(
        self,
        talk: Talk,
        name: str,
        *,
        kind: Literal["words", "control", "whisper", "action"],
        author: Literal["person", "system"] | None = None,
        text: str | None = None,
        **more: object,
    ) -> Delivery:
        """Put a delivery on its way."""
        given: dict[str, object] = {"author_name": None, "turn": None, "control": None, "note": None, "action": None}
        delivery = Delivery.model_validate(
            {
                **given,
                **more,
                "id": f"{talk.id}/{name}",
                "conversation": talk.id,
                "kind": kind,
                "epoch": talk.control.epoch,
                "author": author,
                "text": text,
                "at": datetime.now(UTC),
            }
        )
        self.outbox[delivery.id] = delivery
        return delivery

    def _judge(self, talk: Talk) -> Judgement:
        scripted = self.script.popleft() if self.script else Scripted()
        if scripted.verdict == "hand_over":
            self.pass_floor(talk, "queue", "everybody")
        return _judgement(talk, scripted)


def replace_lines(judged: Judgement, lines: tuple[str, ...]) -> Judgement:
    """The judgement with remarks."""
    return judged.model_copy(update={"lines": lines})


def _judgement(talk: Talk, scripted: Scripted) -> Judgement:
    return Judgement(
        decision=f"decision-{talk.id}-{talk.turns}",
        conversation=talk.id,
        turn=talk.turns,
        verdict=scripted.verdict,
        enforced=True,
        reasons=() if scripted.reason is None else (_reason(scripted, scripted.reason),),
        say=scripted.say,
        case=None if scripted.verdict == "proceed" else f"case-{talk.id}-{talk.turns}",
        sealed=scripted.sealed,
        control=talk.control,
        note=talk.note,
        whispers=tuple(talk.whispers),
    )


def _reason(scripted: Scripted, code: str) -> Reason:
    return Reason(
        code=code,
        strength="hard",
        verdict=scripted.verdict,
        rule=f"scripted.{code}",
        score=1.0,
        threshold=None,
        line=f"The test said {code}.",
        evidence=(),
    )
