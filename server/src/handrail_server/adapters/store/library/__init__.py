"""The read side, one file for each thing that is read."""

from handrail_server.adapters.store.library.cases import Cases
from handrail_server.adapters.store.library.conversations import Conversations
from handrail_server.adapters.store.library.facts import Facts
from handrail_server.adapters.store.library.lessons import Lessons
from handrail_server.adapters.store.library.people import People

__all__ = ["StoreLibrary"]


class StoreLibrary(Conversations, Cases, Lessons, People, Facts):
    """What is shown. It never decides and never writes."""
