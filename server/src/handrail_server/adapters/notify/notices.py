"""Notices of a case: one parcel for each person and means."""

from handrail_server.adapters.notify.message import Message
from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.telling import Teller, To
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.notice import SendNotice
from handrail_server.ports.working import Parcel


class NoticeDeliverer:
    """Tells whom a notice is for."""

    def __init__(self, rooms: Rooms, teller: Teller, *, url: str) -> None:
        self._rooms = rooms
        self._teller = teller
        self._url = url.rstrip("/")

    async def deliver(self, parcel: Parcel) -> None:
        """Tell one person or address, by one means."""
        sent = parcel.effect
        assert isinstance(sent, SendNotice)
        case = (await self._rooms.journal.load(parcel.org, Case, sent.case)).state
        message = Message(
            org=parcel.org,
            id=sent.notice,
            severity=sent.severity,
            reasons=sent.reasons,
            amount=sent.amount,
            case=sent.case,
            conversation=case.conversation,
            path=sent.link,
            url=self._url + sent.link,
            at=parcel.created_at,
        )
        await self._teller.tell(message, To(person=sent.person, means=sent.means, address=sent.address))
