"""Moving the floor. Each change of holder is one fact, one more on the epoch, and is told to the agent (law 1)."""

from dataclasses import replace

from handrail_server.core.basics.actors import EXTERNAL_PERSON, Actor
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, ConversationId, PersonId, QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.turns.control import NOBODY, Holder, HolderKind, by_agent, by_person, by_queue
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import control_of
from handrail_server.core.turns.facts import AgentPaused, AgentResumed, FloorGiven, FloorTaken
from handrail_server.core.turns.size import NOTE_BYTES, check_words, fit
from handrail_server.core.turns.why import FloorWhy

PAUSE = 20 * MINUTE
"""How long an agent stays silent after the last human message, where no case keeps the time."""
PAUSE_DEADLINE = "pause"


def subject(conversation: ConversationId) -> Subject:
    """The conversation as the subject of facts and deadlines."""
    return Subject(kind=SubjectKind.CONVERSATION, id=conversation)


def take_floor(
    conversation: Conversation, person: PersonId, *, why: FloorWhy = FloorWhy.TAKE_OVER, by: Actor, at: At
) -> Outcome[Conversation]:
    """The person speaks now. Nothing changes where the floor is theirs already."""
    return _passed(conversation, by_person(person), why=why, by=by, at=at)


def give_to_queue(
    conversation: Conversation, queue: QueueId, *, why: FloorWhy = FloorWhy.HANDED_OVER, by: Actor, at: At
) -> Outcome[Conversation]:
    """A case waits silently: only the system speaks until somebody accepts."""
    return _passed(conversation, by_queue(queue), why=why, by=by, at=at)


def give_to_agent(
    conversation: Conversation, *, why: FloorWhy, note: str | None = None, by: Actor, at: At
) -> Outcome[Conversation]:
    """The agent speaks again; it learns what was done, decided and promised before its next turn."""
    if note is not None:
        check_words(note, NOTE_BYTES, field="note")
    return _passed(conversation, by_agent(conversation.agent), why=why, note=note, by=by, at=at)


def hand_back(conversation: Conversation, note: str, *, by: Actor, at: At) -> Outcome[Conversation]:
    """A person gives the conversation back to its agent with a note; refused where the agent has the floor."""
    if conversation.control.holder == by_agent(conversation.agent):
        raise MoveRefused("The agent has the floor already.", field="conversation.control")
    return give_to_agent(conversation, why=FloorWhy.HANDED_BACK, note=note, by=by, at=at)


