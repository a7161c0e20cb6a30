"""Presidio: the list of `RecognizerResult` that `AnalyzerEngine.analyze` or its HTTP service gives."""

from collections.abc import Mapping

from handrail._said import SuppliedSignal
from handrail.foreign._found import Found
from handrail.foreign._reading import each, number, read, word


def presidio(
    results: object, *, version: str | None = None, names: Mapping[str, str] | None = None
) -> tuple[SuppliedSignal, ...]:
    """One signal for each kind of entity, such as `presidio_us_ssn`, with the strongest score. No words are sent.

    `names={"US_SSN": "regulated_data"}` gives a kind the name of a signal of Handrail's own, and with it what the
    policy does about that one: `regulated_data` seals the turn, and hides it whole from whoever may not read it.

    >>> seen = [{"entity_type": "PHONE_NUMBER", "start": 10, "end": 22, "score": 0.75}]
    >>> foreign.presidio(seen)[0].name
    'presidio_phone_number'
    """
    found = Found("presidio", version=version, names=names)
    listed = each(results)
    if listed is None:
        return found.unreadable()
    for result in listed:
        kind, score = word(read(result, "entity_type")), number(read(result, "score"))
        if kind is None or score is None:
            return found.unreadable()
        found.graded(kind, score)
    return found.signals()
