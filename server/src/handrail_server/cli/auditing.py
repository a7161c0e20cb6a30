"""`handrail audit export` and `handrail audit verify`."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, only_organisation, opened_to_read
from handrail_server.cli.saying import out, refusals_told
from handrail_server.config import Config
from handrail_server.core.basics.errors import Conflict, NotFound
from handrail_server.core.basics.ids import OrgId
from handrail_server.house.house import House
from handrail_server.ledger import verify as verifier
from handrail_server.ledger.dossier import BEGINNING, check_dossier
from handrail_server.ledger.export import Entry, Export
from handrail_server.main import Opened
from handrail_server.worker.scribe import LedgerScribe

audit = typer.Typer(help="The ledger: export it, verify an export offline.", no_args_is_help=True)
_BATCH: Final = 1_000


@audit.command()
def export(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
    *,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
    org: Annotated[str | None, typer.Option(help="The organisation, where there are several.")] = None,
    heads_only: Annotated[bool, typer.Option("--heads-only", help="Leave the (encrypted) bodies out.")] = False,
) -> None:
    """Write an organisation's whole ledger under a fresh checkpoint; also while the server runs."""
    with refusals_told():
        if target.exists():
            raise Conflict(f"{target} exists already.", fix="Name a file that does not exist.")
        key, entries = run(_exported(config_of(data), org, target, heads_only=heads_only))
    out.print(f"{entries} entries in {target}.", markup=False)
    out.print(f"Public key, to be published: {key}", markup=False)


@audit.command()
def verify(
    file: Annotated[Path, typer.Argument(help="An export, or the dossier of a case.")],
    *,
    public_key: Annotated[str | None, typer.Option(help="The published key, or a file that holds it.")] = None,
    checkpoint: Annotated[Path | None, typer.Option(help="An earlier checkpoint that it must extend.")] = None,
) -> None:
    """Check an export or a dossier offline: every hash, chain and signature. Status 1 where something does not hold."""
    if _is_dossier(file):
        raise typer.Exit(_verify_dossier(file, public_key, checkpoint))
    arguments = [str(file)]
    if public_key is not None:
        arguments += ["--public-key", public_key]
    if checkpoint is not None:
        arguments += ["--checkpoint", str(checkpoint)]
    raise typer.Exit(verifier.main(arguments))


def _is_dossier(file: Path) -> bool:
    with refusals_told():
        if not file.is_file():
            raise NotFound(f"There is no file {file}.", fix="Name an export or a dossier.")
        with file.open("rb") as opened:
            return opened.read(len(BEGINNING)) == BEGINNING


def _verify_dossier(file: Path, public_key: str | None, checkpoint: Path | None) -> int:
    key = Path(public_key).read_text("utf-8").strip() if public_key and "+" not in public_key else public_key
    earlier = checkpoint.read_text("utf-8") if checkpoint else None
    found = check_dossier(file.read_bytes(), public_key=key, earlier=earlier)
    out.print(found.report, markup=False, soft_wrap=True)
    return 1 if found.failures else 0 if found.signature_checked else 3


async def _exported(config: Config, named: str | None, target: Path, *, heads_only: bool) -> tuple[str, int]:
    async with opened_to_read(config) as opened:
        org = await only_organisation(opened, named)
        note, size = await _checkpoint(opened, org)
        public_key = opened.signer.public_key(org)
        export = Export(org=org, checkpoint=note, public_key=public_key, entries=size)
        loop = asyncio.get_running_loop()
        entries = _entries(opened.house, org, size, loop, heads_only=heads_only)
        await asyncio.to_thread(_write, target, export, entries)
        return public_key, size


async def _checkpoint(opened: Opened, org: OrgId) -> tuple[str, int]:
    """A checkpoint over everything that is committed, also what a server that was killed had not placed yet."""
    scribe = LedgerScribe(opened.house, opened.signer)
    await scribe.place_all()
    note = await scribe.sign(org)
    checkpoint, _, _ = verifier.read_checkpoint(note)
    return note, checkpoint.size


def _entries(
    house: House, org: OrgId, size: int, loop: asyncio.AbstractEventLoop, *, heads_only: bool
) -> Iterator[Entry]:
    """The ledger's entries below `size`, a batch at a time, so that memory does not grow with them."""
    after = -1
    while after + 1 < size:
        batch = asyncio.run_coroutine_threadsafe(house.scribe.entries(org, after=after, limit=_BATCH), loop).result()
        if not batch:
            return
        for number, entry in batch:
            if number < size:
                yield Entry(number=number, head=entry.head, hash=entry.hash, body=None if heads_only else entry.body)
        after = batch[-1][0]


def _write(target: Path, export: Export, entries: Iterator[Entry]) -> None:
    partial = target.with_name(target.name + ".partial")
    with partial.open("wb") as file:
        file.writelines(export.lines(entries))
    partial.replace(target)
