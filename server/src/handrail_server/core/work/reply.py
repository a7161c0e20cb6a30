"""A person's words to the customer. By any route they are a takeover, unless said beside a person who has the floor."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import TurnId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.engage import person_spoke
from handrail_server.core.cases.moves import UNTAKEN
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.turn import Attachment, Turn, TurnStatus
from handrail_server.core.turns.whisper import join
from handrail_server.core.turns.written import note, written_turn
from handrail_server.core.work.reader import require_place
from handrail_server.core.work.take_over import Unasked, taken
from handrail_server.core.work.work import Acting, Crew, Work

TAKEN = (CaseState.ACCEPTED, CaseState.ENGAGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said, under the turn id that the sender chose, and the files that it brings."""

    turn: TurnId
    text: str
    attachments: tuple[Attachment, ...] = ()


def reply(
    conversation: Conversation, case: Case | None, crew: Crew, me: Acting, words: Words, *, unasked: Unasked
) -> Work:
    """Say this to the customer. Where the case or the floor is not mine yet, these words take them."""
    require(me.person, Right.REPLY)
    work = _mine(conversation, case, crew, me, unasked)
    before = work.conversation or Outcome(state=conversation)
    turn, said = _said(before.state, words, me)
    spoken = replace(work, conversation=before.then(said), turns=((turn, TurnStatus.SAID),))
    return _engaged(spoken, case, turn, me)


def speak_beside(conversation: Conversation, me: Acting, words: Words) -> Work:
    """Join: speak beside the person who has the floor, who keeps it. Beside an agent it would be a takeover."""
    require(me.person, Right.JOIN)
    joined = join(conversation, by=me.by, at=me.at)
    turn, said = _said(joined.state, words, me)
    return Work(conversation=joined.then(said), turns=((turn, TurnStatus.SAID),))


def write_note(conversation: Conversation, name: str, text: str, me: Acting) -> Work:
    """Write something down for colleagues; neither customer nor agent sees it."""
    if not (may(me.person, Right.MONITOR) or may(me.person, Right.DECIDE)):
        require(me.person, Right.REPLY)
    return Work(conversation=note(conversation, name, text, by=me.by, at=me.at))


def _mine(conversation: Conversation, case: Case | None, crew: Crew, me: Acting, unasked: Unasked) -> Work:
    """The case in my hands: it is already, or I claim it as it waits, or I take it over from agent or colleague."""
    if case is not None and case.owner == me.person.id and case.state in TAKEN:
        return Work()
    if case is not None and case.state in UNTAKEN:
        require(me.person, Right.CLAIM)
        require_place(me.person, case)
    else:
        require(me.person, Right.TAKE_OVER)
    return taken(conversation, case, crew, me, unasked=unasked)


def _said(conversation: Conversation, words: Words, me: Acting) -> tuple[Turn, Outcome[Conversation]]:
    if words.attachments and conversation.carrier is not Carrier.CHANNEL:
        raise Invalid(
            "This channel carries no files.", field="attachments", fix="Say in words where the customer finds it."
        )
    written = written_turn(conversation, words.turn, words.text, by=me.by, at=me.at, attachments=words.attachments)
    turn = placed(conversation, written)
    return turn, hear(conversation, turn, deliver=True)


def _engaged(work: Work, case: Case | None, turn: Turn, me: Acting) -> Work:
    """The first words engage the case; later ones answer what the customer waits for."""
    if work.opened is not None:
        return replace(work, opened=_spoke(work.opened, turn, me))
    moved = work.case or (Outcome(state=case) if case is not None else None)
    return replace(work, case=_spoke(moved, turn, me) if moved is not None else None)


def _spoke(moved: Outcome[Case], turn: Turn, me: Acting) -> Outcome[Case]:
    return moved.then(person_spoke(moved.state, person=me.person.id, turn=turn.number, by=me.by, at=me.at))
