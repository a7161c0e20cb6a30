"""What Handrail answers: the wire's shapes, with the questions an agent asks of them.

An answer may carry fields that this version does not know; they are ignored. A value it does not know is refused, and
counts as no answer at all: a verdict that cannot be read is never taken for `proceed`.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Verdict = Literal["proceed", "hold", "ask_first", "hand_over"]


class Reply(BaseModel):
    """What all answers share: they are values, and newer servers may say more."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)


class Evidence(Reply):
    """Where a reason comes from: a span of a turn, or a named fact.

    >>> Evidence(turn=3, start=0, end=11, fact=None, value=None).turn
    3
    """

    turn: int | None
    start: int
    end: int
    fact: str | None
    value: str | None


class Reason(Reply):
    """Why, in one line, with its evidence.

    >>> fake.script("hand_over", reason="legal_threat")
    >>> rail.conversation("c-1").customer("My lawyer will write to you.").reasons[0].code
    'legal_threat'
    """

    code: str
    strength: Literal["hard", "soft"]
    verdict: Verdict
    rule: str
    score: float
    threshold: float | None
    line: str
    evidence: tuple[Evidence, ...]


class Control(Reply):
    """Who holds the floor, and its epoch, which is the floor token.

    >>> rail.conversation("c-1").customer("Hello").control.holder
    'agent'
    """

    holder: Literal["agent", "queue", "person", "nobody"]
    id: str | None
    epoch: int


class Judgement(Reply):
    """The answer to what was said.

    >>> heard = rail.conversation("c-1").customer("Where is my parcel?")
    >>> heard.verdict, heard.may_answer, heard.floor
    ('proceed', True, 1)
    """

    decision: str | None
    conversation: str
    turn: int | None
    verdict: Verdict
    enforced: bool
    """False in `observe` and `assist` mode: recorded, but nothing is stopped."""
    reasons: tuple[Reason, ...]
    say: str | None
    """What to tell the customer now; it does not come again as a delivery. None: nothing."""
    case: str | None
    sealed: bool
    """True: do not read on. Only a person with the credential may open this turn."""
    control: Control | None = Field(alias="floor")
    """None where Handrail was away."""
    note: str | None
    """The hand-back note of the person who had the conversation, until the agent has answered once."""
    whispers: tuple[str, ...]
    """Steering words of a supervisor for the next answer; never shown to the customer."""
    lines: tuple[str, ...] = ()
    reached: bool = True
    """False: Handrail was away, the verdict is `on_unreachable`, and the turn is kept to be sent later."""

    @property
    def floor(self) -> int | None:
        """The floor token of this turn, for `propose`, `act` and `hand_over`. Keep it with the turn; never renew it."""
        return None if self.control is None else self.control.epoch

    @property
    def may_answer(self) -> bool:
        """Whether the agent may read this turn and draft an answer: it is not sealed, and the agent has the floor."""
        if self.control is None:
            return self.verdict == "proceed"
        return not self.sealed and self.control.holder == "agent"


class Proposal(Judgement):
    """The answer to a draft.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Where is my parcel?")
    >>> chat.propose("It arrives today.", floor=heard.floor).words
    'It arrives today.'
    """

    id: str
    """The draft's id: propose again with it after an outage to learn what became of the draft."""
    draft: str

    @property
    def say_it(self) -> bool:
        """Whether the draft may be said as it is."""
        return not self.sealed and (self.verdict == "proceed" or not self.enforced)

    @property
    def words(self) -> str | None:
        """What to tell the customer now: the draft where it may be said, else Handrail's words, where there are any."""
        return self.draft if self.say_it else self.say


class LeaseReply(Reply):
    """The answer to the wish to run a call now. Without a token it has run already, or runs elsewhere."""

    action: str
    state: Literal["leased", "completed", "failed", "unknown"]
    lease: str | None
    arguments: dict[str, object]
    until: datetime | None
    result: object
    error: str | None


class Delivery(Reply):
    """Something the application must pass on or know; acknowledged by id, at least once.

    >>> fake.say("c-1", "Hello, Ada here.")
    >>> [each.text for each in rail.deliveries(follow=False) if each.kind == "words"]
    ['Hello, Ada here.']
    """

    id: str
    conversation: str
    kind: Literal["words", "control", "whisper", "action", "feedback"]
    """`words` are for the customer, and nothing else is: a `whisper` is for the agent alone."""
    epoch: int
    """The epoch in which it was accepted: nothing of an older epoch is the agent's to say after it."""
    author: Literal["agent", "person", "system"] | None
    author_name: str | None
    text: str | None
    turn: int | None
    control: Control | None = Field(alias="holder")
    note: str | None
    action: str | None
    at: datetime
    decided: Literal["approved", "rejected", "expired", "discarded"] | None = None
    """What a person, or the clock, decided of an action, or of a draft that waited (`discarded`)."""
    case: str | None = None
    expires_at: datetime | None = None
    """Until when a whisper holds."""
    label: Literal["incorrect", "unhelpful", "harmful"] | None = None
    """Of `feedback`: what a person said of the agent's reply (`turn`, `text`); their comment is the `note`."""


class Lesson(Reply):
    """What a person answered to such a question before, adopted for the agent to use.

    >>> fake.teach("May I bring back opened headphones?", "Within 14 days, less 10 euros.")
    >>> rail.lessons("I opened the headphones, may I bring them back?")[0].answer
    'Within 14 days, less 10 euros.'
    """

    id: str
    question: str
    answer: str
    topic: str | None
    likeness: float
    """How much it is like what was asked, 0 to 1; from about 0.6 on it is the same question."""


class Lessons(Reply):
    """Lessons, the closest first."""

    lessons: tuple[Lesson, ...]


class Deliveries(Reply):
    """Deliveries that wait, oldest first of each conversation."""

    deliveries: tuple[Delivery, ...]


class Problem(Reply):
    """What was wrong with a request (RFC 9457): `reason` is stable and for machines, `detail` and `fix` for people.

    >>> from handrail import InvalidRequest
    >>> try:
    ...     rail.conversation("c-1").customer("")
    ... except InvalidRequest as error:
    ...     error.problem.field
    'text'
    """

    status: int
    reason: str
    detail: str
    title: str = ""
    field: str | None = None
    fix: str | None = None
    request_id: str | None = None
