"""A turn takes its place in the conversation. What was said is never refused: it is recorded, and alarms if it must."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import AgentId, PersonId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.turns.closing import reopen
from handrail_server.core.turns.control import HolderKind, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import SoundAlarm, words_of
from handrail_server.core.turns.facts import SpokenOutOfTurn
from handrail_server.core.turns.floor import keep_time, person_speaks_beside, switch_agent, take_floor
from handrail_server.core.turns.observed import observed
from handrail_server.core.turns.remembered import Remembered, nothing, remember, sketched
from handrail_server.core.turns.size import fit
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.turns.why import FloorWhy

LATE = MINUTE
"""A turn that reaches us so long after it was said is marked late."""


def placed(conversation: Conversation, turn: Turn, *, beside: bool = False) -> Turn:
    """The turn as this conversation takes it: the server's number, the epoch it is said in, late and disorder marked.

    `beside` as in `hear`. A clock in the future is not believed: nothing was said after it was received.
    """
    said_at = min(turn.said_at, turn.received_at)
    return replace(
        turn,
        number=TurnNumber(conversation.turns + 1),
        epoch=_floor_for(conversation, turn, beside=beside).state.control.epoch,
        said_at=said_at,
        late=turn.late or turn.received_at - said_at > LATE,
        out_of_order=turn.seq is not None and conversation.last_seq is not None and turn.seq <= conversation.last_seq,
    )


def hear(
    conversation: Conversation,
    turn: Turn,
    seen: Remembered | None = None,
    *,
    status: TurnStatus = TurnStatus.SAID,
    floor: int | None = None,
    beside: bool = False,
    deliver: bool = False,
) -> Outcome[Conversation]:
    """Accept a turn that `placed` gave its number.

    A person's words by any route are a takeover, unless another person has the floor, or they are an edited draft of
    the agent's, said `beside` it. `floor` is the token that an agent's turn carries, if any. With `deliver` the words
    go out in the conversation's lane.
    """
    moved = _floor_for(conversation, turn, beside=beside)
    if (turn.number, turn.epoch) != (conversation.turns + 1, moved.state.control.epoch):
        raise MoveRefused("The turn was placed in another state of the conversation.", field="turn.number")
    seen = seen or nothing(turn)
    sketch = sketched(seen, turn, status)
    state = fit(remember(_counted(moved.state, turn, status), sketch, seen, status))
    fact = observed(conversation, turn, sketch, status)
    effects = (words_of(state, turn),) if deliver and status is TurnStatus.SAID else ()
    heard = moved.then(Outcome(state=state, facts=(fact,), effects=effects))
    if _out_of_turn(moved.state, turn, status, floor):
        heard = heard.then(_alarmed(state, turn, floor))
    if turn.author.kind is ActorKind.PERSON:
        heard = heard.then(keep_time(state, at=turn.received_at))
    return heard


def _floor_for(conversation: Conversation, turn: Turn, *, beside: bool) -> Outcome[Conversation]:
    """The conversation with the floor moved as these words move it."""
    awake = reopen(conversation, by=turn.author, at=turn.received_at)
    author = turn.author
    if beside:
        return awake
    if author.kind is ActorKind.PERSON and not person_speaks_beside(awake.state, PersonId(author.id)):
        taken = take_floor(awake.state, PersonId(author.id), why=FloorWhy.SPOKE, by=author, at=turn.received_at)
        return awake.then(taken)
    if author.kind is ActorKind.AGENT and _is_other_agent(awake.state, author):
        return awake.then(switch_agent(awake.state, AgentId(author.id), by=author, at=turn.received_at))
    return awake


def _is_other_agent(conversation: Conversation, author: Actor) -> bool:
    holder = conversation.control.holder
    return holder.kind is HolderKind.AGENT and holder.id != author.id


def _counted(conversation: Conversation, turn: Turn, status: TurnStatus) -> Conversation:
    """The running state with one turn more. One copy: it is made for every turn."""
    author = turn.author.kind
    by_customer, at = author is ActorKind.CUSTOMER, turn.received_at
    return replace(
        conversation,
        turns=conversation.turns + 1,
        agent_turns=conversation.agent_turns + (author is ActorKind.AGENT and status is TurnStatus.SAID),
        customer_turns=conversation.customer_turns + by_customer,
        last_seq=_latest(conversation.last_seq, turn.seq),
        last_customer_turn=turn.number if by_customer else conversation.last_customer_turn,
        last_customer_at=at if by_customer else conversation.last_customer_at,
        last_person_at=at if author is ActorKind.PERSON else conversation.last_person_at,
        unanswered_since=_unanswered(conversation, turn, status),
        channel=turn.channel if by_customer else conversation.channel,
        language=(turn.language if by_customer else None) or conversation.language,
        whispers=tuple(w for w in conversation.whispers if w.expires_at > at),
    )


def _unanswered(conversation: Conversation, turn: Turn, status: TurnStatus) -> At | None:
    """Words of the system answer nothing; drafts that nobody has seen neither."""
    if not conversation.around or turn.author.kind is ActorKind.SYSTEM or status is not TurnStatus.SAID:
        return conversation.unanswered_since
    if turn.author.kind is not ActorKind.CUSTOMER:
        return None
    return turn.received_at if conversation.unanswered_since is None else conversation.unanswered_since


def _latest(before: int | None, seq: int | None) -> int | None:
    return seq if before is None else before if seq is None else max(before, seq)


def _out_of_turn(conversation: Conversation, turn: Turn, status: TurnStatus, floor: int | None) -> bool:
    if turn.author.kind is not ActorKind.AGENT or status is not TurnStatus.SAID:
        return False
    stale = floor is not None and floor != conversation.control.epoch
    return stale or conversation.control.holder != by_agent(AgentId(turn.author.id))


def _alarmed(conversation: Conversation, turn: Turn, floor: int | None) -> Outcome[Conversation]:
    holder = conversation.control.holder
    fact = SpokenOutOfTurn(
        by=turn.author,
        at=turn.received_at,
        number=turn.number,
        agent=AgentId(turn.author.id),
        floor=floor,
        epoch=conversation.control.epoch,
        holder=holder.kind,
        holder_id=holder.id,
        late=turn.late,
    )
    alarm = SoundAlarm(
        lane=f"alarm/{conversation.id}",  # a lane of its own: a dead Slack must not hold up words to the customer
        conversation=conversation.id,
        alarm="spoken_out_of_turn",
        agent=AgentId(turn.author.id),
        number=turn.number,
    )
    return Outcome(state=conversation, facts=(fact,), effects=(alarm,))
