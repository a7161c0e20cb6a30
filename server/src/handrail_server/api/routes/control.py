"""What a person does with a conversation: speak, take over, steer the agent, give back, end."""

from types import NoneType

from starlette.requests import Request

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.transcripts import conversation_reply
from handrail_server.api.wire import control as wire
from handrail_server.api.wire.cases import PersonWork
from handrail_server.api.wire.transcripts import ConversationReply
from handrail_server.api.working import conversation_of, document_of, work
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CustomerId, TurnId
from handrail_server.core.resolution.resolve import Return
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Attachment
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.core.work.reply import Words
from handrail_server.flows import speak, steer
from handrail_server.flows.close_conversation import close_conversation
from handrail_server.flows.flag_conversation import flag_conversation
from handrail_server.flows.identify_customer import identify_customer
from handrail_server.flows.keep_file import kept_file
from handrail_server.flows.open_personal_data import open_personal_data
from handrail_server.flows.resolve_case import hand_back_case
from handrail_server.flows.take_over import take_over as taken_over


async def say(call: Call[wire.Message]) -> PersonWork:
    """Speak to the customer. Your words take the floor, unless you join the person who has it."""
    body = call.body
    files = await _files(call)
    words = Words(turn=TurnId(body.id), text=body.text, attachments=files)
    verb = speak.join_in if body.join else speak.send_message
    done = await work(call, lambda once: verb(call.house, call.caller, conversation_of(call), words, once))
    if not body.join:
        await call.house.drafts.drop(call.caller.org, conversation_of(call))  # it has been said
    return done


async def note(call: Call[wire.Note]) -> PersonWork:
    """Write a note for colleagues; neither customer nor agent sees it."""
    body = call.body
    return await work(
        call,
        lambda once: speak.write_note(call.house, call.caller, conversation_of(call), body.id, body.text, once),
    )


async def take_over(call: Call[None]) -> PersonWork:
    """Take the floor and the case, whoever has them."""
    return await work(call, lambda once: taken_over(call.house, call.caller, conversation_of(call), once))


async def whisper(call: Call[wire.WhisperRequest]) -> PersonWork:
    """Steer the agent, or prompt the person who has the floor; the customer never sees it."""
    body, conversation = call.body, conversation_of(call)
    if body.to == "person":
        return await work(
            call, lambda once: steer.whisper_to_person(call.house, call.caller, conversation, body.text, once)
        )
    return await work(
        call,
        lambda once: steer.whisper_to_agent(call.house, call.caller, conversation, body.text, body.for_seconds, once),
    )


async def pause(call: Call[None]) -> PersonWork:
    """Silence the agent until it is resumed, or until 20 minutes after the last human message."""
    return await work(call, lambda once: steer.pause_agent(call.house, call.caller, conversation_of(call), once))


async def resume(call: Call[None]) -> PersonWork:
    """Let the agent speak again."""
    return await work(call, lambda once: steer.resume_agent(call.house, call.caller, conversation_of(call), once))


async def hold_replies(call: Call[None]) -> PersonWork:
    """Let each of the agent's replies wait for release."""
    return await work(call, lambda once: steer.hold_replies(call.house, call.caller, conversation_of(call), once))


async def let_replies_flow(call: Call[None]) -> PersonWork:
    """Let the policy alone judge the agent's replies again."""
    return await work(call, lambda once: steer.let_replies_flow(call.house, call.caller, conversation_of(call), once))


async def flag(call: Call[None]) -> PersonWork:
    """Ask for a quality review of what was said."""
    return await work(call, lambda once: flag_conversation(call.house, call.caller, conversation_of(call), once))


async def open_personal(call: Call[wire.PersonalDataOpening]) -> PersonWork:
    """Read this conversation's personal data uncovered, with the right and for a purpose; each opening is a fact."""
    purpose, conversation = call.body.purpose, conversation_of(call)
    return await work(call, lambda once: open_personal_data(call.house, call.caller, conversation, purpose, once))


async def hand_back_conversation(call: Call[wire.HandBack]) -> PersonWork:
    """Give the conversation back to the agent, with a note: as handing back its open case."""
    body = call.body
    found = await call.house.journal.load(call.caller.org, Conversation, conversation_of(call))
    case = found.state.open_case
    if case is None:
        raise NotFound("This conversation has no open case.", field="conversation", fix="Take it over first.")
    record = await document_of(call, case, body.document, field="document.") if body.document else None
    given = Return(note=body.note, disposition=body.disposition, record=record)
    return await work(call, lambda once: hand_back_case(call.house, call.caller, case, given, once))


async def close(call: Call[None]) -> PersonWork:
    """End a conversation whose cases are over."""
    return await work(call, lambda once: close_conversation(call.house, call.caller, conversation_of(call), once))


async def identify(call: Call[wire.Identify]) -> ConversationReply:
    """Join a conversation to its customer, by a verified key."""
    body = call.body
    conversation = await identify_customer(
        call.house,
        call.caller,
        conversation_of(call),
        CustomerId(body.customer),
        VerifiedBy(body.verified_by),
        call.record(conversation_reply),
    )
    return conversation_reply(conversation)


async def _files(call: Call[wire.Message]) -> tuple[Attachment, ...]:
    """The files that the words bring, as they were kept."""
    return tuple(
        [
            await kept_file(call.house, call.caller.org, conversation_of(call), name, field=f"attachments[{index}]")
            for index, name in enumerate(dict.fromkeys(call.body.attachments))
        ]
    )


def _own_message(request: Request, body: wire.Message) -> tuple[str, str]:
    return f"turn:{request.path_params['conversation']}", body.id


def _own_note(request: Request, body: wire.Note) -> tuple[str, str]:
    return f"note:{request.path_params['conversation']}", body.id


TALK = "/v1/conversations/{conversation}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", f"{TALK}/messages", say, body=wire.Message, reply=PersonWork, own_id=_own_message),
    endpoint("POST", f"{TALK}/notes", note, body=wire.Note, reply=PersonWork, own_id=_own_note),
    endpoint("POST", f"{TALK}/takeover", take_over, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{TALK}/whispers", whisper, body=wire.WhisperRequest, reply=PersonWork),
    endpoint("POST", f"{TALK}/pause", pause, body=NoneType, reply=PersonWork),
    endpoint("DELETE", f"{TALK}/pause", resume, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{TALK}/reply-hold", hold_replies, body=NoneType, reply=PersonWork),
    endpoint("DELETE", f"{TALK}/reply-hold", let_replies_flow, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{TALK}/flag", flag, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{TALK}/personal-data-opening", open_personal, body=wire.PersonalDataOpening, reply=PersonWork),
    endpoint("POST", f"{TALK}/hand-back", hand_back_conversation, body=wire.HandBack, reply=PersonWork),
    endpoint("POST", f"{TALK}/close", close, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{TALK}/identity", identify, body=wire.Identify, reply=ConversationReply),
)
