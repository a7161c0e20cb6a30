"""Collecting what a flow decided into one commit: several outcomes of one subject become one change."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.ids import CommitId, KeyId, OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.effects import TellAgent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.house.nudges import nudged
from handrail_server.ports.writing import Answer, Change, Commit, Expect, Judged, Loaded, Secret, TurnMark

S = TypeVar("S")
E = TypeVar("E", bound=Effect)

NEW_TIP = bytes(32)


@dataclass(slots=True, kw_only=True)
class Write:
    """A commit in the making. It lives for one attempt of a flow and is thrown away with it."""

    org: OrgId
    id: CommitId
    at: At
    _changes: dict[Subject, Change] = field(default_factory=dict)
    _expects: dict[Subject, Expect] = field(default_factory=dict)
    _turns: list[tuple[Turn, str]] = field(default_factory=list)
    _marks: list[TurnMark] = field(default_factory=list)
    _judged: list[Judged] = field(default_factory=list)
    _secrets: list[Secret] = field(default_factory=list)

    def create(self, subject: Subject, outcome: Outcome[S], *, key: KeyId) -> S:
        """A subject's first outcome; returns its state."""
        return self._add(subject, 0, NEW_TIP, outcome, key)

    def change(self, loaded: Loaded[S], outcome: Outcome[S], *, key: KeyId) -> S:
        """An outcome of a subject that was loaded, after those collected before; returns the state."""
        return self._add(loaded.subject, loaded.version, loaded.tip, outcome, key)

    def more(self, subject: Subject, outcome: Outcome[S]) -> S:
        """A further outcome of a subject that is part of this write already; returns the state."""
        before = self._changes[subject]
        return self._add(subject, before.version, before.tip, outcome, before.key)

    def expect(self, expects: Iterable[Expect]) -> None:
        """Subjects that were read and must not have changed."""
        for expect in expects:
            self._expects[expect.subject] = expect

    def turn(self, turn: Turn, status: str) -> None:
        """A new turn."""
        self._turns.append((turn, status))

    def mark(self, mark: TurnMark) -> None:
        """What became of an earlier turn."""
        self._marks.append(mark)

    def judge(self, judged: Judged) -> None:
        """A decision with its signals."""
        self._judged.append(judged)

    def secret(self, secret: Secret) -> None:
        """A secret that is issued or revoked."""
        self._secrets.append(secret)

    def state(self, loaded: Loaded[S]) -> S:
        """A loaded subject's state as this write has it so far."""
        change = self._changes.get(loaded.subject)
        if change is None:
            return loaded.state
        assert isinstance(change.state, type(loaded.state))
        return change.state

    def state_of(self, kind: type[S], name: str) -> S:
        """The state of a subject that is part of this write."""
        found = next(c.state for c in self._changes.values() if c.subject.id == name and isinstance(c.state, kind))
        assert isinstance(found, kind)
        return found

    def take(self, kind: type[E]) -> tuple[E, ...]:
        """Take out the effects of a kind that the flow itself turns into something else, such as words."""
        taken: list[E] = []
        for subject, change in self._changes.items():
            mine = tuple(effect for effect in change.effects if isinstance(effect, kind))
            if mine:
                taken.extend(mine)
                rest = tuple(effect for effect in change.effects if not isinstance(effect, kind))
                self._changes[subject] = replace(change, effects=rest)
        return tuple(taken)

    def commit(self, answer: Callable[[], Answer] | None = None) -> Commit | None:
        """All of it, with the answer that is recorded beside it; None where nothing happened.

        A subject without facts is expected, not changed.
        """
        changes = tuple(nudged(change) for change in self._told() if change.facts)
        if not changes:
            return None
        written = {change.subject for change in changes}
        for change in self._changes.values():
            if not change.facts and change.version:
                self._expects[change.subject] = Expect(subject=change.subject, version=change.version)
        return Commit(
            org=self.org,
            id=self.id,
            at=self.at,
            changes=changes,
            expects=tuple(expect for subject, expect in self._expects.items() if subject not in written),
            turns=tuple(self._turns),
            marks=tuple(self._marks),
            judged=tuple(self._judged),
            secrets=tuple(self._secrets),
            answer=answer() if answer else None,
        )

    def _told(self) -> Iterable[Change]:
        """The changes; where Handrail stands around the agent, it learns of decisions when it is asked."""
        states = (change.state for change in self._changes.values())
        around = {state.id for state in states if isinstance(state, Conversation) and state.around}
        if not around:
            return self._changes.values()
        return [_without_word(change, around) for change in self._changes.values()]

    def _add(self, subject: Subject, version: int, tip: bytes, outcome: Outcome[S], key: KeyId) -> S:
        before = self._changes.get(subject)
        self._changes[subject] = Change(
            subject=subject,
            # What was decided first rests on the version that was loaded first: a newer one is a conflict.
            version=before.version if before else version,
            tip=before.tip if before else tip,
            state=outcome.state,
            facts=(before.facts if before else ()) + outcome.facts,
            effects=(before.effects if before else ()) + outcome.effects,
            deadlines=(before.deadlines if before else ()) + outcome.deadlines,
            key=key,
        )
        return outcome.state


def _without_word(change: Change, around: Container[str]) -> Change:
    effects = tuple(e for e in change.effects if not (isinstance(e, TellAgent) and e.lane in around))
    return change if effects == change.effects else replace(change, effects=effects)
