"""Answers as CSV, for spreadsheets: one table, written row by row."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from starlette.responses import Response, StreamingResponse

from handrail_server.api.endpoint import Call, Parameter
from handrail_server.core.basics.errors import Invalid

B = TypeVar("B")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run at the beginning of a cell."""

Cell = str | int | float | bool | None

FORMAT: Final = Parameter(
    name="format",
    description="`json` or `csv`; also by `Accept: text/csv`.",
    schema={"type": "string", "enum": ["json", "csv"]},
)


def wants_csv(call: Call[B]) -> bool:
    """Whether the answer is wanted as CSV."""
    wanted = call.query("format")
    if wanted not in (None, "json", "csv"):
        raise Invalid("`format` is neither `json` nor `csv`.", field="format", fix="Correct it.")
    return wanted == "csv" or (wanted is None and "text/csv" in call.request.headers.get("accept", ""))


def csv_answer(name: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """The table as a file of this name."""
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    yield _line(columns)
    for row in rows:
        yield _line(map(_written, row))


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(tuple(cells))
    return written.getvalue()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case _:
            return str(cell)
