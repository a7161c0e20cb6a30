"""Handrail in your tests: the same wire, in this process, with people that you play.

    fake = FakeHandrail(auto="approve")
    rail = fake.rail(on_unreachable="hold")

What passes against the fake passes against the server: one contract suite runs against both.
"""

import time
from datetime import UTC, datetime, timedelta

import httpx2

from handrail._action import Action
from handrail._answers import Verdict
from handrail._async_client import AsyncHandrail
from handrail._client import Handrail
from handrail._fake.calls import Asked, Auto, Choice
from handrail._fake.server import KEY, AsyncTransport, Server, Transport
from handrail._fake.talks import AGENT, Heard, Scripted
from handrail._speaking import OnUnreachable
from handrail.webhooks import sign

__all__ = ["Asked", "FakeHandrail", "Heard"]


class FakeHandrail:
    """A Handrail without a network. Turns and drafts proceed unless you `script` them; actions are decided by `auto`.

    `auto`: "approve" or "reject" each action after it was asked for; None: you `decide`; or a function of the `Asked`
    call which answers "proceed", "approve", "reject", "expire", "hand_over", "lose" (begun, never reported) or "wait".

    >>> from handrail.testing import FakeHandrail
    >>> fake = FakeHandrail(auto="approve")
    >>> chat = fake.rail().conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: "refunded").result
    'refunded'
    """

    def __init__(self, *, auto: Auto = "approve") -> None:
        self._server = Server()
        self.transport: httpx2.BaseTransport = Transport(self._server)
        self.async_transport: httpx2.AsyncBaseTransport = AsyncTransport(self._server)
        self.auto = auto

    def rail(self, *, on_unreachable: OnUnreachable = "hold") -> Handrail:
        """A client of this fake. Between two tries it does not wait.

        >>> fake.rail(on_unreachable="proceed").conversation("c-1").customer("Hello").verdict
        'proceed'
        """
        return Handrail(
            "http://handrail.test",
            KEY,
            on_unreachable=on_unreachable,
            transport=self.transport,
            sleep=_at_once,
        )

    def async_rail(self, *, on_unreachable: OnUnreachable = "hold") -> AsyncHandrail:
        """An asynchronous client of this fake.

        >>> rail = fake.async_rail()
        >>> (await rail.conversation("c-1").customer("Hello")).verdict
        'proceed'
        """
        return AsyncHandrail(
            "http://handrail.test",
            KEY,
            on_unreachable=on_unreachable,
            transport=self.async_transport,
            sleep=_at_once_async,
        )

    @property
    def auto(self) -> Auto:
        """How actions are decided from now on.

        >>> fake.auto = "reject"
        """
        return self._server.calls.auto

    @auto.setter
    def auto(self, auto: Auto) -> None:
        self._server.calls.auto = auto

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What was said, in order: turns that were reported, and drafts that might be said.

        >>> heard = rail.conversation("c-1").customer("Hello")
        >>> fake.heard
        (Heard(conversation='c-1', author='customer', text='Hello', late=False),)
        """
        return tuple(self._server.talks.heard)

    def action(self, call_id: str) -> Action:
        """A guarded call as it is now.

        >>> chat = rail.conversation("c-1")
        >>> heard = chat.customer("I want my money back.")
        >>> done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: "refunded")
        >>> fake.action("call-1").state
        'completed'
        """
        with self._server.changed:
            return self._server.calls.find(call_id).seen()

    def script(
        self, verdict: Verdict = "proceed", *, say: str | None = None, reason: str | None = None, sealed: bool = False
    ) -> None:
        """Say what the next turn or draft is judged to be; called again, the one after it.

        >>> fake.script("hand_over", say="A colleague will be with you.", reason="explicit_request")
        >>> rail.conversation("c-1").customer("Give me a person!").say
        'A colleague will be with you.'
        """
        self._server.talks.script.append(Scripted(verdict=verdict, say=say, reason=reason, sealed=sealed))

    def decide(self, call_id: str, choice: Choice, *, ground: str | None = None) -> None:
        """A person decides an action that waits.

        >>> fake.auto = None
        >>> chat = rail.conversation("c-1")
        >>> heard = chat.customer("I want my money back.")
        >>> chat.act("refund", {"order": "A1"}, call_id="call-1", wait=0).pending
        True
        >>> fake.decide("call-1", "approve")
        >>> chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: "refunded").result
        'refunded'
        """
        with self._server.changed:
            self._server.calls.decide(self._server.calls.find(call_id), choice, ground)
            self._server.changed.notify_all()

    def take_over(self, conversation: str, *, person: str = "ada") -> None:
        """A person takes the floor: what the agent proposes for an earlier turn is refused.

        >>> chat = rail.conversation("c-1")
        >>> heard = chat.customer("Hello")
        >>> fake.take_over("c-1")
        >>> chat.customer("Are you there?").may_answer
        False
        """
        with self._server.changed:
            self._server.talks.pass_floor(self._server.talks.talk(conversation), "person", person)

    def hand_back(self, conversation: str, *, note: str) -> None:
        """The person gives the conversation back with a note.

        >>> fake.take_over("c-1")
        >>> fake.hand_back("c-1", note="Replacement sent.")
        >>> rail.conversation("c-1").customer("Thank you!").note
        'Replacement sent.'
        """
        with self._server.changed:
            self._server.talks.pass_floor(self._server.talks.talk(conversation), "agent", AGENT, note)

    def stop(self) -> None:
        """An emergency stop: from now on the agent may neither speak nor act.

        >>> fake.stop()
        >>> chat = rail.conversation("c-1")
        >>> heard = chat.customer("I want my money back.")
        >>> try:
        ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
        ... except AgentStopped:
        ...     print("not run")
        not run
        """
        self._server.talks.stopped = True

    def say(self, conversation: str, text: str, *, person: str = "ada") -> None:
        """A person speaks, which is a takeover; the words come as a delivery, to be passed on.

        >>> fake.say("c-1", "Hello, Ada here.")
        >>> [delivery.kind for delivery in rail.deliveries(follow=False)]
        ['control', 'words']
        """
        with self._server.changed:
            talk = self._server.talks.talk(conversation)
            self._server.talks.pass_floor(talk, "person", person)
            talk.turns += 1
            name = f"turn/{talk.turns}"
            self._server.talks.send(
                talk, name, kind="words", author="person", text=text, author_name=person, turn=talk.turns
            )

    def whisper(self, conversation: str, text: str) -> None:
        """A supervisor steers the agent, by a delivery and with each answer; the customer never sees it.

        >>> fake.whisper("c-1", "Offer free delivery.")
        >>> rail.conversation("c-1").customer("It is late again.").whispers
        ('Offer free delivery.',)
        """
        with self._server.changed:
            talk = self._server.talks.talk(conversation)
            talk.whispers.append(text)
            name = f"whisper/{len(talk.whispers)}"
            expires_at = datetime.now(UTC) + timedelta(minutes=20)
            self._server.talks.send(talk, name, kind="whisper", text=text, expires_at=expires_at)

    def teach(self, question: str, answer: str) -> None:
        """A person adopts a lesson: from now on the agent gets it when it asks.

        >>> fake.teach("May I bring back opened headphones?", "Within 14 days, less 10 euros.")
        >>> rail.lessons("Can I still bring opened headphones back?")[0].question
        'May I bring back opened headphones?'
        """
        with self._server.changed:
            self._server.taught.teach(question, answer)

    def go_away(self) -> None:
        """Nobody answers from now on.

        >>> fake.go_away()
        >>> rail.conversation("c-1").customer("Hello?").reached
        False
        """
        self._server.away = True

    def come_back(self) -> None:
        """Answer again.

        >>> fake.go_away()
        >>> fake.come_back()
        >>> rail.conversation("c-1").customer("Hello").reached
        True
        """
        self._server.away = False

    def lose_next_answer(self) -> None:
        """The next request arrives and is done, but its answer is lost: the worst moment for a connection to break.

        >>> fake.lose_next_answer()
        >>> rail.conversation("c-1").customer("Hello").reached
        False
        >>> len(fake.heard)
        1
        """
        self._server.loses_next_answer = True

    def webhook(self, conversation: str, text: str, *, secret: str) -> tuple[dict[str, str], bytes]:
        """The headers and the body of a signed webhook that carries a person's words.

        >>> from handrail.webhooks import read_delivery
        >>> headers, body = fake.webhook("c-1", "Hello, Ada here.", secret="whsec_c2VjcmV0")
        >>> read_delivery("whsec_c2VjcmV0", headers, body).author
        'person'
        """
        self.say(conversation, text)
        delivery = list(self._server.talks.outbox.values())[-1]
        body = delivery.model_dump_json(by_alias=True).encode()
        stamp = str(int(time.time()))
        signature = sign(secret, delivery.id, stamp, body)
        return {"webhook-id": delivery.id, "webhook-timestamp": stamp, "webhook-signature": signature}, body


def _at_once(_seconds: float) -> None:
    """Do not wait: a test has no time."""


async def _at_once_async(_seconds: float) -> None:
    """Do not wait: a test has no time."""
