"""A recorded fact, read back: its head as typed values, its content with the key."""

import hashlib
import json
from dataclasses import dataclass

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CommitId, KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ledger.cipher import CannotOpen, DataKey
from handrail_server.ledger.record import bound_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a fact's head says. `data` and `by` hold it as on the wire: numbers that are not whole are strings."""

    org: OrgId
    commit: CommitId
    subject: Subject
    version: int
    fact: str
    at: At
    by: dict[str, str | None]
    data: dict[str, object]
    key_id: KeyId | None
    """The key of the body; None where the fact has no content."""
    body_digest: str | None
    prev: bytes


def read_head(head: bytes) -> Head:
    """The head of a fact that this server recorded."""
    read = json.loads(head)
    body = read["body"] or {"key": None, "digest": None}
    return Head(
        org=OrgId(read["org"]),
        commit=CommitId(read["commit"]),
        subject=Subject(kind=SubjectKind(read["subject"]["kind"]), id=read["subject"]["id"]),
        version=read["subject"]["version"],
        fact=read["fact"],
        at=At(read["at"]),
        by=read["by"],
        data=read["data"],
        key_id=body["key"],
        body_digest=body["digest"],
        prev=bytes.fromhex(read["prev"]),
    )


def open_body(head: Head, body: bytes, key: DataKey) -> dict[str, object]:
    """A fact's content; raises CannotOpen where body or key are not those that the head names."""
    if hashlib.sha256(body).hexdigest() != head.body_digest or key.id != head.key_id:
        raise CannotOpen("The head names another body or another key.")
    content = json.loads(key.open(body, bound_to(head.org, head.subject, head.version)))
    assert isinstance(content, dict)  # sealed by record_fact, as an object
    return content
