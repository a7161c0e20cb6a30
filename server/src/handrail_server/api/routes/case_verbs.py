"""What a person does with a case: take it, pass it on, ask others, end it. Each verb is a request with an answer."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire import verbs as wire
from handrail_server.api.wire.cases import PersonWork
from handrail_server.api.wire.control import HandBack
from handrail_server.api.working import case_of, document_of, work
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CaseId, PersonId, QueueId
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.policy.route import Target, TargetKind
from handrail_server.core.resolution.resolve import Return
from handrail_server.core.routing.person import Person
from handrail_server.flows import answer_offer, claim_case, consult_others, pass_on, resolve_case
from handrail_server.flows.link_cases import link_cases
from handrail_server.flows.open_seal import open_seal
from handrail_server.flows.withdraw_case import withdraw_case


async def claim(call: Call[None]) -> PersonWork:
    """Take a case from its queue; 409 where somebody has it already."""
    return await work(call, lambda once: claim_case.claim_case(call.house, call.caller, case_of(call), once))


async def give_back(call: Call[None]) -> PersonWork:
    """Give a case back to its queue, its age kept."""
    return await work(call, lambda once: claim_case.give_back_case(call.house, call.caller, case_of(call), once))


async def accept(call: Call[None]) -> PersonWork:
    """Accept the offer of a case; 409 where it timed out or another was faster."""
    return await work(call, lambda once: answer_offer.accept_offer(call.house, call.caller, case_of(call), once))


async def decline(call: Call[wire.Declining]) -> PersonWork:
    """Decline the offer of a case, with a reason."""
    return await work(
        call,
        lambda once: answer_offer.decline_offer(call.house, call.caller, case_of(call), call.body.reason, once),
    )


async def transfer(call: Call[wire.Transfer]) -> PersonWork:
    """Pass a case on to a queue or a person; after two transfers only somebody who may reassign moves it."""
    passing = await _passing(call)
    return await work(call, lambda once: pass_on.transfer_case(call.house, call.caller, case_of(call), passing, once))


async def reassign(call: Call[wire.Reassign]) -> PersonWork:
    """Give a case to a person, whoever had it."""
    body = call.body
    given = pass_on.Reassigning(person=PersonId(body.person), why=body.why, override=body.override)
    return await work(call, lambda once: pass_on.reassign_case(call.house, call.caller, case_of(call), given, once))


async def consult(call: Call[wire.Consult]) -> PersonWork:
    """Ask a person or a queue inside the case; the customer's thread is unchanged."""
    body = call.body
    if not await _is_known(call, body.asked):
        raise Invalid(f"There is no person or queue `{body.asked}`.", field="asked", fix="Name one that exists.")
    return await work(
        call,
        lambda once: consult_others.consult(
            call.house, call.caller, case_of(call), body.asked, body.question, body.within_seconds, once
        ),
    )


async def answer(call: Call[wire.ConsultAnswer]) -> PersonWork:
    """Answer what you, or a queue of yours, was asked."""
    return await work(
        call,
        lambda once: consult_others.answer_consultation(
            call.house, call.caller, case_of(call), call.path("consultation"), call.body.answer, once
        ),
    )


async def link(call: Call[wire.Link]) -> PersonWork:
    """Link two cases of one defect."""
    body = call.body
    return await work(
        call,
        lambda once: link_cases(call.house, call.caller, case_of(call), CaseId(body.case), body.defect, once),
    )


async def resolve(call: Call[wire.Resolution]) -> PersonWork:
    """Say what came of a case; the agent has the floor again, and you have time to write it up."""
    body = call.body
    resolution = Resolution(
        outcome=body.outcome,
        disposition=body.disposition,
        note=body.note,
        wrap_up_seconds=body.wrap_up_seconds,
    )
    document = await document_of(call, case_of(call), body.document, field="document.") if body.document else None
    return await work(
        call,
        lambda once: resolve_case.resolve_case(call.house, call.caller, case_of(call), resolution, document, once),
    )


async def write_up(call: Call[wire.DocumentRequest]) -> PersonWork:
    """Write down what a compliance case demands."""
    document = await document_of(call, case_of(call), call.body)
    return await work(
        call, lambda once: resolve_case.write_up_case(call.house, call.caller, case_of(call), document, once)
    )


