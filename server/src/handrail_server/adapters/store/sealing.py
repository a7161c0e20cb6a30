"""A commit as rows: facts sealed, states written, index rows derived. It runs in the caller, never in the writer."""

from collections.abc import Mapping
from itertools import chain

from handrail_server.adapters.store.codec import Codec, digest_of, written
from handrail_server.adapters.store.indexes import action_row, case_row, conversation_row, person_row
from handrail_server.adapters.store.rows import (
    AnswerRow,
    DeadlineRow,
    FactRow,
    JudgedRow,
    MarkRow,
    ParcelRow,
    SecretRow,
    SubjectRow,
    TurnRow,
    UnplacedRow,
)
from handrail_server.adapters.store.write import Guard, Write
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import KeyId
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.ledger.cipher import DataKey
from handrail_server.ledger.record import Place, record_facts
from handrail_server.ports.writing import Change, Commit


def sealed(commit: Commit, codec: Codec, keys: Mapping[KeyId, DataKey]) -> Write:
    """The rows of a commit; raises ValueError where a change has no facts or a subject changes twice."""
    _check(commit)
    facts = {change.subject: _fact_rows(commit, change, keys.get(change.key)) for change in commit.changes}
    all_facts = tuple(chain.from_iterable(facts.values()))
    states = [change.state for change in commit.changes]
    org = commit.org
    return Write(
        at=commit.at,
        guards=_guards(commit),
        subjects=tuple(_subject_row(commit, change, facts[change.subject][-1]) for change in commit.changes),
        facts=all_facts,
        unplaced=_unplaced(commit, all_facts),
        turns=tuple(
            TurnRow(org, turn.conversation, turn.number, turn.id, digest_of(turn), status, written(turn))
            for turn, status in commit.turns
        ),
        marks=tuple(MarkRow(org, mark.conversation, mark.number, mark.status) for mark in commit.marks),
        judged=tuple(
            JudgedRow(org, judged.decision.id, judged.conversation, judged.decision.turn, written(judged))
            for judged in commit.judged
        ),
        conversations=tuple(conversation_row(org, state) for state in states if isinstance(state, Conversation)),
        cases=tuple(case_row(org, state) for state in states if isinstance(state, Case)),
        actions=tuple(action_row(org, state) for state in states if isinstance(state, Action)),
        people=tuple(person_row(org, state) for state in states if isinstance(state, Person)),
        parcels=_parcels(commit, codec),
        deadlines=tuple(
            DeadlineRow(org, deadline.subject.kind.value, deadline.subject.id, deadline.name, deadline.due_at)
            for change in commit.changes
            for deadline in change.deadlines
        ),
        answers=_answers(commit),
        secrets=tuple(
            SecretRow(org, s.id, s.kind, s.holder, s.hash, s.created_at, s.expires_at, s.revoked_at, s.note)
            for s in commit.secrets
        ),
    )


def _check(commit: Commit) -> None:
    subjects = [change.subject for change in commit.changes]
    if len(set(subjects)) < len(subjects):
        raise ValueError("A commit changes each subject once: join the outcomes with `then`.")
    for change in commit.changes:
        if not change.facts:
            raise ValueError(f"{change.subject} would change without a fact.")


def _guards(commit: Commit) -> tuple[Guard, ...]:
    changed = [(change.subject, change.version) for change in commit.changes]
    expected = [(expect.subject, expect.version) for expect in commit.expects]
    return tuple(Guard(commit.org, subject.kind.value, subject.id, version) for subject, version in changed + expected)


def _fact_rows(commit: Commit, change: Change, key: DataKey | None) -> tuple[FactRow, ...]:
    first = Place(org=commit.org, commit=commit.id, subject=change.subject, version=change.version + 1, prev=change.tip)
    return tuple(
        FactRow(
            org=commit.org,
            kind=change.subject.kind.value,
            id=change.subject.id,
            version=record.version,
            commit_id=commit.id,
            verb=record.verb,
            at=fact.at,
            head=record.head.decode(),
            key_id=record.key_id,
            body=record.body,
            hash=record.hash,
        )
        for fact, record in zip(change.facts, record_facts(change.facts, first, key), strict=True)
    )


def _subject_row(commit: Commit, change: Change, last: FactRow) -> SubjectRow:
    subject = change.subject
    return SubjectRow(commit.org, subject.kind.value, subject.id, last.version, last.hash, written(change.state))


def _unplaced(commit: Commit, facts: tuple[FactRow, ...]) -> tuple[UnplacedRow, ...]:
    if not facts:
        return ()
    return (UnplacedRow(commit.org, commit.id, written([fact[1:4] for fact in facts])),)


def _parcels(commit: Commit, codec: Codec) -> tuple[ParcelRow, ...]:
    effects = chain.from_iterable(change.effects for change in commit.changes)
    return tuple(
        ParcelRow(
            org=commit.org,
            id=f"{commit.id}.{number}",
            lane=effect.lane,
            destination=effect.destination,
            epoch=_epoch(effect),
            kind=codec.check_effect(effect),
            payload=written(effect),
            created_at=commit.at,
            due_at=commit.at,
        )
        for number, effect in enumerate(effects)
    )


def _epoch(effect: Effect) -> int | None:
    """The epoch that an agent's words must still find (law 1); words of people and of the system are always sent."""
    if isinstance(effect, DeliverWords) and effect.author is ActorKind.AGENT:
        return effect.epoch
    return None


def _answers(commit: Commit) -> tuple[AnswerRow, ...]:
    answer = commit.answer
    if answer is None:
        return ()
    kept = (answer.scope, answer.key, answer.digest, answer.status, answer.body, answer.expires_at)
    return (AnswerRow(commit.org, *kept),)
