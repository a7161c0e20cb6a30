"""Token log-probabilities: how likely a model held the words it chose."""

from math import exp, fsum

from handrail._said import Confidence
from handrail.foreign._reading import each, number, read

_LARGEST = 1e-6
"""Rounding may lift the logarithm of a certain token a little above 0."""


def token_confidence(result: object) -> Confidence:
    """The geometric mean of the tokens' probabilities: exp of the mean log-probability, so that length does not count.

    Takes a chat completion (`choices[0].logprobs.content[].logprob`), a text completion (`logprobs.token_logprobs`,
    whose first may be null), the output of the Responses API (`content[].logprobs[].logprob`), or a list of
    log-probabilities or of tokens that have one. Source of the formula: length-normalised sequence probability,
    A. Malinin and M. Gales, *Uncertainty Estimation in Autoregressive Structured Prediction* (2021).

    It says how sure the model is of its words, not that they are true: calibrate it on your own labels before a
    threshold rests on it. Raises ValueError where no log-probability is found: absent is never certain.

    >>> foreign.token_confidence([-0.1, -0.3]).value
    0.8187307530779818
    """
    found = _logs(result)
    if not found or any(log > _LARGEST for log in found):
        raise ValueError("There are no token log-probabilities here. Ask the model for them (logprobs=True).")
    return Confidence(value=min(1.0, exp(fsum(found) / len(found))), origin="log_probabilities")


def _logs(result: object) -> list[float] | None:
    if (listed := each(result)) is not None:
        return _listed(listed)
    for name in ("choices", "output"):
        if (members := each(read(result, name))) is not None:
            return _first(members) if name == "choices" else _all(members)
    for name in ("logprobs", "token_logprobs", "content"):
        if (inner := read(result, name)) is not None:
            return _all(each(inner) or ()) if name == "content" and not _are_tokens(inner) else _logs(inner)
    return None


def _first(choices: tuple[object, ...]) -> list[float] | None:
    """Other choices were not said."""
    return _logs(choices[0]) if choices else None


def _all(parts: tuple[object, ...]) -> list[float]:
    return [log for part in parts for log in _logs(part) or ()]


def _are_tokens(thing: object) -> bool:
    return any(read(token, "logprob") is not None for token in each(thing) or ())


def _listed(tokens: tuple[object, ...]) -> list[float] | None:
    """None where any of them is no log-probability; a null before all others is the first token of a text."""
    later = tokens[1:] if tokens and tokens[0] is None else tokens
    logs = [number(token) if isinstance(token, int | float) else number(read(token, "logprob")) for token in later]
    known = [log for log in logs if log is not None]
    return known if len(known) == len(logs) else None
