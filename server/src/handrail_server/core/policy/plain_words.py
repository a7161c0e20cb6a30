"""How the agent decides, in plain words: every threshold, rule, charter and route of a policy as a sentence.

The sentences are made from the document that judges, so that what people read is what happens. Each names its place in
the document, by which a form or a page can lead there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.chosen import not_yet_chosen
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Owned, Policy, Rule, Settings, ThresholdSetting
from handrail_server.core.policy.plain_authority import actions_in_words, charter_in_words
from handrail_server.core.policy.plain_conditions import condition_in_words
from handrail_server.core.policy.plain_costs import costs_in_words
from handrail_server.core.policy.plain_routes import route_in_words
from handrail_server.core.policy.plain_terms import VERDICTS, listed, lowered, named, raised, within
from handrail_server.core.policy.reasons import BUILT_IN, Threshold
from handrail_server.core.policy.scope import ORGANISATION, Bar, Place, in_force
from handrail_server.core.policy.vocabulary import scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One setting in plain words, with its place in the document and who answers for it."""

    path: str
    text: str
    owner: str | None = None
    why: str | None = None
    review: str | None = None
    chosen: bool = True
    """Somebody has chosen it; False: it is a default that nobody has adopted yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences of one sort; `key` is stable."""

    key: str
    title: str
    sentences: tuple[Sentence, ...]


_TITLES: Final = {
    "always": "What always reaches a person",
    "alone": "What is enough by itself",
    "together": "What counts together",
    "rules": "This organisation's own rules",
    "actions": "What the agent may do by itself",
    "charters": "What each agent is authorised to do",
    "routes": "Who gets it",
    "customer": "What the customer is told",
    "changes": "How this changes",
}


def in_words(policy: Policy, adopted: Iterable[str] = ()) -> tuple[Section, ...]:
    """The whole policy, section by section; sections without a sentence are left out."""
    unchosen = frozenset(not_yet_chosen(policy, tuple(adopted)))
    made = {
        "always": _bars(policy, unchosen, Strength.HARD),
        "alone": _bars(policy, unchosen, Strength.SOFT),
        "together": costs_in_words(policy),
        "rules": _rules(policy, unchosen),
        "actions": _of_scopes(policy, "actions", actions_in_words),
        "charters": _of_scopes(policy, "charter", charter_in_words),
        "routes": _routes(policy),
        "customer": _messages(policy),
        "changes": _changes(policy),
    }
    sections = (Section(key=key, title=_TITLES[key], sentences=tuple(map(_said, each))) for key, each in made.items())
    return tuple(section for section in sections if section.sentences)


_OF_ACTIONS: Final = {
    Verdict.HOLD: "waits",
    Verdict.ASK_FIRST: "waits until somebody entitled approves it",
    Verdict.HAND_OVER: "goes to a person",
}

Plain = Sentence | tuple[str, str]
"""A sentence, or no more than its path and text."""


def _said(plain: Plain) -> Sentence:
    return plain if isinstance(plain, Sentence) else Sentence(path=plain[0], text=plain[1])


def _bars(policy: Policy, unchosen: frozenset[str], strength: Strength) -> Iterator[Plain]:
    """What holds everywhere, then what single agents, topics, objects and flows set for themselves."""
    for bar in in_force(policy, Place()).bars:
        threshold = bar.threshold
        if threshold.strength is strength and _acts(threshold):
            path = f"{ORGANISATION}.thresholds.{threshold.code}"
            stated = policy.organisation.thresholds.get(threshold.code, ThresholdSetting())
            yield _owned(path, raised(_bar(bar)), stated, path not in unchosen)
    for scope, settings in scopes(policy):
        for code, stated in settings.thresholds.items():
            nearer = _nearer(policy, scope, code)
            if nearer is not None and nearer.threshold.strength is strength:
                path = f"{scope}.thresholds.{code}"
                yield _owned(path, within(scope, _bar(nearer)), stated, path not in unchosen)


def _nearer(policy: Policy, scope: str, code: str) -> Bar | None:
    """The threshold as it stands in one scope that is not the organisation."""
    family, _, name = scope.partition(".")
    if not name:
        return None
    place = Place(**{family.removesuffix("s"): name})
    return next(bar for bar in in_force(policy, place).bars if bar.threshold.code == code)


def _acts(threshold: Threshold) -> bool:
    return {threshold.then, threshold.said, threshold.acting} != {Verdict.PROCEED}


