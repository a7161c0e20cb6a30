"""What came of a case: resolved with an outcome, or given back to the agent with a note."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case, CaseState, Document
from handrail_server.core.cases.document import document
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.hand_back import hand_back as handed_back
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.cases.wrap_up import resolve as resolved
from handrail_server.core.routing.capacity import wrap_up
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.size import NOTE_BYTES, check_words
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import Manner, followed
from handrail_server.core.work.work import Acting, Crew, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """How a person gives the conversation back: what was done, decided and promised, and the record if one is due."""

    note: str
    disposition: str | None = None
    record: Document | None = None


def resolve(
    case: Case,
    conversation: Conversation,
    crew: Crew,
    me: Acting,
    resolution: Resolution,
    *,
    record: Document | None = None,
) -> Work:
    """The talk is over: the agent has the floor again, and I write it up. Only the case's owner resolves it.

    While I do, new words of the customer are the agent's; a new reason opens a new case.
    """
    _check_note(resolution.note)
    documented = _documented(case, record, me)
    moved = documented.then(resolved(documented.state, resolution, person=me.person.id, by=me.by, at=me.at))
    manner = Manner(note=resolution.note)
    work = followed(case, moved, conversation, with_me(crew, me), manner=manner, by=me.by, at=me.at)
    kept = wrap_up(me.person, case.id, seconds=resolution.wrap_up_seconds, by=me.by, at=me.at)
    return replace(work, people=(*work.people, kept))


def hand_back(case: Case, conversation: Conversation, crew: Crew, me: Acting, agent: Agent, given: Return) -> Work:
    """The agent goes on, and knows what was done, decided and promised before its next turn."""
    if agent.paused:
        raise MoveRefused("The agent is stopped.", field="agent", fix="Resolve the case, or transfer it.")
    if case.state is CaseState.WRAPPING:
        raise MoveRefused("The case is resolved, and the agent has the floor already.", field="case")
    note = given.note
    _check_note(note)
    ready = _documented(case, given.record, me)
    ended = handed_back(ready.state, person=me.person.id, note=note, disposition=given.disposition, by=me.by, at=me.at)
    manner = Manner(note=note)
    return followed(case, ready.then(ended), conversation, with_me(crew, me), manner=manner, by=me.by, at=me.at)


def write_up(case: Case, record: Document, me: Acting) -> Work:
    """Write down what a compliance case demands; refused to everybody but the case's owner."""
    return Work(case=_documented(case, record, me))


def _documented(case: Case, record: Document | None, me: Acting) -> Outcome[Case]:
    if record is None:
        return Outcome(state=case)
    require_owner(case, me.person.id)
    return document(case, record, by=me.by, at=me.at)


def _check_note(note: str | None) -> None:
    if note is not None:
        check_words(note, NOTE_BYTES, field="note")
