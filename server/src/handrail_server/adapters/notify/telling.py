"""Telling one person, or one outside address, by one means."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass

from handrail_server.adapters.notify.message import Message
from handrail_server.adapters.notify.rooms import Rooms
from handrail_server.adapters.notify.sender import Sender
from handrail_server.adapters.notify.signature import signed
from handrail_server.adapters.notify.slack import slack_body
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.person import Means, Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.ports.knowing import InboxNotice, Undeliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """Whom, by which means, where; the person's or the organisation's own address where none is given."""

    person: PersonId | None
    means: Means
    address: str | None = None


class Teller:
    """Knows each means. E-mail is not among them yet: such a notice becomes a dead letter that says so."""

    def __init__(self, rooms: Rooms, sender: Sender) -> None:
        self._rooms = rooms
        self._sender = sender

    async def tell(self, message: Message, to: To) -> None:
        """Do it, or raise `Undeliverable`."""
        match to.means:
            case Means.IN_APP:
                await self._in_app(message, to)
            case Means.SLACK:
                await self._slack(message, to)
            case Means.WEBHOOK:
                await self._webhook(message, to)
            case Means.EMAIL:
                raise Undeliverable("E-mail is not set up here.", permanent=True)

    async def tell_all(self, message: Message, told: Iterable[To]) -> None:
        """Tell everybody, and then raise what went wrong: what can be mended first, so that it is tried again."""
        outcomes = await asyncio.gather(*(self.tell(message, to) for to in told), return_exceptions=True)
        failures = [each for each in outcomes if isinstance(each, BaseException)]
        for failure in sorted(failures, key=_is_permanent):
            raise failure

    async def _in_app(self, message: Message, to: To) -> None:
        if to.person is None:
            raise Undeliverable("An in-app notice needs a person.", permanent=True)
        notice = InboxNotice(
            org=message.org,
            id=message.id,
            person=to.person,
            case=message.case,
            document=message.document,
            at=message.at,
        )
        await self._rooms.notices.put(notice)

    async def _slack(self, message: Message, to: To) -> None:
        organisation = (await self._rooms.journal.load(message.org, Organisation, message.org)).state
        if organisation.slack_webhook is None:
            raise Undeliverable("The organisation has no Slack webhook.", permanent=True)
        person = await self._rooms.journal.find(message.org, Person, to.person) if to.person else None
        member = person.state.slack if person else None
        body = slack_body(message, member=member, channel=to.address or None)
        await self._sender.post(organisation.slack_webhook, body, {}, now=self._rooms.clock.now())

    async def _webhook(self, message: Message, to: To) -> None:
        if not to.address:
            raise Undeliverable("This notice names no address to post to.", permanent=True)
        now = self._rooms.clock.now()
        body = json.dumps({"type": "notice", **message.document, "url": message.url}, ensure_ascii=False).encode()
        secret = self._rooms.webhooks.of(message.org, "notices", to.address)
        headers = signed(body, secret=secret, message=message.id, at=now)
        await self._sender.post(to.address, body, headers, now=now)


def _is_permanent(error: BaseException) -> bool:
    """What can be mended comes first: one hopeless means must not stop the others from being tried again."""
    return isinstance(error, Undeliverable) and error.permanent
