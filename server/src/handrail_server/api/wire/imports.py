"""Files that are brought in."""

from typing import Annotated

import msgspec

from handrail_server.api.wire.shape import Reply, Request


class FileImport(Request, frozen=True, kw_only=True):
    """`POST /v1/imports/{kind}`: a CSV with a header, a JSON array, or one JSON object a line."""

    document: Annotated[str, msgspec.Meta(min_length=1, max_length=30_000_000)]
    dry_run: bool = False


class ImportFault(Reply, frozen=True, kw_only=True):
    """What is wrong with a line, and what to do about it."""

    line: int
    field: str | None
    message: str
    fix: str


class ImportReply(Reply, frozen=True, kw_only=True):
    """What an import did, or would do. With any fault nothing is written."""

    kind: str
    new: int
    changed: int
    unchanged: int
    faults: tuple[ImportFault, ...]
    written: bool
