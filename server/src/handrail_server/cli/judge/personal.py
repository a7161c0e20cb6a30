"""`--task personal-data`: texts with marked spans, as presidio-research writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from handrail_server.adapters.detectors.presidio import Engine, is_installed
from handrail_server.cli.judge.measured import Figures, times
from handrail_server.cli.judge.rows import Row, rows_of
from handrail_server.core.signals.detectors.identity_numbers import Found
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.personal import personal_data

STRUCTURED: Final = {
    "CREDIT_CARD": {"card"},
    "IBAN_CODE": {"bank_account"},
    "US_SSN": {"identity"},
    "EMAIL_ADDRESS": {"email"},
    "PHONE_NUMBER": {"phone"},
    "IP_ADDRESS": {"ip_address"},
    "DOMAIN_NAME": {"web_address"},
    "URL": {"web_address"},
}
"""What has a form of its own, and the kinds that it may be found as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A span that people marked."""

    kind: str
    start: int
    end: int

    def meets(self, found: Found) -> bool:
        """Whether they share a letter."""
        return self.start < found.end and found.start < self.end


def personal(test: Path) -> Figures:
    """Recall of what has a form, span by span (any overlap counts, of the right kind); all spans beside it.

    Where the extra `pii` is installed, names and places are looked for as well.
    """
    engine = Engine() if is_installed() else None
    seen: list[tuple[list[Marked], tuple[Found, ...]]] = []
    took: list[float] = []
    for row in rows_of(test):
        text, marked = row.text("full_text", "text"), _spans(row)
        began = perf_counter()
        found = personal_data(fold(text))
        if engine is not None:
            found += engine.found(text)
        took.append((perf_counter() - began) * 1_000)
        seen.append((marked, found))
    structured = [(span, found) for marked, found in seen for span in marked if span.kind in STRUCTURED]
    everything = [(span, found) for marked, found in seen for span in marked]
    right = sum(_is_hit(span, found) for span, found in structured)
    named = sum(len(found) for _, found in seen)
    true = sum(any(span.meets(each) for span in marked) for marked, found in seen for each in found)
    precision = true / named if named else 0.0
    recall = right / len(structured) if structured else 0.0
    everywhere = _share(everything)
    return {
        "task": "personal-data",
        "n": len(seen),
        "spans": len(everything),
        "structured": len(structured),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "recall_of_all_spans": everywhere,
        "f1_of_all_spans": 2 * precision * everywhere / (precision + everywhere) if precision + everywhere else 0.0,
        "engine": "forms" if engine is None else "forms and Presidio",
        "per_class": {kind: _share([one for one in everything if one[0].kind == kind]) for kind in _kinds(everything)},
        "needless_per_100": 100 * (named - true) / len(seen),
    } | times(took)


def _spans(row: Row) -> list[Marked]:
    if not row.has("spans"):
        return []
    return [
        Marked(
            kind=span.word("entity_type").upper(),
            start=span.number("start_position" if span.has("start_position") else "start"),
            end=span.number("end_position" if span.has("end_position") else "end"),
        )
        for span in row.rows("spans")
    ]


def _is_hit(span: Marked, found: Sequence[Found]) -> bool:
    kinds = STRUCTURED.get(span.kind, set())
    return any(span.meets(each) and each.kind in kinds for each in found)


def _share(pairs: Sequence[tuple[Marked, Sequence[Found]]]) -> float:
    hits = sum(any(span.meets(each) for each in found) for span, found in pairs)
    return hits / len(pairs) if pairs else 0.0


def _kinds(pairs: Sequence[tuple[Marked, Sequence[Found]]]) -> list[str]:
    return sorted({span.kind for span, _ in pairs})
