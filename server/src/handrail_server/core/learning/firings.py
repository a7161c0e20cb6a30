"""Which threshold or rule fired where, kept from the heads of decisions as they come."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.head import Head

RECENT: Final = 1_000
"""Firings of one rule that can be looked at one by one; all of them are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """One time that it fired."""

    at: At
    scope: str | None
    """Whose number or rule it was, such as `flow:refund`; None where it is of no scope."""
    conversation: str
    decision: str
    code: str
    verdict: str
    """What it asked for."""
    decided: str
    """What was decided, all reasons together."""
    score: float
    threshold: float | None
    agent: str | None
    topic: str | None
    policy: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """How often a threshold or rule fired, and where."""

    rule: str
    times: int
    alone: int
    """Of these, how often it was the only reason."""
    last_at: At | None
    scopes: tuple[tuple[str, int], ...]
    agents: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, int], ...]


_Where = tuple[str, str, str, str]
"""Scope, agent, topic, verdict."""


@dataclass(slots=True)
class _Counted:
    times: int = 0
    alone: int = 0
    last_at: At | None = None


@dataclass(slots=True)
class Firings:
    """Counts by rule, day, agent, topic and verdict; the newest firings of each rule whole."""

    _counts: dict[tuple[str, int, _Where], _Counted] = field(default_factory=lambda: defaultdict(_Counted))
    _recent: dict[str, deque[Firing]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=RECENT)))

    def take(self, head: Head, *, agent: str | None, topic: str | None) -> tuple[str, ...]:
        """Write the reasons of one decision into the counts; which rules fired."""
        reasons = [reason for reason in head.parts("reasons") if isinstance(reason.get("rule"), str)]
        for reason in reasons:
            scope, _, rule = str(reason["rule"]).rpartition("/")
            firing = Firing(
                at=head.at,
                scope=scope or None,
                conversation=head.subject.id,
                decision=head.text("decision") or "",
                code=str(reason.get("code")),
                verdict=str(reason.get("verdict")),
                decided=head.text("verdict") or "",
                score=_number(reason.get("score")) or 0.0,
                threshold=_number(reason.get("threshold")),
                agent=agent,
                topic=topic,
                policy=head.whole("policy"),
            )
            counted = self._counts[rule, head.at // DAY, (scope, agent or "", topic or "", firing.decided)]
            counted.times += 1
            counted.alone += len(reasons) == 1
            counted.last_at = head.at
            self._recent[rule].append(firing)
        return tuple(str(reason["rule"]).rpartition("/")[2] for reason in reasons)

    def fired(self, since: At | None, until: At | None) -> tuple[Fired, ...]:
        """Every rule that fired on the days from `since` to before `until`, the most frequent first."""
        rules: dict[str, list[tuple[_Where, _Counted]]] = defaultdict(list)
        for (rule, day, where), counted in self._counts.items():
            if (since is None or (day + 1) * DAY > since) and (until is None or day * DAY < until):
                rules[rule].append((where, counted))
        found = (_summed(rule, rows) for rule, rows in rules.items())
        return tuple(sorted(found, key=lambda one: (-one.times, one.rule)))

    def of_rule(self, rule: str, since: At | None, until: At | None) -> tuple[Firing, ...]:
        """The rule's newest firings in this time, newest first."""
        return tuple(
            firing
            for firing in reversed(self._recent.get(rule, deque()))
            if (since is None or firing.at >= since) and (until is None or firing.at < until)
        )


def _summed(rule: str, rows: list[tuple[_Where, _Counted]]) -> Fired:
    scopes, agents, topics, verdicts = (_ranked(rows, part) for part in range(4))
    return Fired(
        rule=rule,
        times=sum(counted.times for _, counted in rows),
        alone=sum(counted.alone for _, counted in rows),
        last_at=max((counted.last_at for _, counted in rows if counted.last_at is not None), default=None),
        scopes=scopes,
        agents=agents,
        topics=topics,
        verdicts=verdicts,
    )


def _ranked(rows: list[tuple[_Where, _Counted]], part: int) -> tuple[tuple[str, int], ...]:
    counts: defaultdict[str, int] = defaultdict(int)
    for where, counted in rows:
        counts[where[part]] += counted.times
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _number(value: object) -> float | None:
    """Heads write scores as text."""
    return float(value) if isinstance(value, str) else None
