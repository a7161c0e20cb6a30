"""`handrail learn fit | versions | adopt | roll-back`: a signal fitted to your own labels, proposed and adopted."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from handrail_server.cli.looping import run
from handrail_server.cli.opening import administrator_of, config_of, only_organisation, opened_to_read
from handrail_server.cli.saying import err, out, refusals_told
from handrail_server.config import Config
from handrail_server.core.learning.enough import in_words
from handrail_server.core.learning.life import LearningLife
from handrail_server.core.learning.proposal import Fitted, Proposal
from handrail_server.flows.fit_to_labels import fit_to_labels
from handrail_server.flows.learn_from_labels import adopt_version, ask_for_version, roll_back_version
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.learning_life import read_learning
from handrail_server.main import open_house
from handrail_server.worker.fitting import Fitting
from handrail_server.worker.scribe import LedgerScribe

Data = Annotated[Path | None, typer.Option(help="The data directory.")]
Org = Annotated[str | None, typer.Option(help="The organisation, where there are several.")]
Number = Annotated[int, typer.Argument(help="The version's number.")]
Verb = Callable[[House, Caller], Awaitable[LearningLife]]
_LOOK_AGAIN: Final = 1.0
_TITLES: Final = {"f1": "F1", "auc": "AUC", "ece": "calibration error", "needless_per_100": "needless per 100"}


def fit(
    of: Annotated[Fitted, typer.Argument(help="The signal, or what confidence is worth.")] = Fitted.NEEDS_PERSON,
    *,
    data: Data = None,
    org: Org = None,
) -> None:
    """Fit to your own labels, and propose it. With SQLite the server must be stopped (or use its API)."""
    with refusals_told():
        life = run(_fitted(config_of(data), org, of))
    if life.fit is not None and life.fit.failed is not None:
        err.print(in_words(life.fit.failed, life.fit.labels or 0), markup=False)
        raise typer.Exit(1)
    _tell(life.versions[-1:])
    out.print(f"Proposed. It judges nothing until somebody adopts it: handrail learn adopt {life.latest}", markup=False)


def versions(*, data: Data = None, org: Org = None) -> None:
    """All versions that were fitted to your own labels, with their figures; also while serving."""
    with refusals_told():
        life = run(_read(config_of(data), org))
    _tell(life.versions)
    if not life.versions:
        out.print("Nothing was fitted to your own labels yet: handrail learn fit")


def adopt(version: Number, *, data: Data = None, org: Org = None) -> None:
    """Let a version judge your organisation's turns from now on."""
    with refusals_told():
        run(_done(config_of(data), org, lambda house, caller: adopt_version(house, caller, version)))
    out.print(f"Version {version} judges from now on. Back again: handrail learn roll-back {version}", markup=False)


def roll_back(version: Number, *, data: Data = None, org: Org = None) -> None:
    """From the version in force back to what judged before it, in one step."""
    with refusals_told():
        run(_done(config_of(data), org, lambda house, caller: roll_back_version(house, caller, version)))
    out.print(f"Version {version} judges no more.")


async def _fitted(config: Config, org: str | None, of: Fitted) -> LearningLife:
    async with open_house(config) as opened:
        house = opened.house
        caller = await administrator_of(opened, await only_organisation(opened, org))
        await LedgerScribe(house, opened.signer).place_all()  # what was labelled a moment ago counts
        life = await ask_for_version(house, caller, of)
        while of is not Fitted.CONFIDENCE and life.fit is not None and life.fit.failed is None:
            if not await Fitting(house, fit_to_labels).fit_once():
                await asyncio.sleep(_LOOK_AGAIN)  # a server beside us has taken it
            life = await read_learning(house, caller.org)
        return life


async def _read(config: Config, org: str | None) -> LearningLife:
    async with opened_to_read(config) as opened:
        return await read_learning(opened.house, await only_organisation(opened, org))


async def _done(config: Config, org: str | None, verb: Verb) -> LearningLife:
    async with open_house(config) as opened:
        return await verb(opened.house, await administrator_of(opened, await only_organisation(opened, org)))


def _tell(versions: tuple[Proposal, ...]) -> None:
    for each in versions:
        card = each.card
        table = Table(
            title=f"{each.detector}: {each.state}",
            caption=f"{card.labels} labelled turns of {card.conversations} "
            f"conversations, {card.positive} for a person. Better in {each.better:.0%} of draws. Bar {each.bar:.2f}.",
        )
        for heading in ("", "n", card.base, "95 %", each.detector, "95 %"):
            table.add_column(heading, justify="left" if not heading else "right")
        for figure in each.figures:
            table.add_row(
                _TITLES.get(figure.name, figure.name),
                str(figure.count),
                f"{figure.before:.3f}",
                "–".join(f"{edge:.3f}" for edge in figure.before_between),
                f"{figure.after:.3f}",
                "–".join(f"{edge:.3f}" for edge in figure.after_between),
            )
        out.print(table)
