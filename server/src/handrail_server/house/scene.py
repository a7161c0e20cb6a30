"""Whose conversation, which agent, under which settings: what each flow of a turn begins with."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.errors import Forbidden, Invalid, NotFound
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, ConversationId, KeyId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.settings import Setting
from handrail_server.house.write import Write
from handrail_server.ports.writing import Expect, Loaded


@dataclass(slots=True, kw_only=True)
class Scene:
    """A conversation being changed. `conversation` is its state so far in this write."""

    house: House
    write: Write
    setting: Setting
    agent: Loaded[Agent]
    subject: Subject
    conversation: Conversation
    loaded: Loaded[Conversation] | None

    def guard(self) -> Expect:
        """The conversation as it was read: what was decided about it must still hold when it is committed."""
        return Expect(subject=self.subject, version=self.loaded.version if self.loaded else 0)

    def apply(self, outcome: Outcome[Conversation]) -> Conversation:
        """Take up what happened to the conversation."""
        key = outcome.state.key
        if self.loaded is None:
            self.write.create(self.subject, outcome, key=key)
        else:
            self.write.change(self.loaded, outcome, key=key)
        self.conversation = outcome.state
        return outcome.state


async def enter(house: House, write: Write, caller: Caller, conversation: ConversationId) -> Scene:
    """A conversation that exists, for whoever may speak of it: a person, or an agent whose conversation it is."""
    found = await house.journal.find(write.org, Conversation, conversation)
    if found is None:
        raise _missing(conversation)
    refuse_other_agent(caller, found.state)
    return await scene_of(house, write, found)


def refuse_other_agent(caller: Caller, conversation: Conversation) -> None:
    """Another agent's conversation does not exist for an agent's key, until it is said to have spoken there itself."""
    if caller.agent is not None and caller.agent != conversation.agent:
        raise _missing(conversation.id)


def _missing(conversation: ConversationId) -> NotFound:
    return NotFound(
        f"There is no conversation `{conversation}` here.", field="conversation", fix="Observe its first turn."
    )


async def scene_of(house: House, write: Write, found: Loaded[Conversation]) -> Scene:
    """The scene of a conversation that was loaded, in the mode that its agent has now; what is held stays held."""
    setting = await house.settings.of(write.org)
    agent = await house.settings.agent(write.org, found.state.agent)
    write.expect((*setting.guards(), _guard(agent)))
    return Scene(
        house=house,
        write=write,
        setting=setting,
        agent=agent,
        subject=found.subject,
        conversation=_in_mode(found.state, agent.state.mode),
        loaded=found,
    )


async def new_scene(house: House, write: Write, agent: AgentId, opened: Outcome[Conversation]) -> Scene:
    """The scene of a conversation that begins with this write."""
    setting = await house.settings.of(write.org)
    speaking = await house.settings.agent(write.org, agent)
    write.expect((*setting.guards(), _guard(speaking)))
    subject = Subject(kind=SubjectKind.CONVERSATION, id=opened.state.id)
    scene = Scene(
        house=house,
        write=write,
        setting=setting,
        agent=speaking,
        subject=subject,
        conversation=opened.state,
        loaded=None,
    )
    scene.apply(opened)
    return scene


def agent_of(caller: Caller, named: str | None) -> AgentId:
    """Which agent a request is about: an agent's key speaks of its own agent only."""
    if caller.agent is None:
        if named is None:
            raise Invalid("Which agent is this about?", field="agent", fix="Name it, or use the agent's own key.")
        return AgentId(named)
    if named is not None and named != caller.agent:
        raise Forbidden("An agent's key is bound to its own agent.", field="agent", fix="Leave `agent` away.")
    return caller.agent


async def organisation_key(house: House, write: Write) -> KeyId:
    """The data key for facts that are about no customer."""
    return await house.journal.data_key(write.org, "organisation")


def _in_mode(conversation: Conversation, mode: Mode) -> Conversation:
    return conversation if conversation.mode is mode else replace(conversation, mode=mode)


def _guard(agent: Loaded[Agent]) -> Expect:
    return Expect(subject=agent.subject, version=agent.version)