def switch_agent(conversation: Conversation, agent: AgentId, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Another agent goes on with the conversation: a change of holder, which makes the first one's drafts stale."""
    if conversation.control.holder.kind is not HolderKind.AGENT:
        raise MoveRefused("An agent can only take over from an agent.", field="conversation.control")
    switched = replace(conversation, agent=agent)
    return _passed(switched, by_agent(agent), why=FloorWhy.AGENT_SWITCHED, by=by, at=at)


def release_floor(
    conversation: Conversation, *, why: FloorWhy = FloorWhy.CLOSED, by: Actor, at: At
) -> Outcome[Conversation]:
    """Nobody speaks."""
    return _passed(conversation, NOBODY, why=why, by=by, at=at)


def pause(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """The agent is silent until somebody resumes it or `PAUSE` has passed since the last human message."""
    if conversation.control.holder.kind is not HolderKind.AGENT:
        raise MoveRefused("Only an agent that has the floor can be paused.", field="conversation.control")
    silent = release_floor(conversation, why=FloorWhy.PAUSED, by=by, at=at)
    until = At(at + PAUSE)
    paused = AgentPaused(by=by, at=at, agent=conversation.agent, until=until)
    return silent.then(Outcome(state=silent.state, facts=(paused,))).then(_until(silent.state, until))


def resume(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """A person ends the pause before its time."""
    if conversation.paused_until is None:
        raise MoveRefused("The agent is not paused here.", field="conversation.paused_until")
    return _resumed(conversation, ran_out=False, by=by, at=at)


def end_pause(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """What the deadline does: the agent has the floor again, unless a human message has moved the end meanwhile."""
    if conversation.paused_until is None or at < conversation.paused_until:
        due = Deadline(subject=subject(conversation.id), name=PAUSE_DEADLINE, due_at=conversation.paused_until)
        return Outcome(state=conversation, deadlines=(due,))
    return _resumed(conversation, ran_out=True, by=by, at=at)


def keep_time(conversation: Conversation, *, at: At) -> Outcome[Conversation]:
    """A human message begins or moves the end of the pause, where no case keeps the time."""
    return _until(conversation, At(at + PAUSE)) if _runs_out(conversation) else Outcome(state=conversation)


def is_person(conversation: Conversation, person: PersonId) -> bool:
    """Whether this person holds the floor."""
    return conversation.control.holder == by_person(person)


def person_speaks_beside(conversation: Conversation, person: PersonId) -> bool:
    """Whether another person of ours has the floor, so that this one's words are said beside them."""
    holder = conversation.control.holder
    return holder.kind is HolderKind.PERSON and holder.id not in {person, EXTERNAL_PERSON}


def _passed(
    conversation: Conversation, holder: Holder, *, why: FloorWhy, note: str | None = None, by: Actor, at: At
) -> Outcome[Conversation]:
    before = conversation.control.holder
    control = conversation.control.pass_to(holder)
    if control == conversation.control:
        return Outcome(state=conversation)
    state = fit(replace(conversation, control=control, note=note))
    fact = _fact(state, before, why=why, note=note, by=by, at=at)
    told = tuple(control_of(state, agent, note) for agent in _agents_concerned(state, before))
    moved = Outcome(state=state, facts=(fact,), effects=told)
    return moved.then(_until(state, At(at + PAUSE) if _runs_out(state) else None))


def _fact(
    state: Conversation, before: Holder, *, why: FloorWhy, note: str | None, by: Actor, at: At
) -> FloorTaken | FloorGiven:
    holder, epoch = state.control.holder, state.control.epoch
    if holder.kind is HolderKind.PERSON or why is FloorWhy.AGENT_SWITCHED:
        return FloorTaken(
            by=by,
            at=at,
            holder=holder.kind,
            holder_id=holder.id,
            before=before.kind,
            before_id=before.id,
            epoch=epoch,
            why=why,
        )
    return FloorGiven(
        by=by,
        at=at,
        holder=holder.kind,
        holder_id=holder.id,
        before=before.kind,
        before_id=before.id,
        epoch=epoch,
        why=why,
        note=note,
    )


def _agents_concerned(state: Conversation, before: Holder) -> tuple[AgentId, ...]:
    if before.kind is HolderKind.AGENT and before.id is not None and before.id != state.agent:
        return (AgentId(before.id), state.agent)
    return (state.agent,)


def _runs_out(conversation: Conversation) -> bool:
    """A person on the floor without a case, or a paused agent: no other deadline ends that (law 3)."""
    held = conversation.control.holder.kind is HolderKind.PERSON and conversation.open_case is None
    paused = conversation.control.holder == NOBODY and conversation.paused_until is not None
    return held or paused


def _until(conversation: Conversation, until: At | None) -> Outcome[Conversation]:
    if conversation.paused_until == until:
        return Outcome(state=conversation)
    due = Deadline(subject=subject(conversation.id), name=PAUSE_DEADLINE, due_at=until)
    return Outcome(state=replace(conversation, paused_until=until), deadlines=(due,))


def _resumed(conversation: Conversation, *, ran_out: bool, by: Actor, at: At) -> Outcome[Conversation]:
    given = give_to_agent(conversation, why=FloorWhy.RESUMED, by=by, at=at)
    resumed = AgentResumed(by=by, at=at, agent=conversation.agent, ran_out=ran_out)
    return given.then(Outcome(state=given.state, facts=(resumed,)))
