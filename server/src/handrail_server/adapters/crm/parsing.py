"""A file made into documents, or into a list of what is wrong, line by line. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from handrail_server.adapters.crm.kinds import Kind
from handrail_server.adapters.crm.source import ROW_LIMIT, rows
from handrail_server.adapters.crm.values import Json, Unreadable
from handrail_server.ports.importing import Fault, Row

Document = Mapping[str, Json]

FAULT_LIMIT: Final = 1_000
"""Beyond so many, reading on helps nobody."""
NO_SUCH_FIELD: Final = "There is no such field."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A row that can be kept."""

    line: int
    id: str
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a file holds. With any fault nothing of it is kept."""

    kind: Kind
    rows: tuple[Parsed, ...]
    faults: tuple[Fault, ...]


def parse(kind: Kind, content: str) -> Batch:
    """Every row of `content`, each fault with its line, field and remedy."""
    found: dict[str, Parsed] = {}
    faults: list[Fault] = []
    for row in rows(content):
        read = [row] if isinstance(row, Fault) else _read(kind, row)
        if isinstance(read, list):
            faults.extend(read)
        elif read.id in found:
            again = f"`{read.id}` stands on line {found[read.id].line} already."
            faults.append(Fault(line=read.line, field="id", message=again, fix="Keep one of the two."))
        else:
            found[read.id] = read
        if len(found) > ROW_LIMIT:
            faults.append(Fault(line=row.line, message=f"More than {ROW_LIMIT} rows.", fix="Split the file."))
        if len(found) > ROW_LIMIT or len(faults) > FAULT_LIMIT:
            break
    return Batch(kind=kind, rows=tuple(found.values()), faults=_once(faults))


def _once(faults: list[Fault]) -> tuple[Fault, ...]:
    """A column that does not exist is named once, not on every line."""
    named: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        line = 0 if fault.message == NO_SUCH_FIELD else fault.line
        named.setdefault((line, fault.field, fault.message), fault)
    return tuple(named.values())


def document_of(kind: Kind, values: Mapping[str, object]) -> tuple[Document, tuple[Fault, ...]]:
    """The fields that can be read, and what is wrong with the others."""
    document: dict[str, Json] = {}
    faults: list[Fault] = []
    for name, value in values.items():
        reader = kind.fields.get(name)
        if reader is None:
            faults.append(_unknown(kind, name))
            continue
        try:
            document[name] = reader(value)
        except Unreadable as wrong:
            faults.append(Fault(line=0, field=name, message=str(wrong), fix=wrong.fix))
    return document, tuple(faults)


def _read(kind: Kind, row: Row) -> Parsed | list[Fault]:
    document, faults = document_of(kind, row.values)
    faults += tuple(
        Fault(line=0, field=need, message="It is missing.", fix=f"Every row of {kind.name} has it.")
        for need in kind.needs
        if not document.get(need) and need not in {fault.field for fault in faults}
    )
    if kind.of_somebody and bool(document.get("customer")) == bool(document.get("account")):
        faults += (Fault(line=0, field="customer", message="Whose is it?", fix="Name a customer or an account."),)
    if faults:
        return [Fault(line=row.line, field=fault.field, message=fault.message, fix=fault.fix) for fault in faults]
    return Parsed(line=row.line, id=str(document["id"]), document=document)


def _unknown(kind: Kind, name: str) -> Fault:
    near = get_close_matches(name, kind.fields, n=1)
    fix = f"Did you mean `{near[0]}`?" if near else f"Fields of {kind.name}: {', '.join(kind.fields)}."
    return Fault(line=0, field=name, message=NO_SUCH_FIELD, fix=fix)
