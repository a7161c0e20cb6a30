"""From a widget's public name to the widget, and the secret that customer tokens for it are signed with."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.widgets import widget_of
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.core.turns.widget import Widget
from handrail_server.house.house import House

_SIGN: Final = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A widget with the organisation it belongs to."""

    org: OrgId
    organisation: Organisation
    widget: Widget

    @property
    def name(self) -> str:
        """Its public name, as it stands in a page."""
        return public_name(self.org, self.widget)

    @property
    def title(self) -> str:
        """Above the talk."""
        return self.widget.title or self.organisation.name


def public_name(org: OrgId, widget: Widget) -> str:
    """How a page names the widget: no secret, and nothing that has to be looked up."""
    return f"{org}{_SIGN}{widget.id}"


async def placed_widget(house: House, name: str) -> Placed:
    """The widget of this public name, or `NotFound`."""
    org, _, widget = name.rpartition(_SIGN)
    found = await house.journal.find(OrgId(org), Organisation, org) if org else None
    if found is None:
        raise NotFound(f"There is no widget `{name[:100]}`.", field="widget", fix="Copy the name from the settings.")
    return Placed(org=OrgId(org), organisation=found.state, widget=widget_of(found.state, widget))


def is_for_others(conversation: Conversation, customer: CustomerId | None) -> bool:
    """Whether a visitor, or whoever the shop vouches for, may no longer see it: it is somebody else's by now.

    Where the shop vouched for its customer, only the same one comes back, also when the visit began before that. Whom a
    person of the organisation recognised while they talked goes on talking.
    """
    if conversation.customer is None or conversation.customer == customer:
        return False
    return customer is not None or conversation.verified_by in (None, VerifiedBy.SIGNED_TOKEN)


def secret_of(house: House, org: OrgId, widget: Widget) -> str:
    """What the shop signs customer tokens with; derived, so that nothing is stored and a backup holds none of it."""
    return house.webhooks.of(org, f"widget/{widget.id}", str(widget.generation)).removeprefix("whsec_")
