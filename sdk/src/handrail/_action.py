"""A guarded call: what Handrail knows of it, and what came of it."""

from datetime import datetime
from typing import Literal, Self

from pydantic import Field

from handrail._answers import Control, Reason, Reply, Verdict
from handrail._errors import Pending

State = Literal["proposed", "waiting", "ready", "leased", "completed", "failed", "unknown", "refused"]


class Action(Reply):
    """A guarded call and what came of it. It may run only under a lease.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: f"refunded {order}")
    >>> done.state, done.result
    ('completed', 'refunded A1')
    """

    id: str = Field(alias="action")
    call_id: str
    tool: str
    digest: str
    """SHA-256 of the canonical arguments: what an approval is bound to."""
    state: State
    verdict: Verdict
    reasons: tuple[Reason, ...]
    say: str | None
    """What to tell the customer now, such as that a person was asked; it does not come again as a delivery."""
    case: str | None
    expires_at: datetime | None
    outcome: object = Field(alias="result")
    """What was recorded; read `result`, which tells "nothing yet" from "nothing"."""
    error: str | None
    """Why it failed, or did not run."""
    ground: str | None
    """What the person who decided gave as their ground."""
    control: Control = Field(alias="floor")
    duplicate: bool = False
    """It had run before: `result` is what was recorded then, and nothing ran now."""
    recorded: bool = True
    """False: it ran, but Handrail has not taken the result yet."""

    @property
    def pending(self) -> bool:
        """Whether it still waits for a person, or runs elsewhere: call again later with the same call id."""
        return self.state in ("proposed", "waiting", "leased")

    @property
    def result(self) -> object:
        """What the tool answered; raises `Pending` where it has not run."""
        if self.state != "completed":
            raise Pending(self)
        return self.outcome

    def repeated(self) -> Self:
        """This call as somebody sees it who asked for it again after it had run."""
        return self.model_copy(update={"duplicate": True})

    def ran(self, result: object, *, recorded: bool) -> Self:
        """This call after it ran here."""
        return self.model_copy(update={"state": "completed", "outcome": result, "recorded": recorded})
