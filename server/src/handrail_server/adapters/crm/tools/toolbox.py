"""The tools over the embedded CRM."""

from collections.abc import Callable, Mapping

from handrail_server.adapters.crm.table import CrmTable
from handrail_server.adapters.crm.tools.acts import ACTS, done_before
from handrail_server.adapters.crm.tools.described import ALL
from handrail_server.adapters.crm.tools.records import Book, Records
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.ports.tools import Running, Tool, ToolFailed


class EmbeddedToolbox:
    """The `Toolbox` port; `changed` hears whose records are not what they were."""

    def __init__(self, table: CrmTable, *, changed: Callable[[OrgId, CustomerId], None]) -> None:
        self._table = table
        self._changed = changed

    def all(self) -> tuple[Tool, ...]:
        """Every tool, in the order in which people are shown them."""
        return ALL

    async def run(self, running: Running) -> Mapping[str, object]:
        """Do it and say what was done; raises `ToolFailed` where nothing was."""
        act = ACTS.get(running.tool)
        if act is None:
            raise ToolFailed(f"There is no tool `{running.tool}`.")
        book = Book(self._table, running.org, running.customer)
        told: Mapping[str, object] = {}

        def change(records: Records) -> Mapping[str, Mapping[str, object]]:
            nonlocal told
            before = done_before(records, running)
            if before is not None:
                told = before
                return {}
            new, told = act(records, running)
            return new

        await book.change(change)
        if running.customer is not None:
            self._changed(running.org, running.customer)
        return told


class NoTools:
    """Where the house's own CRM is connected: what can be done there, its own systems do."""

    def all(self) -> tuple[Tool, ...]:
        """None."""
        return ()

    async def run(self, running: Running) -> Mapping[str, object]:
        """Always raises `ToolFailed`."""
        raise ToolFailed(f"There is no tool `{running.tool}`.")
