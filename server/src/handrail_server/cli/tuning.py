"""`handrail policy tune`: where a threshold should stand, chosen from labelled conversations."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

import typer

from handrail_server.cli.laboratory.crossing import Question, crossings
from handrail_server.cli.laboratory.engines import engine
from handrail_server.cli.laboratory.policies import policy_of, text_of
from handrail_server.cli.laboratory.proposal import proposed
from handrail_server.cli.laboratory.tuned import Tuned, spots_table, widenings_table
from handrail_server.cli.replay.files import nothing_in
from handrail_server.cli.replay.parts import parted
from handrail_server.cli.saying import out, refusals_told
from handrail_server.cli.tuning_own import Store, tune_own
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.tuning.choosing import Chosen, Uncertified, by_cost, by_errors, by_needless
from handrail_server.core.learning.tuning.ladder import scale_for, stands_at
from handrail_server.core.learning.tuning.own import Way
from handrail_server.core.learning.tuning.sentence import Load, sentence
from handrail_server.core.learning.tuning.topics import hot_spots, widenings
from handrail_server.core.learning.tuning.tried import Count, Tried, counted
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.reasons import LOW_CONFIDENCE
from handrail_server.core.policy.scope import Place, in_force
from handrail_server.house.own_proposal import Asked

_USUAL_ERRORS: Final = 0.02
_WEEK: Final = 7 * DAY


def tune(  # noqa: PLR0913  a command's options are its parameters
    *,
    on: Annotated[Path | None, typer.Option("--on", help="Labelled conversations; else the server's own.")] = None,
    policy: Annotated[Path | None, typer.Option(help="The policy; the default one where none is named.")] = None,
    threshold: Annotated[str, typer.Option(help="The reason whose threshold is moved.")] = LOW_CONFIDENCE,
    errors: Annotated[float | None, typer.Option(help="Allow this rate of wrong answers, as 0.02.")] = None,
    needless: Annotated[float | None, typer.Option(help="Allow this rate of needless escalations.")] = None,
    cost: Annotated[bool, typer.Option("--cost", help="Least cost, by the policy's costs.")] = False,
    delta: Annotated[float, typer.Option(help="The chance that a promise is wrong.")] = 0.05,
    minutes: Annotated[float, typer.Option(min=0.0, help="Of a person, for an escalation.")] = 10.0,
    a_week: Annotated[float | None, typer.Option(help="Conversations a week; else from the recorded times.")] = None,
    columns: Annotated[str | None, typer.Option(help="field=column,… for CSV, or for one turn a line.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, help="Processes; else as many as are worth it.")] = None,
    on_ray: Annotated[
        bool, typer.Option("--on-ray", help="On the cluster of RAY_ADDRESS, or one started here.")
    ] = False,
    data: Annotated[Path | None, typer.Option(help="Without --on: the server's data directory.")] = None,
    org: Annotated[str | None, typer.Option(help="Without --on: the organisation, where there are several.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Without --on: conversations of so many days.")] = 90,
    target: Annotated[Path | None, typer.Option("--out", help="Write the proposed policy here.")] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write all figures here.")] = None,
) -> None:
    """Propose a number for a threshold: by allowed errors (with a certificate), by cost, or by needless escalations."""
    with refusals_told():
        _one_way(errors, needless, cost=cost, delta=delta)
        if on is None:
            _belongs_to_files(policy=policy, columns=columns, a_week=a_week)
            way, rate = _way(errors, needless, cost=cost)
            asked = Asked(code=threshold, way=way, alpha=rate, delta=delta, days=days, minutes=minutes)
            tune_own(Store(data=data, org=org), asked, target, json_out)
            return
        text = text_of(policy)
        written = policy_of(text)
        scale = scale_for(threshold)
        question = Question(text=text, code=threshold, scale=scale)
        with parted(on, columns) as parts:
            lines = sum(part.lines for part in parts)
            crossed = crossings(engine(processes, on_ray=on_ray, lines=lines), question, parts)
        found = crossed.tried
        if not found:
            raise nothing_in(on)
        load = Load(minutes=minutes, a_week=_a_week(crossed.began) if a_week is None else a_week)
        costs = in_force(written, Place())
        counts = counted(scale, found)
        _can_tell(counts, threshold)
        chosen = (
            by_needless(counts, alpha=needless, delta=delta)
            if needless is not None
            else by_cost(counts, error=costs.cost_of_error, person=costs.cost_of_person, delta=delta)
            if cost
            else by_errors(counts, alpha=_USUAL_ERRORS if errors is None else errors, delta=delta)
        )
        if isinstance(chosen, Uncertified):
            raise Invalid(f"Nothing can be certified. {chosen.because}", fix="Label more conversations, at random.")
        tuned = _tuned(written, threshold, scale, found, chosen, load, alpha=errors or _USUAL_ERRORS, delta=delta)
        _tell(tuned, text, target, json_out)


def _one_way(errors: float | None, needless: float | None, *, cost: bool, delta: float) -> None:
    if sum((errors is not None, needless is not None, cost)) > 1:
        raise Invalid("A threshold is chosen in one way.", fix="Give one of --errors, --needless and --cost.")
    for name, rate in (("errors", errors), ("needless", needless), ("delta", delta)):
        if rate is not None and not 0.0 < rate < 1.0:
            raise Invalid(f"--{name} lies between 0 and 1.", field=name, fix="Write 2 in 100 as 0.02.")


def _belongs_to_files(**given: object) -> None:
    for name, value in given.items():
        if value is not None:
            option = name.replace("_", "-")
            raise Invalid(f"--{option} belongs to a file.", fix="Name the file with --on; else leave it out.")


def _way(errors: float | None, needless: float | None, *, cost: bool) -> tuple[Way, float]:
    if cost:
        return "cost", 0.0
    return ("needless", needless) if needless is not None else ("errors", errors or _USUAL_ERRORS)


def _can_tell(counts: Sequence[Count], code: str) -> None:
    if counts[0].n == 0:
        raise Invalid(
            "No conversation says whether a person was needed.", fix="Label some: docs/guides/replay.md tells how."
        )
    if counts[0].escalated == counts[-1].escalated:
        raise Invalid(
            f"No labelled conversation depends on the threshold of {code}.",
            fix="Choose another --threshold, or conversations with what it reads (a confidence, for low_confidence).",
        )


def _tuned(  # noqa: PLR0913  what the whole is made of
    policy: Policy,
    code: str,
    scale: tuple[float, ...],
    found: Sequence[Tried],
    chosen: Chosen,
    load: Load,
    *,
    alpha: float,
    delta: float,
) -> Tuned:
    force = in_force(policy, Place())
    stands = stands_at(policy, code)
    nearest = min(range(len(scale)), key=lambda place: abs(scale[place] - stands))
    return Tuned(
        sentence=sentence(chosen, load),
        code=code,
        stands=stands,
        now=counted(scale, found)[nearest],
        chosen=chosen,
        hot_spots=hot_spots(found, chosen.place, error=Decimal(force.cost_of_error), person=force.cost_of_person),
        widenings=widenings(scale, found, chosen.place, alpha=alpha, delta=delta),
    )


def _a_week(began: Sequence[At | None]) -> float | None:
    """Conversations a week, where the times that were recorded span a day at least."""
    times = [at for at in began if at is not None]
    span = max(times) - min(times) if len(times) == len(began) else 0
    return len(began) * _WEEK / span if span >= DAY else None


def _tell(tuned: Tuned, text: str, target: Path | None, json_out: Path | None) -> None:
    out.print(tuned.sentence, markup=False)
    out.print()
    for line in tuned.lines():
        out.print(line, markup=False)
    if tuned.hot_spots:
        out.print(spots_table(tuned.hot_spots))
    if tuned.widenings:
        out.print(widenings_table(tuned.widenings))
    if target is not None:
        code, at = tuned.code, tuned.chosen.count.at
        changed = proposed(text, code, at, sentence=tuned.sentence, statistics=tuned.lines())
        target.write_text(changed, encoding="utf-8")
        out.print(f"The proposed version: {target}", markup=False)
    if json_out is not None:
        json_out.write_text(json.dumps(tuned.document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        out.print(f"All figures: {json_out}", markup=False)
