"""A policy document is shown as a form, edited part by part, and compared with another. Nothing here is kept."""

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.policy.difference import Change, difference
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.edits import Edit, Path
from handrail_server.core.policy.form import Form, form_of
from handrail_server.core.policy.life import PolicyLife, version_digest
from handrail_server.house.caller import Caller
from handrail_server.house.entitled import reader
from handrail_server.house.house import House
from handrail_server.ports.knowing import PolicyRemark

MOST_WORK: Final = 5_000_000
"""Characters times edits in one request: each edit reads the document again."""
_AROUND: Final = 3
"""Lines that are shown around a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document with what it says as a form (None where it cannot be read) and what the checker says."""

    document: str
    form: Form | None
    remarks: tuple[PolicyRemark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One line of a text difference; a gap stands for lines that are the same."""

    mark: Literal["same", "removed", "added", "gap"]
    before: int | None
    after: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two documents: what changed in words, and line by line."""

    changes: tuple[Change, ...]
    lines: tuple[DiffLine, ...]


async def show_policy(house: House, caller: Caller, document: str, scope: Path) -> Written:
    """The document as a form at one scope."""
    await reader(house, caller)
    return await _written(house, caller, document, scope)


async def edit_policy(house: House, caller: Caller, document: str, edits: Sequence[Edit], scope: Path) -> Written:
    """The document after the edits, all else in it untouched, with what the checker says of it now."""
    await reader(house, caller)
    if len(document) * len(edits) > MOST_WORK:
        raise Invalid("So many edits of so long a document take too long at once.", field="edits", fix="Send fewer.")
    return await _written(house, caller, house.reader.edited(document, edits), scope)


async def compare_policies(house: House, caller: Caller, before: str, after: str) -> Compared:
    """The difference of two documents that can be read."""
    await reader(house, caller)
    changes = difference(_read(house, before, "before"), _read(house, after, "after"))
    return Compared(changes=changes, lines=tuple(_lines(before.splitlines(), after.splitlines())))


async def _written(house: House, caller: Caller, document: str, scope: Path) -> Written:
    setting = await house.settings.of(caller.org)
    queues = {queue.id for queue in setting.organisation.state.queues}
    policy, remarks = house.reader.written(document, queues=queues)
    adopted = _adopted(setting.life.state, document)
    form = None if policy is None else form_of(policy, scope, adopted)
    return Written(document=document, form=form, remarks=remarks)


def _adopted(life: PolicyLife, document: str) -> tuple[str, ...]:
    """What was adopted since the version in force was published counts for that version's own text."""
    digest = hashlib.sha256(document.encode()).hexdigest()
    return life.adopted if digest == version_digest(life, life.published) else ()


def _read(house: House, document: str, field: str) -> Policy:
    policy, remarks = house.reader.written(document)
    if policy is None:
        first = remarks[0]
        raise Invalid(f"line {first.line}, column {first.column}: {first.message}", field=field, fix=first.fix)
    return policy


def _lines(before: list[str], after: list[str]) -> Iterator[DiffLine]:
    groups = list(difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND))
    for number, group in enumerate(groups):
        if number or group[0][1] > 0:
            yield DiffLine(mark="gap", before=None, after=None, text="")
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                for offset in range(end - start):
                    line = start + offset
                    yield DiffLine(mark="same", before=line + 1, after=new_start + offset + 1, text=before[line])
                continue
            for line in range(start, end):
                yield DiffLine(mark="removed", before=line + 1, after=None, text=before[line])
            for line in range(new_start, new_end):
                yield DiffLine(mark="added", before=None, after=line + 1, text=after[line])
