"""`handrail learn`: makes the models that come with the package from public sets, and exports your own labels."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from handrail_server.cli.judge.learner import builder
from handrail_server.cli.judge.rows import Row, rows_of
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, only_organisation, opened_to_read
from handrail_server.cli.saying import out, refusals_told
from handrail_server.core.basics.errors import Conflict
from handrail_server.core.learning.examples import Example
from handrail_server.core.learning.training import TrainingRow
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.learned.model import Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.house.training_set import training_rows
from handrail_server.worker.scribe import LedgerScribe

learn = typer.Typer(help="Learning: the models that come with the package, your own labels.", no_args_is_help=True)
VERSION: Final = "2"
_CROSS: Final = {"anger", "disgust", "annoyance"}
_LOCKED_OUT: Final = {
    "passcode_forgotten",
    "pin_blocked",
    "unable_to_verify_identity",
    "verify_my_identity",
    "why_verify_identity",
    "lost_or_stolen_phone",
}
_UNSOLVED: Final = ("not_recognised", "declined", "failed")
Said = Iterator[tuple[str, bool]]


@learn.command()
def build(
    data: Annotated[Path, typer.Option(help="The folder with the public sets (see docs/reference/judgement.md).")],
    target: Annotated[Path, typer.Option(help="Where the models are written.")],
    *,
    meaning: Annotated[
        Path | None, typer.Option(help="Make meaning.bin and sentence.onnx, from this folder of the model.")
    ] = None,
) -> None:
    """Fit needs_person and displeased again. The same sets give the same bytes."""
    with refusals_told():
        made = builder()
        target.mkdir(parents=True, exist_ok=True)
        if meaning is not None:
            (target / "meaning.bin").write_bytes(made.meaning(meaning))
            (target / "sentence.onnx").write_bytes(made.sentence(meaning))
        for name, source in (("needs_person", _needs_person), ("displeased", _displeased)):
            examples = [_example(number, text, yes=yes) for number, (text, yes) in enumerate(source(data))]
            tables = msgspec.to_builtins(made.tables(name, VERSION, examples))
            content = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            (target / f"{name}.json").write_text(content + "\n", encoding="utf-8")
            out.print(f"{name}: {len(examples)} examples, {len(content.encode()):,} bytes.")


@learn.command()
def export(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
    *,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
    org: Annotated[str | None, typer.Option(help="The organisation, where there are several.")] = None,
) -> None:
    """Write what people labelled as lines that `handrail judge --task escalation` learns from; also while serving."""
    with refusals_told():
        if target.exists():
            raise Conflict(f"{target} exists already.", fix="Name a file that does not exist.")
        rows = run(_exported(data, org))
        target.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    needed = sum(row.escalate for row in rows)
    out.print(f"{len(rows)} labelled turns in {target}, {needed} of them for a person.", markup=False)


async def _exported(data: Path | None, org: str | None) -> list[TrainingRow]:
    async with opened_to_read(config_of(data)) as opened:
        chosen = await only_organisation(opened, org)
        await LedgerScribe(opened.house, opened.signer).place_all()  # what was labelled a moment ago counts
        return [row async for row in training_rows(opened.house, chosen)]


def _needs_person(data: Path) -> Said:
    """Cross, let down, or about money and access that only a person can mend."""
    yield from _said(data / "goemotions.dev.jsonl", lambda row: bool(_CROSS.intersection(row.items("emotions"))))
    yield from _said(data / "car_rental_feedback.jsonl", lambda row: not row.yes("satisfied"))
    yield from _said(data / "banking77.train.jsonl", _is_money, every=2)
    yield from _said(data / "multidogo.dev.jsonl", lambda _: False, every=4)
    yield from _said(data / "clinc150.train_val.jsonl", lambda _: False, every=7)


def _displeased(data: Path) -> Said:
    """Negative feeling."""
    yield from _said(data / "goemotions.dev.jsonl", lambda row: row.yes("negative"))
    yield from _said(data / "car_rental_feedback.jsonl", lambda row: not row.yes("satisfied"))
    yield from _said(data / "multidogo.dev.jsonl", lambda _: False, every=4)
    yield from _said(data / "clinc150.train_val.jsonl", lambda _: False, every=7)


def _is_money(row: Row) -> bool:
    intent = row.word("intent")
    return row.has("flag") or intent in _LOCKED_OUT or any(part in intent for part in _UNSOLVED)


def _said(path: Path, yes: Callable[[Row], bool], *, every: int = 1) -> Said:
    for row in rows_of(path)[::every]:
        yield row.text("text"), yes(row)


def _example(number: int, text: str, *, yes: bool) -> Example:
    return Example(read=Read(pieces=pieces_of(fold(text))), label="1" if yes else "0", group=number)
