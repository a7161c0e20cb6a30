"""`handrail rehearse POLICY --on CONVERSATIONS`: what a policy would have done, beside another one."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.laboratory.fates import fates
from handrail_server.cli.laboratory.policies import policy_of, text_of
from handrail_server.cli.laboratory.processes import worthwhile
from handrail_server.cli.laboratory.rehearsed import Rehearsed, differences_table, figures_table, rehearsed
from handrail_server.cli.replay.files import lines_of, nothing_in, streamed
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
        talks = streamed(on, columns, limit)
        total = min((count for count in (lines_of(on, columns), limit) if count is not None), default=None)
        sums = fates(texts, talks, processes=processes or worthwhile(total), total=total)
        if not sums.conversations:
            raise nothing_in(on)
        found = rehearsed(
            [str(file) for file in files],
            sums,
            costs=costs,
            minutes=minutes,
            seconds=time.perf_counter() - began,
        )
        _tell(found, json_out)


def _tell(found: Rehearsed, json_out: Path | None) -> None:
    out.print(figures_table(found))
    if found.differences:
        out.print(differences_table(found))
    elif len(found.sides) > 1:
        out.print("No conversation fares differently.")
    if json_out is not None:
        json_out.write_text(json.dumps(found.document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        out.print(f"All figures and differences: {json_out}", markup=False)
