"""What a person may do at this moment with what lies on their desk.

Each verb is tried, with plausible words, by the very function that the verb itself runs, and nothing is committed. So
the answer can never disagree with the verb, and no client needs a rule of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.errors import HandrailError, MoveRefused
from handrail_server.core.basics.ids import CaseId, CommitId, ConversationId, OfferId, PersonId, QueueId, TurnId
from handrail_server.core.basics.time import DAY, At, later
from handrail_server.core.cases.case import Case, Document, Verification
from handrail_server.core.cases.moves import OPEN
from handrail_server.core.cases.seal import open_seal
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.policy.route import Target, TargetKind
from handrail_server.core.resolution.closing import close_conversation
from handrail_server.core.resolution.resolve import Return, hand_back, resolve, write_up
from handrail_server.core.resolution.wrap_up import end, extend
from handrail_server.core.routing.person import Credential, Person, Role
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Attachment
from handrail_server.core.work import (
    act,
    ask,
    claim,
    decide,
    offers,
    open_personal_data,
    pass_on,
    reply,
    steer,
    take_over,
)
from handrail_server.core.work.reader import reader_of
from handrail_server.core.work.withdraw import withdraw
from handrail_server.house.ballots import owned
from handrail_server.house.caller import Caller
from handrail_server.house.desk import Desk, at_conversation, desk_at, unasked
from handrail_server.house.house import House
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded

_WORDS: Final = "probe"
_FILE: Final = Attachment(id=_WORDS, media_type="text/plain", size=1, digest=_WORDS)


class CaseVerb(StrEnum):
    """What a person can do with a case; each is a request of its own."""

    CLAIM = "claim"
    GIVE_BACK = "give_back"
    ACCEPT = "accept"
    DECLINE = "decline"
    TRANSFER = "transfer"
    REASSIGN = "reassign"
    CONSULT = "consult"
    ANSWER = "answer"
    LINK = "link"
    RESOLVE = "resolve"
    DOCUMENT = "document"
    HAND_BACK = "hand_back"
    EXTEND_WRAP_UP = "extend_wrap_up"
    END_WRAP_UP = "end_wrap_up"
    OPEN_SEAL = "open_seal"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REJECT = "reject"
    VERIFY = "verify"
    RELEASE = "release"
    EDIT = "edit"
    DISCARD = "discard"
    SCORE = "score"
    LABEL = "label"


class ConversationVerb(StrEnum):
    """What a person can do with a conversation; each is a request of its own."""

    REPLY = "reply"
    JOIN = "join"
    NOTE = "note"
    ATTACH = "attach"
    """Send a file with what is said, whether as a reply or beside the person who has the floor."""
    ACT = "act"
    """Use the agent's tools for the customer."""
    TAKE_OVER = "take_over"
    WHISPER_TO_AGENT = "whisper_to_agent"
    WHISPER_TO_PERSON = "whisper_to_person"
    PAUSE = "pause"
    RESUME = "resume"
    HOLD_REPLIES = "hold_replies"
    LET_REPLIES_FLOW = "let_replies_flow"
    FLAG = "flag"
    OPEN_PERSONAL_DATA = "open_personal_data"
    LABEL = "label"
    CLOSE = "close"


DECISIONS: Final = (CaseVerb.APPROVE, CaseVerb.REJECT, CaseVerb.VERIFY)


async def allowed_on_case(house: House, caller: Caller, loaded: Loaded[Case]) -> tuple[CaseVerb, ...]:
    """What the caller may do with the case now."""
    case, write = loaded.state, _never_committed(house, caller)
    conversation = await house.journal.load(write.org, Conversation, case.conversation)
    desk = await desk_at(house, write, caller, conversation, loaded)
    action = None if case.asked is None else await house.journal.load(write.org, Action, case.asked.action)
    return case_verbs(desk, action.state if action else None)


async def allowed_in_conversation(
    house: House, caller: Caller, conversation: ConversationId
) -> tuple[ConversationVerb, ...]:
    """What the caller may do with the conversation now."""
    return conversation_verbs(await at_conversation(house, _never_committed(house, caller), caller, conversation))


async def why_not_decide(house: House, caller: Caller, loaded: Loaded[Case]) -> dict[CaseVerb, HandrailError | None]:
    """For approving, rejecting and verifying: why the caller may not do so now, None where they may."""
    case, write = loaded.state, _never_committed(house, caller)
    if case.asked is None or case.state not in OPEN:
        return {}
    conversation = await house.journal.load(write.org, Conversation, case.conversation)
    desk = await desk_at(house, write, caller, conversation, loaded)
    action = await house.journal.load(write.org, Action, case.asked.action)
    tried = _deciding(desk, action.state)
    return {verb: _refusal(tried[verb]) for verb in DECISIONS}


