"""What must be so before a commit is stored: the same checks, in the same order, on every engine.

An engine fills `Seen` with what is stored under the names that a write (or a group of writes) asks about, inside the
transaction that stores it; writes of one group see each other through `note`.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from handrail_server.adapters.store.rows import ActionRow, AnswerRow, PersonRow, TurnRow
from handrail_server.adapters.store.write import Guard, Write
from handrail_server.core.basics.errors import Conflict, Reused
from handrail_server.ports.writing import AlreadyAnswered, VersionConflict

Name = tuple[str, str, str]


class Kept(NamedTuple):
    """A recorded answer's digest and when it may be forgotten."""

    digest: str
    expires_at: int | None


class Call(NamedTuple):
    """The action that has a call's id, and the digest of its arguments."""

    action: str
    digest: str


@dataclass(slots=True)
class Seen:
    """What is stored: absent means free."""

    versions: dict[Name, int] = field(default_factory=dict)
    turns: dict[Name, str] = field(default_factory=dict)
    answers: dict[Name, Kept] = field(default_factory=dict)
    calls: dict[Name, Call] = field(default_factory=dict)
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)

    def check(self, write: Write) -> None:
        """Raise what forbids the write; an answer given before comes before everything else."""
        for answer in write.answers:
            self._check_answer(answer, write.at)
        for turn in write.turns:
            self._check_turn(turn)
        for guard in write.guards:
            self._check_version(guard)
        for action in write.actions:
            self._check_call(action)
        for person in write.people:
            self._check_address(person)

    def note(self, write: Write) -> None:
        """The write is stored: what follows in the same transaction must see it."""
        for subject in write.subjects:
            self.versions[subject[:3]] = subject.version
        for turn in write.turns:
            self.turns[turn.org, turn.conversation, turn.id] = turn.digest
        for answer in write.answers:
            self.answers[answer[:3]] = Kept(answer.digest, answer.expires_at)
        for action in write.actions:
            self.calls[action.org, action.conversation, action.call_id] = Call(action.id, action.digest)
        for person in write.people:
            self.addresses[person.org, person.email] = person.id

    def _check_answer(self, answer: AnswerRow, at: int) -> None:
        kept = self.answers.get(answer[:3])
        if kept is None or (kept.expires_at is not None and kept.expires_at <= at):
            return
        if kept.digest == answer.digest:
            raise AlreadyAnswered(fix="Ask for the recorded answer.")
        raise Reused("This key was used before with another body.", fix="Use a new key for a new request.")

    def _check_turn(self, turn: TurnRow) -> None:
        digest = self.turns.get((turn.org, turn.conversation, turn.id))
        if digest is None:
            return
        if digest == turn.digest:
            raise VersionConflict("This turn is stored already.")
        raise Reused("This turn's id was used before with other words.", field="id", fix="Give each turn its own id.")

    def _check_version(self, guard: Guard) -> None:
        found = self.versions.get(guard[:3], 0)
        if found != guard.version:
            raise VersionConflict(f"{guard.kind}/{guard.id} is at version {found}, not at {guard.version}.")

    def _check_call(self, action: ActionRow) -> None:
        call = self.calls.get((action.org, action.conversation, action.call_id))
        if call is None or call.action == action.id:
            return
        if call.digest == action.digest:
            raise VersionConflict("This call is stored already.")
        raise Reused(
            "This call's id was used before with another tool or other arguments.",
            field="call_id",
            fix="Give each call its own id.",
        )

    def _check_address(self, person: PersonRow) -> None:
        if self.addresses.get((person.org, person.email), person.id) != person.id:
            raise Conflict("Another person has this e-mail address.", field="email", fix="Use another address.")
