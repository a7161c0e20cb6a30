"""`handrail replay FILE`: plays recorded conversations through the real HTTP API."""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.looping import run
from handrail_server.cli.progress import progress
from handrail_server.cli.replay.clock import RecordedClock
from handrail_server.cli.replay.files import recorded
from handrail_server.cli.replay.place import Place, own_place, prefix_of_now
from handrail_server.cli.replay.played import Played
from handrail_server.cli.replay.player import Player
from handrail_server.cli.replay.recording import Recorded
from handrail_server.cli.replay.report import document, table
from handrail_server.cli.replay.scores import scored
from handrail_server.cli.saying import err, out, refusals_told
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At


def replay(  # noqa: PLR0913  a command's options are its parameters
    file: Annotated[Path, typer.Argument(help="Recorded conversations: JSON lines or CSV.")],
    *,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the whole result here.")] = None,
    data: Annotated[Path | None, typer.Option(help="Keep the data in this directory, to be looked at.")] = None,
    policy: Annotated[Path | None, typer.Option(help="A policy to judge by, instead of the default one.")] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=512, help="Conversations at once.")] = 8,
    limit: Annotated[int | None, typer.Option(min=1, help="Play the first conversations only.")] = None,
    columns: Annotated[str | None, typer.Option(help="field=column,… for CSV, or for one turn a line.")] = None,
    url: Annotated[str | None, typer.Option(help="Play against this running server.")] = None,
    key: Annotated[str | None, typer.Option(help="An agent's key there.", envvar="HANDRAIL_KEY")] = None,
    acknowledged: Annotated[Path | None, typer.Option(help="Write a line for each turn taken, at once.")] = None,
) -> None:
    """Play recorded conversations and tell what would have reached a person, with reason, turn and evidence.

    It starts a server of its own, with an organisation of its own: nobody is notified, and each run starts clean.
    """
    with refusals_told(), ExitStack() as closing:
        if (url is None) != (key is None):
            raise Invalid("A running server takes --url and --key together.")
        conversations = recorded(file, columns, limit)
        kept = closing.enter_context(acknowledged.open("w", encoding="utf-8")) if acknowledged else None
        folder = data or Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="handrail-replay-")))
        text = policy.read_text(encoding="utf-8") if policy else None

        async def all_of_it() -> tuple[Played, OrgId | None]:
            async with _place(folder, text, conversations, url, key) as place:
                with progress() as bar:
                    task = bar.add_task("turns", total=sum(len(each.turns) for each in conversations))
                    player = Player(conversations, place, step=lambda: bar.advance(task), kept=kept)
                    return await player.play(concurrency), place.org

        played, org = run(all_of_it())
        _tell(played, org, json_out)


@asynccontextmanager
async def _place(
    data: Path, policy: str | None, conversations: list[Recorded], url: str | None, key: str | None
) -> AsyncIterator[Place]:
    """The running server that was named, or one of our own."""
    if url is not None and key is not None:
        yield Place(url=url, key=key, prefix=prefix_of_now())
        return
    times = [said.at for each in conversations for said in each.turns if said.at is not None]
    timed = bool(times) and all(each.is_timed for each in conversations)
    clock = RecordedClock(At(min(times))) if timed else None
    async with own_place(data, policy=policy, clock=clock) as place:
        yield place


def _tell(played: Played, org: OrgId | None, json_out: Path | None) -> None:
    scores = scored(played.recorded, played.first)
    out.print(table(played, scores))
    for refusal in played.refusals[:5]:
        err.print(
            f"Refused ({refusal.status}): {refusal.conversation}, turn {refusal.turn}: {refusal.detail}", markup=False
        )
    if json_out is not None:
        result = document(played, scores, org=org)
        json_out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        out.print(f"The whole result: {json_out}", markup=False)
