"""Stories told as heads: real facts through the ledger's own record, so that nothing but heads is ever read."""

import json
from collections import defaultdict
from collections.abc import Sequence

from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import CommitId, OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.head import Head
from handrail_server.ledger.cipher import DataKey
from handrail_server.ledger.record import Place, record_facts

KEY = DataKey(bytes(32))


class Ledger:
    """Facts in the order in which they were committed, read back as heads."""

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self._versions: dict[str, int] = defaultdict(int)

    def case(self, outcome: Outcome[Case]) -> Case:
        self.write(SubjectKind.CASE, outcome.state.id, outcome.facts)
        return outcome.state

    def write(self, kind: SubjectKind, subject_id: str, facts: Sequence[Fact]) -> None:
        subject = Subject(kind=kind, id=subject_id)
        first = Place(
            org=OrgId("org"), commit=CommitId("commit"), subject=subject, version=self._versions[str(subject)] + 1
        )
        for record in record_facts(facts, first, KEY):
            self._versions[str(subject)] = record.version
            self.heads.append(_head(subject, record.head))


def _head(subject: Subject, head: bytes) -> Head:
    told = json.loads(head)
    return Head(
        subject=subject,
        version=told["subject"]["version"],
        verb=told["fact"],
        at=told["at"],
        by=told["by"],
        data=told["data"],
    )
