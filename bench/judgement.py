"""Handrail's judgement beside VADER, Presidio, LLM Guard and NeMo Guardrails, on the same texts.

What is not installed is passed over with a line that says so. The texts are public sets that do not come with the
repository: `JUDGEMENT_DATA` names their folder.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Final

from handrail_server.cli.judge.answers import untaught
from handrail_server.cli.judge.injected import injected
from handrail_server.cli.judge.looking import look_at
from handrail_server.cli.judge.measured import measured
from handrail_server.cli.judge.personal import STRUCTURED, personal
from handrail_server.cli.judge.rows import Row, rows_of
from handrail_server.cli.judge.tasks import TASKS
from handrail_server.cli.listening import set_aside
from handrail_server.core.learning.judging.figures import Counts, auc, counts

MESSAGES: Final = "airline_tweets.dev.jsonl"
SPANS: Final = "pii_synthetic.dev.jsonl"
ORDERS: Final = "injections.dev.jsonl"
_EVERY: Final = 4
"""Of the messages one in so many is judged."""
_SLIGHTLY: Final = -0.05
"""VADER's own bar for a negative text."""
_LIKELY: Final = 0.4
"""Presidio's score of a pattern that stands without a word beside it that confirms it, and above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One system on one set; AUC where it scores, milliseconds for a text (median)."""

    what: str
    system: str
    counted: Counts
    auc: float | None
    milliseconds: float

    def __str__(self) -> str:
        area = "    –" if self.auc is None else f"{self.auc:5.3f}"
        found = f"{self.counted.f1:5.3f}  {self.counted.precision:9.3f}  {self.counted.recall:6.3f}"
        return f"{self.what:<22}{self.system:<22}{found}  {area}  {self.milliseconds:8.3f}"


def main() -> None:
    """Print the table."""
    set_aside()
    folder = Path(os.environ.get("JUDGEMENT_DATA", "."))
    print(f"{'':<44}{'F1':>5}  {'precision':>9}  {'recall':>6}  {'AUC':>5}  {'ms':>8}")
    for name, ours, others in (
        (MESSAGES, _feelings, (_vader,)),
        (SPANS, _personal, (_presidio,)),
        (ORDERS, _injections, (_llm_guard, _nemo)),
    ):
        path = folder / name
        if not path.is_file():
            print(f"data not found: {name}")
            continue
        print(ours(path))
        for other in others:
            print(other(path))


def _feelings(path: Path) -> Line:
    """Negative messages to airlines: the phrases and the learned signal, untaught."""
    task = TASKS["sentiment"]
    answers = untaught(task, look_at([task.read(row) for row in rows_of(path)[::_EVERY]]))
    found = measured(task, answers, reject=0.05)
    area = found["auc"]
    return Line(
        what="negative message",
        system="Handrail",
        counted=counts([one.gold for one in answers], [one.named for one in answers], task.about),
        auc=area if isinstance(area, float) else None,
        milliseconds=median(one.milliseconds for one in answers),
    )


def _vader(path: Path) -> Line | str:
    if find_spec("vaderSentiment") is None:
        return _skipped("vaderSentiment")
    analyser = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    rows = rows_of(path)[::_EVERY]
    return _scored(
        "negative message",
        "VADER",
        rows,
        [row.word("sentiment").lower() == "negative" for row in rows],
        lambda text: -float(analyser.polarity_scores(text)["compound"]),
        bar=-_SLIGHTLY,
    )


def _personal(path: Path) -> Line:
    found = personal(path)
    spans, right, share = found["structured"], found["recall"], found["precision"]
    if not (isinstance(spans, int) and isinstance(right, float) and isinstance(share, float)):
        raise TypeError("personal-data has changed its figures")
    hits = round(spans * right)
    wrong = round(hits / share) - hits if share else 0
    milliseconds = found["ms_p50"]
    return Line(
        what="data with a form",
        system="Handrail",
        counted=Counts(right=hits, wrong=wrong, missed=spans - hits),
        auc=None,
        milliseconds=milliseconds if isinstance(milliseconds, float) else 0.0,
    )


