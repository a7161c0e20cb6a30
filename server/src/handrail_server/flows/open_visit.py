"""A customer opens the widget: which conversation is theirs, and who they are where the shop vouches for them."""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.ids import ConversationId, CustomerId
from handrail_server.core.basics.time import DAY, HOUR, At
from handrail_server.core.turns.closing import REOPENED_WITHIN
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.identify import identify
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.core.turns.widget import CHANNEL
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import scene_of
from handrail_server.house.widgets import Placed, is_for_others, secret_of
from handrail_server.house.write import Write
from handrail_server.ports.visiting import Visit

SESSION_LASTS: Final = HOUR
RETURN_LASTS: Final = 30 * DAY
_LATEST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a browser brings along."""

    placed: Placed
    returning: str | None = None
    """The token with which it may come back, from its last visit."""
    customer_token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A visit with the tokens that open it."""

    visit: Visit
    token: str
    returning: str


async def open_visit(house: House, opening: Opening) -> Opened:
    """Begin or resume. Nothing is stored until the customer says something, or turns out to be somebody known."""
    now = house.clock.now()
    placed = opening.placed
    vouched = None
    if opening.customer_token is not None:
        secret = secret_of(house, placed.org, placed.widget)
        vouched = house.customer_tokens.read(
            opening.customer_token, secret=secret, keys=placed.widget.keys, audience=placed.name, now=now
        )
    who = vouched.customer if vouched else None
    conversation = await _returning(house, opening, who, now) or await _of_customer(house, placed, who, now)
    visit = Visit(
        org=placed.org,
        widget=placed.widget.id,
        generation=placed.widget.generation,
        conversation=conversation or ConversationId(house.tokens.new("chat")),
        customer=who,
        until=At(now + SESSION_LASTS),
    )
    if who is not None:
        await _join(house, visit, who)
    month = replace(visit, until=At(now + RETURN_LASTS))
    return Opened(visit=visit, token=house.visits.seal(visit, "session"), returning=house.visits.seal(month, "return"))


def is_current(visit: Visit, placed: Placed, now: At) -> bool:
    """Whether it is a visit to this widget that has not ended."""
    return (visit.org, visit.widget, visit.generation) == (
        placed.org,
        placed.widget.id,
        placed.widget.generation,
    ) and now < visit.until


async def _returning(house: House, opening: Opening, who: CustomerId | None, now: At) -> ConversationId | None:
    """The conversation of the last visit, where it is still the same customer's.

    What was said while the shop vouched for somebody is shown again only when it vouches for the same one: the next
    person at this browser gets a conversation of their own.
    """
    visit = None if opening.returning is None else house.visits.open(opening.returning, "return")
    if visit is None or not is_current(visit, opening.placed, now) or visit.customer not in (None, who):
        return None
    found = await house.journal.find(visit.org, Conversation, visit.conversation)
    if found is None:
        return visit.conversation
    if is_for_others(found.state, who):
        return None
    return visit.conversation if _goes_on(found.state, now) else None


async def _of_customer(house: House, placed: Placed, who: CustomerId | None, now: At) -> ConversationId | None:
    """What a known customer last said in this widget, wherever they said it."""
    if who is None:
        return None
    page = await house.library.conversations(placed.org, customer=who, limit=_LATEST)
    mine = (each for each in page.items if each.channel == CHANNEL and each.agent == placed.widget.agent)
    return next((each.id for each in mine if _goes_on(each, now)), None)


def _goes_on(conversation: Conversation, now: At) -> bool:
    return conversation.closed_at is None or now - conversation.closed_at <= REOPENED_WITHIN


async def _join(house: House, visit: Visit, who: CustomerId) -> None:
    """What was said before they signed in is theirs too."""
    found = await house.journal.find(visit.org, Conversation, visit.conversation)
    if found is None or found.state.customer is not None:
        return

    async def attempt(write: Write) -> None:
        loaded = await house.journal.load(write.org, Conversation, visit.conversation)
        scene = await scene_of(house, write, loaded)
        key = await house.journal.data_key(write.org, f"customer/{who}")
        by = customer(who, reported_by=None)
        how = VerifiedBy.SIGNED_TOKEN
        scene.apply(identify(scene.conversation, who, verified_by=how, key=key, by=by, at=write.at))

    await decided(house, visit.org, attempt, of=visit.conversation)
