"""The record that a compliance case demands, and what of it is still missing."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, Document
from handrail_server.core.cases.codes import written
from handrail_server.core.cases.facts import CaseDocumented
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


class DocumentationMissing(Conflict):
    """This case closes only with the documentation that its route demands."""

    reason = "documentation_missing"


def document(case: Case, record: Document, *, by: Actor, at: At) -> Outcome[Case]:
    """Write the record down. What a later one says replaces what was said before, in the case, never in the ledger."""
    written(record.decision, field="document.decision")
    kept = replace(case, state=move(case, CaseVerb.DOCUMENT), document=_together(case.document, record))
    fact = CaseDocumented(
        by=by,
        at=at,
        authoriser=record.authoriser,
        credential=record.credential,
        verified=record.verification is not None and record.verification.confirmed,
        attachments=len(record.attachments),
        decision=record.decision,
        ground=record.ground,
        files=record.attachments,
    )
    return settled(case, kept, fact)


def _together(before: Document | None, record: Document) -> Document:
    """What the newer record leaves out was written down already; evidence that was brought stays."""
    if before is None:
        return record
    known = {file.id for file in before.attachments}
    return Document(
        decision=record.decision,
        ground=record.ground or before.ground,
        authoriser=record.authoriser or before.authoriser,
        credential=record.credential or before.credential,
        verification=record.verification or before.verification,
        attachments=(*before.attachments, *(file for file in record.attachments if file.id not in known)),
    )


def missing(case: Case) -> tuple[str, ...]:
    """What must still be written down before the case ends; nothing where no reason is a compliance reason."""
    if not any(reason.compliance for reason in case.reasons):
        return ()
    demand, record = case.route.documentation, case.document
    if record is None:
        record = Document(decision="")
    wanted = {
        "decision": not record.decision.strip(),
        "ground": demand.ground and not (record.ground or "").strip(),
        "authoriser": demand.authoriser and record.authoriser is None,
        "credential": bool(case.item.credentials) and not record.credential,
        "verification": demand.verification and not (record.verification and record.verification.confirmed),
        "attachments": len(record.attachments) < demand.attachments,
    }
    return tuple(part for part, lacks in wanted.items() if lacks)


def require_documented(case: Case) -> None:
    """Let a fully documented case through, or raise `DocumentationMissing` naming the parts."""
    parts = missing(case)
    if parts:
        raise DocumentationMissing(field="document", fix=f"Write down: {', '.join(parts)}.")