def _presidio(path: Path) -> Line | str:
    """Its patterns: what it finds with a language model is names and places, which have no form."""
    if find_spec("presidio_analyzer") is None or find_spec("spacy") is None:
        return _skipped("presidio-analyzer")
    registry = import_module("presidio_analyzer").RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    patterns = [one for one in registry.recognizers if hasattr(one, "patterns") or "Phone" in type(one).__name__]
    right, wrong, missed = 0, 0, 0
    took = []
    for row in rows_of(path):
        text = row.text("full_text", "text")
        marked = [
            (span.word("entity_type").upper(), span.number("start_position"), span.number("end_position"))
            for span in row.rows("spans")
        ]
        began = time.perf_counter()
        found = [each for one in patterns for each in one.analyze(text, one.supported_entities, None) or ()]
        took.append((time.perf_counter() - began) * 1_000)
        kept = [each for each in found if each.entity_type in STRUCTURED and each.score >= _LIKELY]
        for kind, start, end in marked:
            if kind in STRUCTURED:
                alike = [each for each in kept if STRUCTURED[each.entity_type] & STRUCTURED[kind]]
                hit = any(each.start < end and start < each.end for each in alike)
                right, missed = right + hit, missed + (not hit)
        wrong += sum(not any(each.start < end and start < each.end for _, start, end in marked) for each in kept)
    return Line(
        what="data with a form",
        system="Presidio, patterns",
        counted=Counts(right=right, wrong=wrong, missed=missed),
        auc=None,
        milliseconds=median(took),
    )


def _injections(path: Path) -> Line:
    found = injected(path)
    precision, recall, area, milliseconds = (found[name] for name in ("precision", "recall", "auc", "ms_p50"))
    there = sum(_is_order(row) for row in rows_of(path))
    right = round(there * recall) if isinstance(recall, float) else 0
    wrong = round(right / precision) - right if isinstance(precision, float) and precision else 0
    return Line(
        what="injection",
        system="Handrail",
        counted=Counts(right=right, wrong=wrong, missed=there - right),
        auc=area if isinstance(area, float) else None,
        milliseconds=milliseconds if isinstance(milliseconds, float) else 0.0,
    )


def _llm_guard(path: Path) -> Line | str:
    if find_spec("llm_guard") is None:
        return _skipped("llm-guard")
    try:
        scanner = import_module("llm_guard.input_scanners").PromptInjection()
    except Exception as failed:  # noqa: BLE001  its model is fetched from elsewhere: whatever fails, the line says so
        return f"skipped: llm-guard's model cannot be loaded ({type(failed).__name__})"
    rows = rows_of(path)
    gold = [_is_order(row) for row in rows]
    return _scored("injection", "LLM Guard", rows, gold, lambda text: float(scanner.scan(text)[2]), bar=0.5)


def _nemo(path: Path) -> str:
    del path
    if find_spec("nemoguardrails") is None:
        return _skipped("nemoguardrails")
    return "skipped: nemoguardrails judges with a language model, and none is configured here"


def _is_order(row: Row) -> bool:
    return row.word("label").lower() in {"malicious", "1"}


def _scored(
    what: str,
    system: str,
    rows: Sequence[Row],
    gold: Sequence[bool],
    score: Callable[[str], float],
    *,
    bar: float,
) -> Line:
    took, scores = [], []
    for row in rows:
        began = time.perf_counter()
        scores.append(score(row.text("text")))
        took.append((time.perf_counter() - began) * 1_000)
    named = ["yes" if one >= bar else "no" for one in scores]
    return Line(
        what=what,
        system=system,
        counted=counts(["yes" if one else "no" for one in gold], named, "yes"),
        auc=auc(gold, scores),
        milliseconds=median(took),
    )


def _skipped(package: str) -> str:
    return f"skipped: {package} is not installed"


if __name__ == "__main__":
    main()
