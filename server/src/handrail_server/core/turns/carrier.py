"""Who carries words to the customer: that tells whether Handrail stands beside the agent, or around it (DESIGN §4)."""

from enum import StrEnum


class Carrier(StrEnum):
    """Beside the agent its own application does; around it, Handrail asks the agent and lets out what passes."""

    AGENT = "agent"
    """The agent's own application: it observes, proposes, and passes on deliveries."""
    CHANNEL = "channel"
    """A channel of Handrail's own, such as its web chat."""
    APPLICATION = "application"
    """An application that passes the customer's words on and fetches deliveries; Handrail makes the answers."""
