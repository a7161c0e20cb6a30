"""What people say of an agent's replies, read from the conversation's own facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId, OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.facts import ReplyLabel, ReplyLabelled, ReplyLabelWithdrawn
from handrail_server.house.house import House
from handrail_server.ports.reading import Head

PAGE: Final = 500
_GIVEN: Final = ReplyLabelled.__name__
_VERBS: Final = (_GIVEN, ReplyLabelWithdrawn.__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelGiven:
    """One person's word of one reply."""

    number: int
    label: ReplyLabel
    by: PersonId
    at: At
    comment: str | None
    """Also None where it was erased."""


async def replies_labelled(
    house: House, org: OrgId, conversation: ConversationId
) -> Mapping[tuple[int, str], LabelGiven]:
    """By turn and person what holds now, in the order in which it was said; what was taken back is not among it."""
    subject, after = Subject(kind=SubjectKind.CONVERSATION, id=conversation), 0
    found: dict[tuple[int, str], LabelGiven] = {}
    while page := await house.library.history(org, subject, verbs=_VERBS, after=after, limit=PAGE):
        after = page[-1][0].version
        for head, body in page:
            number, person = head.data.get("number"), head.by.get("id") or ""
            assert isinstance(number, int)
            found.pop((number, person), None)
            if head.verb == _GIVEN:
                found[number, person] = _given(head, number, PersonId(person), body)
    return found


def _given(head: Head, number: int, by: PersonId, body: Mapping[str, object] | None) -> LabelGiven:
    comment = (body or {}).get("comment")
    return LabelGiven(
        number=number,
        label=ReplyLabel(str(head.data["label"])),
        by=by,
        at=head.at,
        comment=comment if isinstance(comment, str) else None,
    )
