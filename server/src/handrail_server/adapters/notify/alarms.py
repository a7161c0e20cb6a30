"""What must not have happened has happened, or nobody knows whether it did: those responsible are told at once."""

from handrail_server.adapters.notify.message import Message
from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.telling import Teller, To
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.cases.notice import Severity
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.person import Means
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.recipients import last_resort
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.action_facts import AskToReconcile
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.delivery import SoundAlarm
from handrail_server.ports.working import Parcel


class AlarmDeliverer:
    """Tells the agent's owner and those on call (else the supervisors), by each of their means."""

    def __init__(self, rooms: Rooms, teller: Teller, *, url: str) -> None:
        self._rooms = rooms
        self._teller = teller
        self._url = url.rstrip("/")

    async def deliver(self, parcel: Parcel) -> None:
        """Tell everybody; raises `Undeliverable` where somebody could not be told, and all are told again then."""
        message, owner = await self._message(parcel)
        await self._teller.tell_all(message, await self._responsible(parcel.org, owner))

    async def _message(self, parcel: Parcel) -> tuple[Message, PersonId | None]:
        effect = parcel.effect
        if isinstance(effect, SoundAlarm):
            conversation, reasons, severity = effect.conversation, (effect.alarm,), Severity.CRITICAL
            agent = effect.agent
        else:
            assert isinstance(effect, AskToReconcile)
            action = (await self._rooms.journal.load(parcel.org, Action, effect.action)).state
            conversation, agent = action.conversation, action.agent
            reasons = ("reconciliation_overdue" if effect.overdue else "action_unknown",)
            severity = Severity.CRITICAL if effect.overdue else Severity.NORMAL
        registered = await self._rooms.journal.find(parcel.org, Agent, agent)
        path = f"/conversations/{conversation}"
        message = Message(
            org=parcel.org,
            id=parcel.id,
            severity=severity,
            reasons=reasons,
            amount=None,
            case=None,
            conversation=conversation,
            path=path,
            url=self._url + path,
            at=parcel.created_at,
        )
        return message, registered.state.owner if registered else None

    async def _responsible(self, org: OrgId, owner: PersonId | None) -> list[To]:
        organisation = (await self._rooms.journal.load(org, Organisation, org)).state
        people = {PersonId(each.subject.id): each.state for each in await self._rooms.library.people(org)}
        around = Surroundings(
            organisation=organisation, people=people, now=self._rooms.clock.now(), offset=self._rooms.offset
        )
        names = dict.fromkeys((*last_resort(around), *((owner,) if owner in people else ())))
        return [
            To(person=name, means=means)
            for name in names
            for means in dict.fromkeys((Means.IN_APP, *people[name].means))
            if means is not Means.WEBHOOK
        ]
