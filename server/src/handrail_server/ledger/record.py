"""How a fact becomes the record that the ledger keeps. The format is for ever; known answers guard it in the tests.

The head is canonical JSON and the fact's hash is its SHA-256. The head names the hash of the subject's previous fact
and the digest of the body's **ciphertext**, so the proofs stay when the key is destroyed.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.facts import Fact, Subject
from handrail_server.core.basics.ids import CommitId, KeyId, OrgId
from handrail_server.ledger.cipher import DataKey
from handrail_server.ledger.shape import shape
from handrail_server.ledger.writing import turned, written

FORMAT: Final = 1
NO_FACT: Final = bytes(32)
"""The previous hash of a subject's first fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact goes: its subject's `version`, after the fact whose hash is `prev`."""

    org: OrgId
    commit: CommitId
    subject: Subject
    version: int = 1
    prev: bytes = NO_FACT

    def after(self, recorded: "FactRecord") -> "Place":
        """The place of the next fact of the same subject and commit."""
        return Place(
            org=self.org, commit=self.commit, subject=self.subject, version=self.version + 1, prev=recorded.hash
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecord:
    """One fact as it is stored and proved."""

    subject: Subject
    version: int
    verb: str
    head: bytes
    """Canonical JSON, without customer text."""
    hash: bytes
    """SHA-256 of the head."""
    body: bytes | None
    """Nonce and ciphertext of the content; None where the fact has none."""
    key_id: KeyId | None


def record_facts(facts: Iterable[Fact], first: Place, key: DataKey | None = None) -> tuple[FactRecord, ...]:
    """The records of one change's facts, chained from `first` on."""
    records: list[FactRecord] = []
    place = first
    for fact in facts:
        records.append(record_fact(fact, place, key))
        place = place.after(records[-1])
    return tuple(records)


def record_fact(fact: Fact, place: Place, key: DataKey | None = None, *, nonce: bytes | None = None) -> FactRecord:
    """The record of one fact; `key` may be None only where the fact has no content."""
    content = _content(fact)
    if content is not None and key is None:
        raise ValueError(f"{fact.verb} has content and no key was given to seal it.")
    sealing = key if content is not None else None
    body = None
    if content is not None and sealing is not None:
        body = sealing.seal(content, bound_to(place.org, place.subject, place.version), nonce=nonce)
    head = written(_head(fact, place, body, sealing))
    return FactRecord(
        subject=place.subject,
        version=place.version,
        verb=fact.verb,
        head=head,
        hash=hashlib.sha256(head).digest(),
        body=body,
        key_id=sealing.id if sealing else None,
    )


def bound_to(org: OrgId, subject: Subject, version: int) -> bytes:
    """What a body's ciphertext is bound to. An array, since ids may hold any character that could part a path."""
    return written([org, subject.kind, subject.id, version])


def _content(fact: Fact) -> bytes | None:
    """The canonical body; None where no field of it is set."""
    of = type(fact)
    values = turned(of, fact, tuple(shape(of).body))
    if all(value is None for value in values.values()):
        return None
    return written(values)


def _head(fact: Fact, place: Place, body: bytes | None, key: DataKey | None) -> dict[str, object]:
    of = type(fact)
    return {
        "v": FORMAT,
        "org": place.org,
        "commit": place.commit,
        "subject": {"kind": place.subject.kind, "id": place.subject.id, "version": place.version},
        "fact": fact.verb,
        "at": fact.at,
        "by": turned(Actor, fact.by),
        "data": turned(of, fact, tuple(shape(of).head)),
        "body": {"key": key.id, "digest": hashlib.sha256(body).hexdigest()} if body and key else None,
        "prev": place.prev.hex(),
    }
