"""What a customer may see of their conversation: words that reached them, in the order in which they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from msgspec.structs import replace

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.wire.chat import ChatFile, ChatState, ChatWords
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, ConversationId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords, lane
from handrail_server.core.turns.making import Making, MakingState
from handrail_server.core.turns.turn import Attachment, Turn, TurnStatus
from handrail_server.house.expected_wait import WAITING, expected_wait
from handrail_server.house.house import House
from handrail_server.ports.reading import StoredTurn
from handrail_server.ports.working import Parcel

REACHED: Final = (TurnStatus.SAID, TurnStatus.RELEASED)
"""All other turns are drafts."""
ON_THE_WAY: Final = ("sending", "sent", "delivered")
"""Where a message has left the outbox. One that has not may still be withdrawn: it was never said (law 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One customer's conversation."""

    house: House
    org: OrgId
    conversation: ConversationId
    agent: AgentId | None = None
    """Who will answer, where nobody has said anything yet."""

    async def words(self, *, after: int, until: int) -> tuple[ChatWords, ...]:
        """What was said with a number > `after` and <= `until`, in the order in which it was heard."""
        house = self.house
        if until <= after:
            return ()
        stored = await house.library.turns(self.org, self.conversation, after=after, limit=until - after)
        parcels = {
            parcel.effect.number: parcel
            for parcel in await house.outbox.words_of(self.org, lane(self.conversation))
            if isinstance(parcel.effect, DeliverWords)
        }
        heard = sorted(
            (_heard_at(each.turn, parcels), each.turn.number, each.turn) for each in stored if _is_heard(each, parcels)
        )
        names = await self._names([turn for _, _, turn in heard])
        return tuple(_words(turn, names.get((turn.author.kind, turn.author.id)), at) for at, _, turn in heard)

    async def state(self, now: At) -> ChatState:
        """Who has the floor, and how long a person may take."""
        found = await self.house.journal.find(self.org, Conversation, self.conversation)
        if found is None:
            name = None if self.agent is None else await self._name(ActorKind.AGENT, self.agent)
            return replace(NOTHING_YET, name=name)
        conversation = found.state
        holder = conversation.control.holder
        case = await self._waiting(conversation)
        wait = None if case is None else await expected_wait(self.house, self.org, case, at_a_glance=True)
        speaker = ActorKind.PERSON if holder.kind is HolderKind.PERSON else ActorKind.AGENT
        return ChatState(
            speaker=holder.kind.value,
            name=None if holder.id is None else await self._name(speaker, holder.id),
            waiting=case is not None,
            position=wait.position if wait else None,
            wait_seconds=wait.seconds if wait else None,
            opens_at=shown_or_none(wait.opens_at) if wait else None,
            staffed=None if wait is None else wait.staffed > 0 and wait.opens_at is None,
            typing=await self._typing(conversation, now),
            ended=conversation.closed_at is not None,
        )

    async def _typing(self, conversation: Conversation, now: At) -> Literal["agent", "person"] | None:
        kind = conversation.control.holder.kind
        if kind is HolderKind.PERSON and self.house.typing.is_on(self.org, self.conversation, "person", now=now):
            return "person"
        if kind is not HolderKind.AGENT:
            return None
        answer = await self.house.journal.find(self.org, Making, self.conversation)
        return "agent" if answer is not None and answer.state.state is MakingState.MAKING else None

    async def _waiting(self, conversation: Conversation) -> Case | None:
        if conversation.open_case is None:
            return None
        found = await self.house.journal.find(self.org, Case, conversation.open_case)
        return found.state if found is not None and found.state.state in WAITING else None

    async def _names(self, turns: Sequence[Turn]) -> Mapping[tuple[ActorKind, str], str | None]:
        speakers = {(turn.author.kind, turn.author.id) for turn in turns}
        return {speaker: await self._name(*speaker) for speaker in speakers}

    async def _name(self, kind: ActorKind, name: str) -> str | None:
        """The agent's name; of a person the first name, which is all that a customer needs."""
        if kind is ActorKind.AGENT:
            agent = await self.house.journal.find(self.org, Agent, AgentId(name))
            return agent.state.name if agent else None
        if kind is ActorKind.PERSON:
            person = await self.house.journal.find(self.org, Person, name)
            return person.state.name.split()[0] if person else None
        return None


NOTHING_YET: Final = ChatState(
    speaker="agent",
    name=None,
    waiting=False,
    position=None,
    wait_seconds=None,
    opens_at=None,
    staffed=None,
    typing=None,
    ended=False,
)
"""Before the first words."""


def file_reply(file: Attachment) -> ChatFile:
    """A file on the wire."""
    return ChatFile(
        id=file.id, name=file.name or file.id, media_type=file.media_type, size=file.size, digest=file.digest
    )


def _is_heard(stored: StoredTurn, parcels: Mapping[int, Parcel]) -> bool:
    if stored.status not in REACHED:
        return False
    parcel = parcels.get(stored.turn.number)
    return parcel is None or parcel.state in ON_THE_WAY


def _heard_at(turn: Turn, parcels: Mapping[int, Parcel]) -> At:
    """A draft that was released late is heard late: when it went out counts, not when it was written."""
    parcel = parcels.get(turn.number)
    return turn.received_at if parcel is None else max(parcel.created_at, turn.received_at)


def _words(turn: Turn, name: str | None, at: At) -> ChatWords:
    return ChatWords(
        number=turn.number,
        id=turn.id,
        author=turn.author.kind.value,
        name=name,
        text=turn.text,
        attachments=tuple(file_reply(each) for each in turn.attachments),
        at=shown(at),
    )
