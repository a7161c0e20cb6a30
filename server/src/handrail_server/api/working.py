"""How a verb of a person is answered: with the case and the floor afterwards, as that person may see them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from handrail_server.api.endpoint import Call
from handrail_server.api.evidence import evidence_of
from handrail_server.api.present.cases import person_work
from handrail_server.api.viewing import viewer_of
from handrail_server.api.wire.cases import PersonWork
from handrail_server.api.wire.verbs import DocumentRequest, VerificationRequest
from handrail_server.core.basics.ids import CaseId, ConversationId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Document, Verification
from handrail_server.house.caller import Recording
from handrail_server.house.desk import Worked

B = TypeVar("B")
Verb = Callable[[Recording[Worked] | None], Awaitable[Worked]]


async def work(call: Call[B], verb: Verb) -> PersonWork:
    """Do it, once for each Idempotency-Key. Whether the person may is decided by the verb, inside its commit."""
    viewer = await viewer_of(call)
    present = partial(person_work, viewer=viewer)
    return present(await verb(call.record(present)))


def case_of(call: Call[B]) -> CaseId:
    """The case in the path."""
    return CaseId(call.path("case"))


def conversation_of(call: Call[B]) -> ConversationId:
    """The conversation in the path."""
    return ConversationId(call.path("conversation"))


async def document_of(call: Call[B], case: CaseId, given: DocumentRequest, *, field: str = "") -> Document:
    """What was written down, by whoever calls; `field` leads to it in the body."""
    return Document(
        decision=given.decision,
        ground=given.ground,
        authoriser=PersonId(given.authoriser) if given.authoriser else None,
        credential=given.credential,
        verification=_verification(given.verification, call.caller.person, call.now) if given.verification else None,
        attachments=await evidence_of(call, case, given.attachments, field=f"{field}attachments"),
    )


def _verification(given: VerificationRequest, by: PersonId, at: At) -> Verification:
    return Verification(
        by=by, at=at, means=given.means, contact=given.contact, result=given.result, confirmed=given.confirmed
    )