def _bar(bar: Bar) -> str:
    threshold = bar.threshold
    return f"{_when(threshold)}{', '.join(_verdicts(threshold))}{_and_then(bar)}"


def _when(threshold: Threshold) -> str:
    if threshold.below:
        return f"when {lowered(threshold.title)} is below {threshold.at:.2f}, "
    moved = threshold.code not in BUILT_IN or threshold.at != BUILT_IN[threshold.code].at
    counted = threshold.strength is Strength.SOFT or moved
    return f"when {lowered(threshold.title)}{f' (from {threshold.at:.2f} of 1)' if counted else ''}, "


def _verdicts(threshold: Threshold) -> Iterator[str]:
    """What follows; what differs for words already said, and for actions, is said apart."""
    acts = threshold.acting is not threshold.then and threshold.acting is not Verdict.PROCEED
    if threshold.then is Verdict.PROCEED and threshold.said is Verdict.PROCEED and acts:
        yield f"{VERDICTS[threshold.acting]}; words alone change nothing"
        return
    yield VERDICTS[threshold.then]
    if threshold.said is not threshold.then:
        yield f"and if it has been said already, {VERDICTS[threshold.said]}"
    if acts:
        yield f"and an action {_OF_ACTIONS[threshold.acting]}"


def _and_then(bar: Bar) -> str:
    sealed = "; what was said is sealed until somebody with the credential accepts" if bar.threshold.seals else ""
    blind = bar.when_blind or bar.threshold.when_blind
    unread = f"; where this cannot be read, {VERDICTS[blind]}" if blind is not Verdict.PROCEED else ""
    waits = f"; not in {_first_turns(bar.threshold.patience)} about a situation" if bar.threshold.patience else ""
    return sealed + unread + waits


def _first_turns(count: int) -> str:
    return "the customer's first turn" if count == 1 else f"the customer's first {count} turns"


def _rules(policy: Policy, unchosen: frozenset[str]) -> Iterator[Plain]:
    for scope, settings in scopes(policy):
        for rule in settings.rules:
            path = f"{scope}.rules.{rule.id}"
            yield _owned(path, within(scope, _rule(rule)), rule, path not in unchosen)


def _rule(rule: Rule) -> str:
    strength = ", always" if rule.strength is Strength.HARD else ""
    blind = f"; where this cannot be read, {VERDICTS[rule.when_blind]}" if rule.when_blind else ""
    told = f" (“{rule.line}”)" if rule.line else ""
    return f"when {condition_in_words(rule.when)}, {VERDICTS[rule.then]}{strength}{blind}{told}"


def _owned(path: str, text: str, stated: Owned, chosen: bool) -> Sentence:  # noqa: FBT001  the mark of the path before it
    return Sentence(path=path, text=text, owner=stated.owner, why=stated.reason, review=stated.review, chosen=chosen)


def _of_scopes(policy: Policy, part: str, told: Callable[[Settings], Iterable[str]]) -> Iterator[Plain]:
    for scope, settings in scopes(policy):
        for clause in told(settings):
            yield f"{scope}.{part}", within(scope, clause)


def _routes(policy: Policy) -> Iterator[Plain]:
    for name, route in policy.routes.items():
        led = (
            code if scope == ORGANISATION else f"{code} ({scope.partition('.')[2]})"
            for scope, settings in scopes(policy)
            for code, leads in settings.route_for.items()
            if leads == name
        )
        asked = (
            tool
            for _, settings in scopes(policy)
            for tool, setting in settings.actions.items()
            if setting.route == name and tool != "*"
        )
        reasons = (*dict.fromkeys(led), *(f"approvals of {named(tool)}" for tool in dict.fromkeys(asked)))
        yield f"routes.{name}", route_in_words(route, reasons)


def _messages(policy: Policy) -> Iterator[Plain]:
    for name, texts in policy.messages.items():
        words = texts.get(policy.language) or next(iter(texts.values()), None)
        if words:
            more = sorted(set(texts) - {policy.language})
            also = f" Also in {listed(more)}." if more else ""
            yield f"messages.{name}", f"{raised(named(name)).removesuffix('.')}: “{words}”{also}"


def _changes(policy: Policy) -> Iterator[Plain]:
    publishing = policy.publishing
    if publishing.second_person:
        yield "publishing.second_person", "A new version is published by somebody other than its author."
    if publishing.rehearsal:
        yield "publishing.rehearsal", "A new version is first rehearsed on recorded conversations."
    if not (publishing.second_person or publishing.rehearsal):
        yield "publishing", "Whoever has the right to publishes a new version; every version and its author are kept."
