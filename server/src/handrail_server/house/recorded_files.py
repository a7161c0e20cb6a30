"""The files that stand in the record of a conversation's cases: what a decision or a resolution rests on."""

from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.cases.case import Case
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter

_PAGE = 200


async def recorded_files(house: House, org: OrgId, conversation: ConversationId) -> frozenset[str]:
    """Their ids, of all cases of the conversation."""
    found: set[str] = set()
    cursor: str | None = None
    while True:
        page = await house.library.cases(org, CaseFilter(conversation=conversation), cursor=cursor, limit=_PAGE)
        found.update(name for case in page.items for name in files_of(case))
        if page.next is None:
            return frozenset(found)
        cursor = page.next


def files_of(case: Case) -> tuple[str, ...]:
    """The files that its record names."""
    return tuple(file.id for file in case.document.attachments) if case.document else ()
