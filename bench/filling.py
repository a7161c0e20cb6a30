"""Conversations that are open already when a bench begins: as many as wanted, each with a full running state."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bench.talk import CUSTOMERS
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.sealing import sealed
from handrail_server.adapters.store.write import Write
from handrail_server.core.basics.actors import ActorKind, agent
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import (
    AgentId,
    CommitId,
    ConversationId,
    CustomerId,
    KeyId,
    OrgId,
    TurnNumber,
)
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.conversation import SKETCHES, Conversation, Sketch
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.house.house import House
from handrail_server.house.kinds import EFFECTS, KINDS
from handrail_server.ports.writing import Commit, created

TOGETHER = 500
NAME = "filled"


async def fill(house: House, engine: Engine, org: OrgId, shop: AgentId, *, count: int, ended: int = 0) -> None:
    """Open so many conversations, named as `Talk` names them, by the same rows that a first turn would write.

    Beside them are as many `ended` ones as asked for, of the day before.

    Their facts wait for no place in the ledger, so that the scribe is not still busy with them while others measure.
    """
    now, speaking = house.clock.now(), (await house.settings.agent(org, shop)).state
    both = count + ended
    keys = [
        await house.journal.data_key(org, f"customer/customer-{number:04}") for number in range(min(both, CUSTOMERS))
    ]
    codec = Codec(KINDS, EFFECTS)
    for start in range(0, both, TOGETHER):
        numbers = range(start, min(start + TOGETHER, both))
        commits = [
            _opened(org, speaking, number, keys[number % CUSTOMERS], now if number < count else At(now - DAY))
            for number in numbers
        ]
        commits = [each if number < count else _ended(each) for number, each in zip(numbers, commits, strict=True)]
        await engine.commit(_together([sealed(commit, codec, {}) for commit in commits], now))


def _ended(commit: Commit) -> Commit:
    """The same conversation, closed when it was opened."""
    (change,) = commit.changes
    assert isinstance(change.state, Conversation)
    return replace(commit, changes=(replace(change, state=replace(change.state, closed_at=commit.at)),))


def _opened(org: OrgId, speaking: Agent, number: int, key: KeyId, now: At) -> Commit:
    name = ConversationId(f"{NAME}-{number:06}")
    opening = Opening(
        id=name,
        channel="chat",
        language="en",
        customer=CustomerId(f"customer-{number % CUSTOMERS:04}"),
        flow=None,
        key=key,
    )
    opened = open_conversation(opening, speaking, by=agent(speaking.id), at=now)
    outcome = Outcome(state=_grown(opened.state, now), facts=opened.facts)
    change = created(Subject(kind=SubjectKind.CONVERSATION, id=name), outcome, key=key)
    return Commit(org=org, id=CommitId(f"fill-{number:06}"), at=now, changes=(change,))


def _grown(conversation: Conversation, now: At) -> Conversation:
    """The state of a conversation in which as much was said as a state remembers."""
    recent = tuple(
        Sketch(
            number=TurnNumber(number),
            author=ActorKind.AGENT if number % 2 else ActorKind.CUSTOMER,
            words=tuple(range(10**9 + number, 10**9 + number + 12)),
            sentiment=0.1,
            topic="orders",
            at=now,
        )
        for number in range(1, SKETCHES + 1)
    )
    return replace(conversation, recent=recent)


def _together(writes: Sequence[Write], now: At) -> Write:
    """One transaction for all."""
    return Write(
        at=now,
        guards=tuple(chain.from_iterable(write.guards for write in writes)),
        subjects=tuple(chain.from_iterable(write.subjects for write in writes)),
        facts=tuple(chain.from_iterable(write.facts for write in writes)),
        conversations=tuple(chain.from_iterable(write.conversations for write in writes)),
    )
