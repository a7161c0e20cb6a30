"""An agent that is a Python callable: installed beside the server, as an entry point of `handrail.responders`."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import entry_points
from typing import Final

import structlog

from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder
from handrail_server.ports.responding import Ask, Given, Unanswered

GROUP: Final = "handrail.responders"

Answerer = Callable[[Ask], Awaitable[Given]]

log = structlog.get_logger()


class PythonResponder:
    """Calls what is known by the responder's name."""

    def __init__(self, callables: Mapping[str, Answerer]) -> None:
        self._callables = callables

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        """What the callable returns; whatever it raises is an outage of the agent, never of the server."""
        name = responder.name or ""
        called = self._callables.get(name)
        if called is None:
            raise Unanswered(f"No responder `{name}` is installed.", kind=Failing.REFUSED, permanent=True)
        try:
            given = await called(ask)
        except Unanswered:
            raise
        except Exception as error:
            log.exception("A responder broke.", responder=name)
            raise Unanswered(type(error).__name__, kind=Failing.OUTAGE) from None
        if not isinstance(given, Given):
            raise Unanswered("It returned no `Given`.", kind=Failing.MALFORMED)
        return given


def installed() -> dict[str, Answerer]:
    """All callables that are installed; one that cannot be loaded is left out, and said."""
    found: dict[str, Answerer] = {}
    for point in entry_points(group=GROUP):
        try:
            found[point.name] = point.load()
        except Exception:
            log.exception("A responder could not be loaded.", responder=point.name)
    return found
