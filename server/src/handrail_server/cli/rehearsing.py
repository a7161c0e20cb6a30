"""`handrail rehearse POLICY --on CONVERSATIONS`: what a policy would have done, beside another one."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from handrail_server.cli.laboratory.differences import Differences
from handrail_server.cli.laboratory.engines import engine
from handrail_server.cli.laboratory.fates import fates
from handrail_server.cli.laboratory.policies import policy_of, text_of
from handrail_server.cli.laboratory.rehearsed import Rehearsed, differences_table, figures_table, rehearsed
from handrail_server.cli.replay.files import nothing_in
from handrail_server.cli.replay.parts import parted
from handrail_server.cli.saying import out, refusals_told
from handrail_server.core.policy.scope import Place, in_force


def rehearse(  # noqa: PLR0913  a command's options are its parameters
    policy: Annotated[Path, typer.Argument(help="The policy to be rehearsed.")],
    on: Annotated[Path, typer.Option("--on", help="Recorded conversations, in the shapes that `replay` reads.")],
    *,
    against: Annotated[Path | None, typer.Option(help="Another policy, to be shown beside it.")] = None,
    minutes: Annotated[float, typer.Option(min=0.0, help="Of a person, for an escalation.")] = 10.0,
    columns: Annotated[str | None, typer.Option(help="field=column,… for CSV, or for one turn a line.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Rehearse on the first conversations only.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, help="Processes; else as many as are worth it.")] = None,
    on_ray: Annotated[
        bool, typer.Option("--on-ray", help="On the cluster of RAY_ADDRESS, or one started here.")
    ] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write all figures and differences here.")] = None,
) -> None:
    """Tell what a policy would have escalated, how well, at what cost, and what that makes of the hours."""
    with refusals_told():
        files = [policy] if against is None else [policy, against]
        texts = [text_of(file) for file in files]
        costs = in_force(policy_of(texts[0]), Place())
        for text in texts[1:]:
            policy_of(text)
        began = time.perf_counter()
        with parted(on, columns, limit) as parts, _kept(json_out) as kept:
            differences = Differences(kept)
            lines = sum(part.lines for part in parts)
            sums = fates(engine(processes, on_ray=on_ray, lines=lines), texts, parts, differences)
            if not sums.conversations:
                raise nothing_in(on)
            seconds = time.perf_counter() - began
            found = rehearsed([str(file) for file in files], sums, costs=costs, minutes=minutes, seconds=seconds)
            _tell(found, differences, json_out)


@contextmanager
def _kept(json_out: Path | None) -> Iterator[IO[str] | None]:
    """Where differences wait until they are written."""
    if json_out is None:
        yield None
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        yield kept


def _tell(found: Rehearsed, differences: Differences, json_out: Path | None) -> None:
    out.print(figures_table(found))
    if differences.count:
        out.print(differences_table(found, differences))
    elif len(found.sides) > 1:
        out.print("No conversation fares differently.")
    if json_out is not None:
        with json_out.open("w", encoding="utf-8") as target:
            found.write(target, differences)
        out.print(f"All figures and differences: {json_out}", markup=False)
