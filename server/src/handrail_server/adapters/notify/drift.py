"""Something drifted: those who may publish the policy are told."""

from handrail_server.adapters.notify.message import Message
from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.telling import Teller, To
from handrail_server.core.cases.notice import Severity
from handrail_server.core.learning.drift_watch import TellOfDrift
from handrail_server.core.routing.person import Means
from handrail_server.core.routing.rights import Right, may
from handrail_server.ports.working import Parcel

PATH = "/learn?part=drift"


class DriftDeliverer:
    """Tells everybody with the right, by each of their means."""

    def __init__(self, rooms: Rooms, teller: Teller, *, url: str) -> None:
        self._rooms = rooms
        self._teller = teller
        self._url = url.rstrip("/")

    async def deliver(self, parcel: Parcel) -> None:
        """Tell everybody; raises `Undeliverable` where somebody could not be told, and all are told again then."""
        effect = parcel.effect
        assert isinstance(effect, TellOfDrift)
        message = Message(
            org=parcel.org,
            id=parcel.id,
            severity=Severity.NORMAL,
            reasons=("drift", *effect.series),
            amount=None,
            case=None,
            conversation=None,
            path=PATH,
            url=self._url + PATH,
            at=parcel.created_at,
        )
        people = [each.state for each in await self._rooms.library.people(parcel.org)]
        told = [
            To(person=person.id, means=means)
            for person in people
            if person.active and may(person, Right.PUBLISH_POLICY)
            for means in dict.fromkeys((Means.IN_APP, *person.means))
            if means is not Means.WEBHOOK
        ]
        await self._teller.tell_all(message, told)
