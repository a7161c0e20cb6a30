"""Sealed cases: text and packet are for entitled people only, whatever their rank; each opening is a fact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.facts import SealOpened
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A licence or certificate that somebody holds; without a jurisdiction it is valid everywhere."""

    kind: str
    number: str
    jurisdiction: str | None = None
    valid_until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person who wants to read or take a case, with the credentials they hold."""

    person: PersonId
    credentials: tuple[Held, ...] = ()


def may_read(case: Case, reader: Reader, now: At) -> bool:
    """Whether text and packet may be shown: not sealed, or the reader opened the seal and still has the credential."""
    if not case.sealed:
        return True
    return reader.person in case.opened_seal and entitled(case, reader, now)


def entitled(case: Case, reader: Reader, now: At) -> bool:
    """Whether the reader holds every credential (a kind, or `kind:jurisdiction`) that the case demands, unexpired."""
    return all(_covering(reader, need, now) for need in case.item.credentials)


def sealed_then(cases: Sequence[Case], at: At) -> tuple[Case, ...]:
    """The sealed cases whose seal lies on what was received at that time: from its reason to its end."""
    return tuple(case for case in cases if case.sealed and case.requested_at <= at <= (case.closed_at or at))


def open_seal(case: Case, *, reader: Reader, purpose: str, by: Actor, at: At) -> Outcome[Case]:
    """Begin to read a sealed case for a stated purpose; raises `Forbidden` without the credential."""
    state, facts = opened(case, reader=reader, purpose=purpose, by=by, at=at)
    return settled(case, replace(state, state=move(case, CaseVerb.OPEN_SEAL)), *facts)


def opened(case: Case, *, reader: Reader, purpose: str, by: Actor, at: At) -> tuple[Case, tuple[Fact, ...]]:
    """The case as `reader` may read it, with the fact where there was a seal to open."""
    if not case.sealed:
        return case, ()
    if not entitled(case, reader, at):
        needed = ", ".join(case.item.credentials)
        raise Forbidden(f"This case is sealed for holders of: {needed}.", fix="Let somebody who has it take the case.")
    credential = next((held.number for need in case.item.credentials for held in _covering(reader, need, at)), None)
    why = coded(purpose, field="purpose")
    fact = SealOpened(by=by, at=at, person=reader.person, purpose=why, credential=credential)
    readers = tuple(dict.fromkeys((*case.opened_seal, reader.person)))
    return replace(case, opened_seal=readers), (fact,)


def without_owner(case: Case) -> Case:
    """The case after its owner let it go: nobody has it, and the seal is shut for them again."""
    return replace(
        case,
        owner=None,
        offers=(),
        opened_seal=tuple(person for person in case.opened_seal if person != case.owner),
        accepted_at=None,
        reply_due_at=None,
        silence_due_at=None,
    )


def _covering(reader: Reader, need: str, now: At) -> list[Held]:
    kind, _, jurisdiction = need.partition(":")
    there = {None, jurisdiction} if jurisdiction else None
    return [
        held
        for held in reader.credentials
        if held.kind == kind and held.valid_until > now and (there is None or held.jurisdiction in there)
    ]
