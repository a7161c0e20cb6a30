"""Facts as a viewer may read them: of one subject, and of all that a case is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handrail_server.api.endpoint import Call
from handrail_server.api.viewing import Seen, Viewer
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.redaction import BY_FORM
from handrail_server.core.routing.rights import Right, may
from handrail_server.ports.reading import Head

PAGE = 500
Withheld = Literal["right", "sealed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A fact with as much of its content as the viewer may read."""

    head: Head
    content: Mapping[str, object] | None
    withheld: Withheld | None
    """Why there is none, where there may be some."""


def withheld(viewer: Viewer, seen: Seen | None, at: At) -> Withheld | None:
    """Why the viewer may not read a fact's content: it is for auditors, and what is sealed for whoever opened it."""
    if not may(viewer.person, Right.AUDIT):
        return "right"
    return "sealed" if seen is not None and seen.seals.hides(at) else None


def covered(content: Mapping[str, object], seen: Seen | None) -> Mapping[str, object]:
    """What was said in a conversation, personal data covered unless the viewer reads it there."""
    if seen is None or seen.reads_personal:
        return content
    return {name: _covered(value) for name, value in content.items()}


def _covered(value: object) -> object:
    match value:
        case str():
            return BY_FORM.words(value)
        case Mapping():
            return {name: _covered(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_covered(inner) for inner in value]
        case _:
            return value


async def history_of_case(call: Call[None], viewer: Viewer, case: Case, seen: Seen) -> tuple[Read, ...]:
    """All facts of a case, its conversation and that conversation's actions, in the order in which they happened."""
    house, org = call.house, call.caller.org
    actions = await house.library.actions(org, case.conversation)
    subjects = (
        Subject(kind=SubjectKind.CONVERSATION, id=case.conversation),
        Subject(kind=SubjectKind.CASE, id=case.id),
        *(Subject(kind=SubjectKind.ACTION, id=action.id) for action in actions),
    )
    found = [fact for subject in subjects for fact in await _whole(call, subject)]
    ordered = sorted(found, key=lambda fact: (fact[0].number is None, fact[0].number or 0, fact[0].at))
    return tuple(_read(viewer, seen, head, content) for head, content in ordered)


def _read(viewer: Viewer, seen: Seen, head: Head, content: Mapping[str, object] | None) -> Read:
    why = withheld(viewer, seen, head.at) if content is not None else None
    return Read(head=head, content=None if why or content is None else covered(content, seen), withheld=why)


async def _whole(call: Call[None], subject: Subject) -> list[tuple[Head, Mapping[str, object] | None]]:
    found: list[tuple[Head, Mapping[str, object] | None]] = []
    while True:
        after = found[-1][0].version if found else 0
        page = await call.house.library.history(call.caller.org, subject, after=after, limit=PAGE)
        found.extend(page)
        if len(page) < PAGE:
            return found
