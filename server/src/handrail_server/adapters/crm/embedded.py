"""Our own small CRM: profiles from documents in the store, and imports that check all before they write anything."""

import asyncio
import json
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import structlog

from handrail_server.adapters.crm.kinds import ACCOUNT, CUSTOMER, KINDS
from handrail_server.adapters.crm.parsing import Batch, Document, Parsed, parse
from handrail_server.adapters.crm.profile import profile_of
from handrail_server.adapters.crm.source import rows
from handrail_server.adapters.crm.table import CrmTable, Key
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.signals.profile import Profile
from handrail_server.ports.importing import Fault, Imported, Row

PATIENCE_SECONDS: Final = 0.3
FRESH_FOR: Final = MINUTE
REMEMBERED: Final = 5_000
RECORDS_KEPT: Final = 500
"""Of one customer or account, the latest."""
RECORDS: Final = "records"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was read of a customer, and when."""

    profile: Profile | None
    at: At


class EmbeddedCrm:
    """The ports `Customers` and `Imports` over the store's documents."""

    def __init__(self, table: CrmTable) -> None:
        self._table = table
        self._known: OrderedDict[tuple[OrgId, CustomerId], Known] = OrderedDict()
        self._imports = 0

    async def profile(self, org: OrgId, customer: CustomerId, *, now: At) -> tuple[Profile | None, bool]:
        """What is known of the customer; stale where the store did not answer in 300 ms. Never raises.

        An import is seen by the next turn in this process, and within a minute in others.
        """
        known = self._known.get((org, customer))
        if known is not None and 0 <= now - known.at <= FRESH_FOR:
            return known.profile, False
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._read_profile(org, customer, now), False
        except Exception as error:  # noqa: BLE001  # the edge: a turn is judged without a profile rather than not at all
            _log.warning("The customer's profile could not be read.", org=org, error=type(error).__name__)
            return None, True

    def forget(self, org: OrgId, customer: CustomerId) -> None:
        """What was done for the customer is seen by the next turn."""
        self._imports += 1
        self._known.pop((org, customer), None)

    def rows(self, content: str) -> Iterator[Row | Fault]:
        """Every row of a file, or what is wrong in its place."""
        return rows(content)

    async def bring_in(self, org: OrgId, kind: str, content: str, *, dry_run: bool) -> Imported:
        """Import a file of one kind: CSV with a header, a JSON array, or one JSON object a line.

        All of it is kept or, with any fault or as a dry run, nothing. Raises `Invalid` where there is no such kind.
        """
        if kind not in KINDS:
            raise Invalid(f"There is no kind `{kind}`.", field="kind", fix=f"Kinds are: {', '.join(KINDS)}.")
        batch = parse(KINDS[kind], content)
        faults = (*batch.faults, *await self._dangling(org, batch))
        if faults:
            return Imported(kind=kind, faults=tuple(sorted(faults, key=lambda fault: fault.line)))
        return await self._keep(org, batch, dry_run=dry_run)

    async def named(self, org: OrgId, *, after: str, limit: int) -> tuple[CustomerId, ...]:
        """The customers that were imported, by id, after this one."""
        found = await self._table.names(org, CUSTOMER, after=after, limit=limit)
        return tuple(CustomerId(name) for name in found)

    async def _read_profile(self, org: OrgId, customer: CustomerId, now: At) -> Profile | None:
        """The profile, remembered unless an import came in between."""
        imports = self._imports
        profile = await self._profile(org, customer, now)
        if imports == self._imports:
            self._known[org, customer] = Known(profile=profile, at=now)
            self._known.move_to_end((org, customer))
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return profile

    async def _profile(self, org: OrgId, customer: CustomerId, now: At) -> Profile | None:
        theirs = (RECORDS, _owned(CUSTOMER, customer))
        found = await self._read(org, (CUSTOMER, customer), theirs)
        document = found.get((CUSTOMER, customer))
        if document is None:
            return None
        name = str(document.get("account", ""))
        shared = (RECORDS, _owned(ACCOUNT, name))
        more = await self._read(org, (ACCOUNT, name), shared) if name else {}
        records = [*_records(found.get(theirs)), *_records(more.get(shared))]
        return profile_of(customer, document, more.get((ACCOUNT, name)), records, now)

    async def _dangling(self, org: OrgId, batch: Batch) -> list[Fault]:
        """Rows that name a customer or an account that is not there."""
        named = [
            (row, field, (field, str(row.document[field])))
            for row in batch.rows
            for field in (CUSTOMER, ACCOUNT)
            if row.document.get(field)
        ]
        known = await self._table.get(org, list(dict.fromkeys(key for _, _, key in named)))
        return [
            Fault(line=row.line, field=field, message=f"There is no {field} `{key[1]}`.", fix=f"Import {field}s first.")
            for row, field, key in named
            if key not in known
        ]

    async def _keep(self, org: OrgId, batch: Batch, *, dry_run: bool) -> Imported:
        entries = {_place(batch, row): row for row in batch.rows}
        before = await self._read(org, *dict.fromkeys(key for key, _ in entries))
        after: dict[Key, Document] = {}
        tally: Counter[str] = Counter()
        for (key, entry), row in entries.items():
            document = {**row.document, "kind": batch.kind.keeps}
            old = before.get(key, {}).get(entry) if entry else before.get(key)
            tally["new" if old is None else "unchanged" if old == document else "changed"] += 1
            after[key] = {**after.get(key, before.get(key, {})), entry: document} if entry else document
        if not dry_run:
            await self._table.put(org, {key: json.dumps(_bounded(key, new)) for key, new in after.items()})
            self._imports += 1
            self._known.clear()
        return Imported(
            kind=batch.kind.name,
            new=tally["new"],
            changed=tally["changed"],
            unchanged=tally["unchanged"],
            written=not dry_run,
        )

    async def _read(self, org: OrgId, *keys: Key) -> dict[Key, Document]:
        found = await self._table.get(org, keys)
        return {key: json.loads(document) for key, document in found.items()}


def _place(batch: Batch, row: Parsed) -> tuple[Key, str]:
    """The document that keeps the row; a record's is its owner's, under the record's own name."""
    kind = batch.kind.keeps
    if not batch.kind.of_somebody:
        return (kind, row.id), ""
    owner = CUSTOMER if row.document.get(CUSTOMER) else ACCOUNT
    return (RECORDS, _owned(owner, str(row.document[owner]))), f"{kind}/{row.id}"


def _owned(kind: str, owner: str) -> str:
    return f"{kind}/{owner}"


def _records(document: Document | None) -> list[Document]:
    return [record for record in (document or {}).values() if isinstance(record, dict)]


def _bounded(key: Key, document: Document) -> Mapping[str, object]:
    """One owner's records stay few enough to be read with a turn: the latest are kept."""
    if key[0] != RECORDS or len(document) <= RECORDS_KEPT:
        return document
    latest = sorted(document.items(), key=lambda entry: _at(entry[1]), reverse=True)
    return dict(latest[:RECORDS_KEPT])


def _at(record: object) -> int:
    at = record.get("at") if isinstance(record, dict) else None
    return at if isinstance(at, int) else 0
