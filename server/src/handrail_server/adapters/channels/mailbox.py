"""Words that the customer's side fetches: they lie in the outbox, and whoever waits for them is woken."""

from handrail_server.ports.channels import Outgoing
from handrail_server.ports.working import Bell


class Mailbox:
    """The channel of whoever reads the lane itself, such as a page that listens; any process may serve it."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell

    async def deliver(self, outgoing: Outgoing) -> None:
        """Wake those who listen; the parcel is `sending`, so that they may show it."""
        self._bell.ring(f"chat/{outgoing.org}/{outgoing.conversation}")