def case_verbs(desk: Desk, action: Action | None = None) -> tuple[CaseVerb, ...]:
    """What the person may do with the case now; `action` is the one that an approval asks about."""
    case, me = desk.case, desk.me
    tried: dict[CaseVerb, Callable[[], object]] = {
        CaseVerb.LABEL: lambda: require(me.person, Right.LABEL),
        CaseVerb.LINK: lambda: ask.link(case, (replace(case, id=CaseId(_WORDS)),), _WORDS, me),
    }
    if case.sealed and me.person.id not in case.opened_seal:
        tried[CaseVerb.OPEN_SEAL] = lambda: open_seal(
            case, reader=reader_of(me.person), purpose=_WORDS, by=me.by, at=me.at
        )
    if case.state in OPEN:
        tried |= _moving(desk) | _ending(desk) | _deciding(desk, action)
    return tuple(verb for verb in CaseVerb if verb in tried and _works(tried[verb]))


def conversation_verbs(desk: Desk) -> tuple[ConversationVerb, ...]:
    """What the person may do with the conversation now."""
    talk, me, case = desk.conversation, desk.me, desk.open_case
    opened = unasked(desk)
    words = reply.Words(turn=TurnId(_WORDS), text=_WORDS)
    review = ask.Review(case=opened.case, route=opened.route, policy=opened.policy, expires_at=At(me.at + DAY))
    tried: Mapping[ConversationVerb, Callable[[], object]] = {
        ConversationVerb.REPLY: lambda: reply.reply(talk, case, desk.crew, me, words, unasked=opened),
        ConversationVerb.JOIN: lambda: reply.speak_beside(talk, me, words),
        ConversationVerb.ATTACH: lambda: _attach(desk),
        ConversationVerb.ACT: lambda: act.may_act(talk, me),
        ConversationVerb.NOTE: lambda: reply.write_note(talk, _WORDS, _WORDS, me),
        ConversationVerb.TAKE_OVER: lambda: take_over.take_over(talk, case, desk.crew, me, unasked=opened),
        ConversationVerb.WHISPER_TO_AGENT: lambda: steer.whisper(talk, _WORDS, me),
        ConversationVerb.WHISPER_TO_PERSON: lambda: steer.advise(talk, _WORDS, me),
        ConversationVerb.PAUSE: lambda: steer.pause(talk, me),
        ConversationVerb.RESUME: lambda: steer.resume(talk, me),
        ConversationVerb.HOLD_REPLIES: lambda: steer.hold_replies(talk, me),
        ConversationVerb.LET_REPLIES_FLOW: lambda: steer.let_replies_flow(talk, me),
        ConversationVerb.FLAG: lambda: ask.flag(talk, review, me),
        ConversationVerb.OPEN_PERSONAL_DATA: lambda: open_personal_data.open_personal_data(talk, me, purpose=_WORDS),
        ConversationVerb.LABEL: lambda: require(me.person, Right.LABEL),
        ConversationVerb.CLOSE: lambda: close_conversation(talk, me),
    }
    return tuple(verb for verb in ConversationVerb if _works(tried[verb]))


def _attach(desk: Desk) -> object:
    """Words with a file, in the first manner in which the person may speak."""
    words = reply.Words(turn=TurnId(_WORDS), text=_WORDS, attachments=(_FILE,))
    try:
        return reply.reply(desk.conversation, desk.open_case, desk.crew, desk.me, words, unasked=unasked(desk))
    except HandrailError:
        return reply.speak_beside(desk.conversation, desk.me, words)


def _moving(desk: Desk) -> dict[CaseVerb, Callable[[], object]]:
    """Who has the case, and who is asked."""
    case, talk, crew, me = desk.case, desk.conversation, desk.crew, desk.me
    there = Passing(to=Target(kind=TargetKind.QUEUE, id=_WORDS), queue=QueueId(_WORDS))
    question = ask.Question(id=_WORDS, asked=_WORDS, text=_WORDS, due_at=later(me.at, seconds=60))
    return {
        CaseVerb.CLAIM: lambda: claim.claim(case, talk, crew, me),
        CaseVerb.GIVE_BACK: lambda: claim.give_back(case, talk, crew, me),
        CaseVerb.ACCEPT: lambda: offers.accept_offer(case, _offer(desk), talk, crew, me),
        CaseVerb.DECLINE: lambda: offers.decline_offer(case, _offer(desk), talk, crew, me, why=_WORDS),
        CaseVerb.TRANSFER: lambda: pass_on.transfer(case, talk, crew, me, there),
        CaseVerb.REASSIGN: lambda: pass_on.reassign(case, talk, crew, me, to=_somebody(desk), why=_WORDS),
        CaseVerb.CONSULT: lambda: ask.consult(case, question, me),
        CaseVerb.ANSWER: lambda: _answer(desk),
    }


