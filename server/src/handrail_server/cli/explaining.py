"""`handrail explain DECISION`: why, and made again from what was kept."""

from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, opened_to_read
from handrail_server.cli.saying import err, out, refusals_told
from handrail_server.config import Config
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.policy import explain as explained
from handrail_server.core.signals.calibration import CONFIDENCE, RAW
from handrail_server.core.signals.signal import Signal
from handrail_server.ports.writing import Judged


def explain(
    decision: Annotated[str, typer.Argument(help="The decision's id, as an answer, a case or an export has it.")],
    *,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
) -> None:
    """Explain a decision, and make it again from the stored signals: status 2 where that gives another one."""
    with refusals_told():
        lines, same = run(_explained(config_of(data), DecisionId(decision)))
    for line in lines:
        out.print(line, markup=False)
    if not same:
        err.print("Made again from what was kept, the decision is another one: this must not be. Please report it.")
        raise typer.Exit(2)
    out.print("Made again from what was kept: the same decision.")


async def _explained(config: Config, decision: DecisionId) -> tuple[tuple[str, ...], bool]:
    async with opened_to_read(config) as opened:
        house = opened.house
        for org in await house.library.organisations():
            judged = await house.library.judged(org, decision)
            if judged is not None:
                policy = await house.settings.policy(org, judged.decision.trace.policy)
                again = explained.replay(policy, judged.decision, judged.signals)
                return (_heading(judged), *explained.explain(judged.decision, policy), *_signals(judged)), (
                    again == judged.decision
                )
    raise NotFound(f"There is no decision `{decision}`.", fix="Look it up in the conversation's transcript.")


def _heading(judged: Judged) -> str:
    turn = "" if judged.decision.turn is None else f", turn {judged.decision.turn}"
    return f"Decision {judged.decision.id} in conversation {judged.conversation}{turn}:"


def _worth(signal: Signal) -> str:
    """What was made of a confidence, where it was calibrated."""
    raw, worth = signal.values.get(RAW), signal.values.get(CONFIDENCE)
    return "" if raw is None else f": confidence {raw} as given is worth {worth}"


def _signals(judged: Judged) -> tuple[str, ...]:
    """What was noticed, strongest first; nothing of the customer's words."""
    told = [signal for signal in judged.signals if signal.score > 0 or signal.reading.value != "read"]
    return tuple(
        f"noticed {signal.name} {signal.score:.2f} [{signal.detector}]{_worth(signal)}"
        + ("" if signal.reading.value == "read" else f" {signal.reading.value}")
        for signal in sorted(told, key=lambda signal: -signal.score)
    )
