"""The end of a conversation's case: resolved with an outcome, wrapped up, closed."""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.document import missing, require_documented
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.facts import CaseClosed, CaseResolved, DocumentationMissed, WrapUpExtended
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled

SHORTEST: Final = 10
LONGEST: Final = 3_600
EXTENSIONS: Final = 10
NO_ANSWER: Final = "no_answer"
"""The outcome of a case that ends because the customer said nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What came of it, in codes, with a note, and how long (10–3600 s) the person has for what is left to do."""

    outcome: str
    disposition: str | None = None
    note: str | None = None
    wrap_up_seconds: int = 60


def resolve(case: Case, resolution: Resolution, *, person: PersonId, by: Actor, at: At) -> Outcome[Case]:
    """The owner ends the talk and begins to wrap up."""
    state = move(case, CaseVerb.WRAP_UP)
    require_owner(case, person)
    outcome = coded(resolution.outcome, field="outcome")
    disposition = coded(resolution.disposition, field="disposition") if resolution.disposition else None
    seconds = _allowed(resolution.wrap_up_seconds)
    until = later(at, seconds=seconds)
    wrapping = _wrapping(case, state=state, until=until, at=at)
    fact = CaseResolved(
        by=by,
        at=at,
        person=person,
        outcome=outcome,
        disposition=disposition,
        wrap_up_until=until,
        note=resolution.note,
    )
    return settled(case, replace(wrapping, outcome=outcome, disposition=disposition), fact)


def silence_due(case: Case, *, wrap_up_seconds: int, by: Actor, at: At) -> Outcome[Case]:
    """`case_silence` fell due: the customer said nothing more for a day; the case is wrapped up."""
    if case.state is not CaseState.ENGAGED or case.silence_due_at is None or at < case.silence_due_at:
        raise MoveRefused("The customer is not overdue.")
    state = move(case, CaseVerb.WRAP_UP)
    until = later(at, seconds=_allowed(wrap_up_seconds))
    quiet = replace(_wrapping(case, state=state, until=until, at=at), outcome=NO_ANSWER)
    fact = CaseResolved(
        by=by, at=at, person=case.owner, outcome=NO_ANSWER, disposition=None, wrap_up_until=until, note=None
    )
    return settled(case, quiet, fact)


def extend_wrap_up(case: Case, *, person: PersonId, seconds: int, by: Actor, at: At) -> Outcome[Case]:
    """More time to wrap up, at most ten times."""
    state = move(case, CaseVerb.EXTEND_WRAP_UP)
    require_owner(case, person)
    if case.wrap_up_extensions >= EXTENSIONS:
        raise MoveRefused(f"Wrap-up was extended {EXTENSIONS} times already.", fix="Close the case.")
    until = later(at, seconds=_allowed(seconds))
    longer = replace(case, state=state, wrap_up_until=until, wrap_up_extensions=case.wrap_up_extensions + 1)
    return settled(case, longer, WrapUpExtended(by=by, at=at, until=until, extensions=longer.wrap_up_extensions))


def close(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """The end; raises `DocumentationMissing` where a compliance case lacks its record."""
    state = move(case, CaseVerb.CLOSE)
    require_documented(case)
    closed = replace(case, state=state, closed_at=at, wrap_up_until=None)
    fact = CaseClosed(by=by, at=at, person=case.owner, outcome=case.outcome, handled_ms=handled(case, at))
    return settled(case, closed, fact)


def wrap_up_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_wrap_up` fell due: closed; or kept open an hour longer where documentation is missing, to be told."""
    if case.state is not CaseState.WRAPPING or case.wrap_up_until is None or at < case.wrap_up_until:
        raise MoveRefused("Wrap-up is not over.")
    lacks = missing(case)
    if not lacks:
        return close(case, by=by, at=at)
    until = later(at, seconds=LONGEST)
    kept = replace(case, state=move(case, CaseVerb.EXTEND_WRAP_UP), wrap_up_until=until)
    return settled(case, kept, DocumentationMissed(by=by, at=at, missing=lacks, until=until))


def handled(case: Case, at: At) -> int | None:
    """How long its person has had the case, in milliseconds."""
    return at - case.accepted_at if case.accepted_at is not None else None


def _wrapping(case: Case, *, state: CaseState, until: At, at: At) -> Case:
    return replace(
        case,
        state=state,
        resolved_at=at,
        wrap_up_until=until,
        reply_due_at=None,
        silence_due_at=None,
    )


def _allowed(seconds: int) -> int:
    if not SHORTEST <= seconds <= LONGEST:
        raise Invalid(f"Wrap-up takes {SHORTEST}–{LONGEST} seconds.", field="seconds", fix="Choose a time in between.")
    return seconds