def _ending(desk: Desk) -> dict[CaseVerb, Callable[[], object]]:
    """What came of it."""
    case, talk, crew, me = desk.case, desk.conversation, desk.crew, desk.me
    agent, resolution, back = desk.scene.agent.state, Resolution(outcome=_WORDS), Return(note=_WORDS)
    record = _record(desk)
    return {
        CaseVerb.RESOLVE: lambda: resolve(case, talk, crew, me, resolution),
        CaseVerb.DOCUMENT: lambda: write_up(case, record, me),
        CaseVerb.HAND_BACK: lambda: hand_back(case, talk, crew, me, agent, replace(back, record=record)),
        CaseVerb.EXTEND_WRAP_UP: lambda: extend(case, me, seconds=60),
        CaseVerb.END_WRAP_UP: lambda: end(case, talk, crew, me),
        CaseVerb.WITHDRAW: lambda: withdraw(case, None, talk, crew, me, why=_WORDS),
    }


def _deciding(desk: Desk, action: Action | None) -> dict[CaseVerb, Callable[[], object]]:
    """What waits for a decision."""
    case, talk, crew, me = desk.case, desk.conversation, desk.crew, desk.me
    scores = (5,) * (len(case.score_card.questions) if case.score_card else 1)
    found: dict[CaseVerb, Callable[[], object]] = {
        CaseVerb.RELEASE: lambda: decide.release_draft(case, talk, crew, me),
        CaseVerb.EDIT: lambda: decide.edit_draft(case, talk, crew, me, turn=TurnId(_WORDS), text=_WORDS),
        CaseVerb.DISCARD: lambda: decide.discard_draft(case, talk, crew, me, why=_WORDS),
        CaseVerb.SCORE: lambda: decide.score_review(case, talk, crew, me, scores=scores),
    }
    if action is not None and case.asked is not None:
        attached = (_FILE,) * case.route.documentation.attachments
        ballot = owned(desk, decide.Ballot(digest=case.asked.digest, ground=_WORDS, attachments=attached))
        found |= {
            CaseVerb.APPROVE: lambda: decide.approve_call(case, action, talk, crew, me, ballot),
            CaseVerb.REJECT: lambda: decide.reject_call(case, action, talk, crew, me, ballot),
            CaseVerb.VERIFY: lambda: decide.verify_call(case, _verified(desk), me),
        }
    return found


def _offer(desk: Desk) -> OfferId:
    """The person's offer of this case."""
    for offer in desk.case.offers:
        if offer.person == desk.me.person.id:
            return offer.id
    raise MoveRefused


def _answer(desk: Desk) -> object:
    """Any question that the person may answer."""
    for asked in desk.case.consultations:
        if asked.answer is None and not asked.lapsed:
            return ask.answer(desk.case, asked.id, _WORDS, desk.me)
    raise MoveRefused


def _somebody(desk: Desk) -> Person:
    """Whoever might get the case: with every licence it asks for, and with nothing else to do."""
    until = At(desk.me.at + DAY)
    held = (need.partition(":") for need in desk.case.item.credentials)
    return replace(
        desk.me.person,
        id=PersonId(_WORDS),
        roles=tuple(Role),
        credentials=tuple(
            Credential(kind=kind, number=_WORDS, jurisdiction=place or None, valid_until=until)
            for kind, _, place in held
        ),
        loads=(),
    )


def _record(desk: Desk) -> Document:
    """Everything that a compliance case may demand."""
    return Document(
        decision=_WORDS,
        ground=_WORDS,
        authoriser=desk.me.person.id,
        credential=_WORDS,
        verification=_verified(desk),
        attachments=(_FILE,) * desk.case.route.documentation.attachments,
    )


def _verified(desk: Desk) -> Verification:
    me = desk.me
    return Verification(by=me.person.id, at=me.at, means=_WORDS, contact=_WORDS, result=_WORDS, confirmed=True)


def _never_committed(house: House, caller: Caller) -> Write:
    return Write(org=caller.org, id=CommitId(_WORDS), at=house.clock.now())


def _works(verb: Callable[[], object]) -> bool:
    return _refusal(verb) is None


def _refusal(verb: Callable[[], object]) -> HandrailError | None:
    try:
        verb()
    except HandrailError as refused:
        return refused
    return None
