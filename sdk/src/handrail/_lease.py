"""A lease as the body of a `with` holds it."""

from handrail._action import Action


class Lease:
    """The right to run one call now, once. `action.id` is a key for a payment provider's own idempotency.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> with chat.lease("refund", {"order": "A1"}, call_id="call-1") as lease:
    ...     lease.complete(f"refunded {lease.arguments['order']}")
    >>> chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict).result
    'refunded A1'
    """

    def __init__(self, action: Action, arguments: dict[str, object]) -> None:
        self.action = action
        self.arguments = arguments
        """The arguments as approved: decimals are text."""
        self.result: object = None

    def complete(self, result: object) -> None:
        """Say what is recorded when the body ends (nothing, without it). An exception records a failure instead."""
        self.result = result
