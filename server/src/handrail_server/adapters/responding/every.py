"""Every kind of responder, each asked in its own way."""

from collections.abc import Mapping

from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder, ResponderKind
from handrail_server.ports.responding import Ask, Given, Responders, Unanswered


class EveryResponder:
    """The `Responders` port over one adapter for each kind."""

    def __init__(self, kinds: Mapping[ResponderKind, Responders]) -> None:
        self._kinds = kinds

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        """The answer of the responder that the agent's settings name."""
        kind = self._kinds.get(responder.kind)
        if kind is None:
            raise Unanswered(
                f"Responders of kind `{responder.kind}` are not set up.", kind=Failing.REFUSED, permanent=True
            )
        return await kind.answer(ask, responder)
