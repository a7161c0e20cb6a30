"""A person as cases see them: with the credentials that open seals."""

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.seal import Held, Reader
from handrail_server.core.routing.eligibility import lacks_credential
from handrail_server.core.routing.person import Credential, Person
from handrail_server.core.routing.rights import Right, may


def reader_of(person: Person) -> Reader:
    """The person with their credentials."""
    return Reader(person=person.id, credentials=tuple(_held(credential) for credential in person.credentials))


def require_place(person: Person, case: Case) -> None:
    """Let somebody through for whom the case waits, or raise `Forbidden`: to take a case is to read it."""
    involved = {offer.person for offer in case.offers} | {case.item.preferred}
    if case.queue in person.queues or person.id in involved or may(person, Right.TAKE_OVER):
        return
    raise Forbidden("This case waits for others.", fix="Ask a supervisor to give it to you.")


def require_credentials(person: Person, case: Case, at: At) -> None:
    """Let somebody through who holds every licence that the case demands, or raise `Forbidden` naming the lack."""
    lack = lacks_credential(person, case.item.credentials, at)
    if lack is not None:
        needed = ", ".join(case.item.credentials)
        raise Forbidden(f"This case needs: {needed} ({lack}).", fix="Let somebody who has it take the case.")


def _held(credential: Credential) -> Held:
    return Held(
        kind=credential.kind,
        number=credential.number,
        jurisdiction=credential.jurisdiction,
        valid_until=credential.valid_until,
    )
