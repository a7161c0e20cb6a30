"""What subjects are found and ordered by, derived from their states: rows that could be made again at any time."""

from handrail_server.adapters.store.codec import written
from handrail_server.adapters.store.rows import ActionRow, CaseRow, ConversationRow, PersonRow
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation


def conversation_row(org: OrgId, conversation: Conversation) -> ConversationRow:
    """The index row of a conversation."""
    holder = conversation.control.holder
    return ConversationRow(
        org=org,
        id=conversation.id,
        agent=conversation.agent,
        customer=conversation.customer,
        is_open=conversation.closed_at is None,
        holder_kind=holder.kind.value,
        holder_id=holder.id,
        epoch=conversation.control.epoch,
        active_at=_active_at(conversation),
    )


def _active_at(conversation: Conversation) -> At:
    spoken = conversation.recent[-1].at if conversation.recent else None
    moments = (conversation.last_customer_at, conversation.last_person_at, spoken, conversation.closed_at)
    return max((at for at in moments if at is not None), default=conversation.opened_at)


def case_row(org: OrgId, case: Case) -> CaseRow:
    """The index row of a case."""
    return CaseRow(
        org=org,
        id=case.id,
        kind=case.kind.value,
        state=case.state.value,
        queue=case.queue,
        owner=case.owner,
        offered_to=written(sorted({offer.person for offer in case.offers})),
        conversation=case.conversation,
        customer=case.customer,
        rank=case.item.rank,
        secondary_rank=case.item.secondary_rank,
        target_accept_at=case.item.target_accept_at,
        requested_at=case.item.requested_at,
    )


def action_row(org: OrgId, action: Action) -> ActionRow:
    """The index row of an action; its call's id is unique in the conversation."""
    return ActionRow(
        org=org,
        id=action.id,
        conversation=action.conversation,
        call_id=action.call_id,
        digest=f"{action.tool} {action.digest}",
        requested_at=action.requested_at,
    )


def person_row(org: OrgId, person: Person) -> PersonRow:
    """The index row of a person; addresses are compared without case."""
    return PersonRow(
        org=org,
        id=person.id,
        name=person.name,
        email=person.email.casefold(),
        active=person.active,
        queues=written(person.queues),
    )