async def hand_back(call: Call[HandBack]) -> PersonWork:
    """Give the conversation back to the agent, with a note of what was done, decided and promised."""
    body = call.body
    record = await document_of(call, case_of(call), body.document, field="document.") if body.document else None
    given = Return(note=body.note, disposition=body.disposition, record=record)
    return await work(
        call, lambda once: resolve_case.hand_back_case(call.house, call.caller, case_of(call), given, once)
    )


async def extend_wrap_up(call: Call[wire.WrapUpExtension]) -> PersonWork:
    """Ask for more time to write a case up."""
    return await work(
        call,
        lambda once: resolve_case.extend_wrap_up(call.house, call.caller, case_of(call), call.body.seconds, once),
    )


async def end_wrap_up(call: Call[None]) -> PersonWork:
    """You are done with a case; 409 where documentation is missing."""
    return await work(call, lambda once: resolve_case.end_wrap_up(call.house, call.caller, case_of(call), once))


async def unseal(call: Call[wire.SealOpening]) -> PersonWork:
    """Open a sealed case for yourself, with the credential and for a stated purpose; each opening is a fact."""
    return await work(call, lambda once: open_seal(call.house, call.caller, case_of(call), call.body.purpose, once))


async def withdraw(call: Call[wire.Withdrawal]) -> PersonWork:
    """Call a case off; an action that waited on it is refused."""
    return await work(call, lambda once: withdraw_case(call.house, call.caller, case_of(call), call.body.reason, once))


async def _passing(call: Call[wire.Transfer]) -> Passing:
    body = call.body
    if (body.queue is None) == (body.person is None):
        raise Invalid("Name either a queue or a person.", field="queue", fix="Send one of `queue` and `person`.")
    named, field = (body.queue, "queue") if body.queue is not None else (body.person, "person")
    assert named is not None
    if not await _is_known(call, named, field=field):
        raise Invalid(f"There is no {field} `{named}`.", field=field, fix="Name one that exists.")
    return Passing(
        to=Target(kind=TargetKind(field), id=named),
        queue=QueueId(named) if field == "queue" else None,
        warm=body.warm,
        note=body.note,
    )


async def _is_known(call: Call[wire.Transfer] | Call[wire.Consult], name: str, *, field: str | None = None) -> bool:
    """Whether a queue, or an active person, has this id."""
    if field != "person":
        setting = await call.house.settings.of(call.caller.org)
        if any(queue.id == name for queue in setting.organisation.state.queues):
            return True
    if field == "queue":
        return False
    found = await call.house.journal.find(call.caller.org, Person, name)
    return found is not None and found.state.active


CASE = "/v1/cases/{case}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", f"{CASE}/claim", claim, body=NoneType, reply=PersonWork),
    endpoint("DELETE", f"{CASE}/claim", give_back, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{CASE}/acceptance", accept, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{CASE}/decline", decline, body=wire.Declining, reply=PersonWork),
    endpoint("POST", f"{CASE}/transfer", transfer, body=wire.Transfer, reply=PersonWork),
    endpoint("POST", f"{CASE}/reassignment", reassign, body=wire.Reassign, reply=PersonWork),
    endpoint("POST", f"{CASE}/consultations", consult, body=wire.Consult, reply=PersonWork),
    endpoint(
        "POST", f"{CASE}/consultations/{{consultation}}/answer", answer, body=wire.ConsultAnswer, reply=PersonWork
    ),
    endpoint("POST", f"{CASE}/links", link, body=wire.Link, reply=PersonWork),
    endpoint("POST", f"{CASE}/resolution", resolve, body=wire.Resolution, reply=PersonWork),
    endpoint("POST", f"{CASE}/document", write_up, body=wire.DocumentRequest, reply=PersonWork),
    endpoint("POST", f"{CASE}/hand-back", hand_back, body=HandBack, reply=PersonWork),
    endpoint("POST", f"{CASE}/wrap-up-extension", extend_wrap_up, body=wire.WrapUpExtension, reply=PersonWork),
    endpoint("DELETE", f"{CASE}/wrap-up", end_wrap_up, body=NoneType, reply=PersonWork),
    endpoint("POST", f"{CASE}/seal-opening", unseal, body=wire.SealOpening, reply=PersonWork),
    endpoint("POST", f"{CASE}/withdrawal", withdraw, body=wire.Withdrawal, reply=PersonWork),
)
