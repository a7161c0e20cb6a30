"""A small ledger with known keys, for the tests of this folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from handrail_server.core.basics.actors import ActorKind, agent, customer
from handrail_server.core.basics.facts import Body, Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, CommitId, CustomerId, OrgId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.ledger.checkpoint import Signer, checkpoint_of
from handrail_server.ledger.cipher import DataKey
from handrail_server.ledger.export import Earlier, Entry, Export
from handrail_server.ledger.record import FactRecord, Place, record_fact
from handrail_server.ledger.tree import Tree, leaf_hash

ORG = OrgId("acme")
KEY = DataKey(bytes(range(32)))
SIGNER = Signer(bytes(range(32, 64)))
NONCE = bytes(range(12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One thing noticed."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnHeard(Fact):
    """A turn was heard."""

    number: int
    author: ActorKind
    late: bool
    amount: Money | None
    limit: Decimal
    noticed: tuple[Noticed, ...]
    text: Body[str]
    spans: Body[tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Fact):
    """A case was opened."""

    reasons: tuple[str, ...]


HEARD = TurnHeard(
    by=customer(CustomerId("c-7"), reported_by=AgentId("bot")),
    at=At(1_700_000_000_000),
    number=3,
    author=ActorKind.CUSTOMER,
    late=False,
    amount=Money(amount=Decimal("12.50"), currency="EUR"),
    limit=Decimal(100),
    noticed=(Noticed(name="anger", score=0.87654),),
    text="Ça suffit 😡",
)
OPENED = CaseOpened(by=agent(AgentId("bot")), at=At(1_700_000_000_001), reasons=("anger", "loop"))


def place(kind: SubjectKind = SubjectKind.CONVERSATION, subject: str = "cv1", commit: str = "k1") -> Place:
    return Place(org=ORG, commit=CommitId(commit), subject=Subject(kind=kind, id=subject))


def ledger(entries: int, *, subjects: int = 3) -> list[FactRecord]:
    """That many facts of so many subjects in turn; every third fact has content, and each commit two facts."""
    tips: dict[int, Place] = {}
    records = []
    for number in range(entries):
        at = tips.get(number % subjects, place(SubjectKind.CASE, f"s{number % subjects}"))
        at = Place(org=at.org, commit=CommitId(f"k{number // 2}"), subject=at.subject, version=at.version, prev=at.prev)
        records.append(record_fact(OPENED if number % 3 else HEARD, at, KEY, nonce=NONCE))
        tips[number % subjects] = at.after(records[-1])
    return records


def tree_of(records: Iterable[FactRecord]) -> Tree:
    return Tree(leaf_hash(record.hash) for record in records)


def note(records: list[FactRecord], size: int | None = None) -> str:
    size = len(records) if size is None else size
    return SIGNER.sign(checkpoint_of(ORG, size, tree_of(records).root(size)))


def complete_export(records: list[FactRecord]) -> bytes:
    header = Export(org=ORG, checkpoint=note(records), public_key=SIGNER.public_key(ORG), entries=len(records))
    return b"".join(header.lines(_entry(number, record) for number, record in enumerate(records)))


def partial_export(records: list[FactRecord], numbers: list[int], *, earlier: int | None = None) -> bytes:
    tree = tree_of(records)
    header = Export(
        org=ORG,
        checkpoint=note(records),
        public_key=SIGNER.public_key(ORG),
        entries=len(numbers),
        complete=False,
        earlier=None
        if earlier is None
        else Earlier(checkpoint=note(records, earlier), proof=tree.consistency(earlier)),
    )
    return b"".join(header.lines(_entry(number, records[number], tree.inclusion(number)) for number in numbers))


def _entry(number: int, record: FactRecord, proof: list[bytes] | None = None) -> Entry:
    return Entry(number=number, head=record.head, hash=record.hash, body=record.body, proof=proof)
