"""A replay's result, as JSON and as a table."""

from collections import Counter
from dataclasses import asdict

from rich.table import Table

from handrail_server.cli.replay.answers import Evidence, Reason
from handrail_server.cli.replay.played import Escalation, Played
from handrail_server.cli.replay.scores import Scores

_SHOWN = 20


def document(played: Played, scores: Scores | None, *, org: str | None) -> dict[str, object]:
    """The result as JSON; docs/guides/replay.md explains each field."""
    escalated = {each.conversation for each in played.escalations}
    result: dict[str, object] = {
        "conversations": len(played.recorded),
        "turns": played.turns,
        "escalated": len(escalated),
        "escalations": [_escalation(each) for each in played.escalations],
        "reasons": dict(reasons_of(played).most_common()),
        "verdicts": dict(played.verdicts.most_common()),
        "refused": [asdict(each) for each in played.refusals],
        "seconds": round(played.seconds, 3),
        "turns_per_second": round(played.turns / played.seconds, 1) if played.seconds else 0.0,
        "p50_ms": round(played.milliseconds(0.50), 3),
        "p99_ms": round(played.milliseconds(0.99), 3),
        "organisation": org,
    }
    if scores is not None:
        result |= {name: _rounded(value) for name, value in asdict(scores).items()}
    return result


def table(played: Played, scores: Scores | None) -> Table:
    """The result in one look."""
    shown = Table(title="Replay", show_header=False, min_width=60)
    shown.add_column(style="bold")
    shown.add_column(justify="right")
    escalated = len({each.conversation for each in played.escalations})
    share = escalated / max(1, len(played.recorded))
    rows = [
        ("conversations", f"{len(played.recorded):,}"),
        ("turns", f"{played.turns:,}"),
        ("escalated conversations", f"{escalated:,} ({share:.1%})"),
        *((f"  for {code}", f"{count:,}") for code, count in reasons_of(played).most_common(_SHOWN)),
        ("turns refused by the server", f"{len(played.refusals):,}"),
        ("turns per second", f"{played.turns / max(played.seconds, 1e-9):,.0f}"),
        ("answered within, median", f"{played.milliseconds(0.5):.2f} ms"),
        ("answered within, 99 %", f"{played.milliseconds(0.99):.2f} ms"),
    ]
    if scores is not None:
        rows += [
            ("labelled · a person needed", f"{scores.labelled:,} · {scores.needed:,}"),
            ("precision", _share(scores.precision)),
            ("recall", _share(scores.recall)),
            ("needless per 100", f"{scores.needless_per_100:.1f}"),
            ("late by, turns", "–" if scores.lateness_turns is None else f"{scores.lateness_turns:.1f}"),
        ]
    for row in rows:
        shown.add_row(*row)
    return shown


def reasons_of(played: Played) -> Counter[str]:
    """How many escalations have each reason that asks for a person."""
    return Counter(code for each in played.escalations for code in dict.fromkeys(r.code for r in _decisive(each)))


def _decisive(escalation: Escalation) -> tuple[Reason, ...]:
    """The reasons that ask for a person; where they only do so together, all of them."""
    return tuple(each for each in escalation.reasons if each.verdict == "hand_over") or escalation.reasons


def _escalation(each: Escalation) -> dict[str, object]:
    return {
        "conversation": each.conversation,
        "turn": each.turn,
        "author": each.author,
        "reasons": [reason.code for reason in each.reasons],
        "because": [
            {
                "code": reason.code,
                "strength": reason.strength,
                "verdict": reason.verdict,
                "rule": reason.rule,
                "score": round(reason.score, 4),
                "threshold": reason.threshold,
                "line": reason.line,
            }
            for reason in each.reasons
        ],
        "evidence": [
            {"reason": reason.code, **_evidence(evidence, each.places)}
            for reason in each.reasons
            for evidence in reason.evidence
        ],
        "case": each.case,
        "decision": each.decision,
    }


def _evidence(evidence: Evidence, places: dict[int, int]) -> dict[str, object]:
    turn = None if evidence.turn is None else places.get(evidence.turn)
    if evidence.fact is not None:
        return {"turn": turn, "fact": evidence.fact, "value": evidence.value}
    return {"turn": turn, "start": evidence.start, "end": evidence.end, "text": evidence.value}


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value
