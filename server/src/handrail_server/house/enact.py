"""Putting into the write what a person's verb, or a deadline, did: every subject, every turn, and the words it owes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.work.work import Crew, Work, concerned
from handrail_server.house.house import House
from handrail_server.house.scene import Scene, organisation_key
from handrail_server.house.telling import tell
from handrail_server.house.write import Write
from handrail_server.ports.writing import Expect, Loaded, TurnMark


@dataclass(slots=True, kw_only=True)
class Hands:
    """The loaded people whose capacity a case takes, and whoever acts on it."""

    people: dict[PersonId, Loaded[Person]] = field(default_factory=dict)

    @property
    def crew(self) -> Crew:
        """The people as the work room sees them."""
        return {name: loaded.state for name, loaded in self.people.items()}


async def hands_of(house: House, write: Write, *cases: Case | None, more: tuple[PersonId, ...] = ()) -> Hands:
    """Everybody whom these cases concern, and `more`.

    They are expected as they were read, also where nothing of theirs changes: who seems to carry nothing of a case
    that was read a moment later would otherwise go on carrying it for ever.
    """
    named = [person for case in cases if case is not None for person in concerned(case)]
    hands = Hands()
    for person in dict.fromkeys((*named, *more)):
        found = await house.journal.find(write.org, Person, person)
        if found is not None:
            hands.people[person] = found
            write.expect((Expect(subject=found.subject, version=found.version),))
    return hands


async def enact(
    scene: Scene,
    work: Work,
    *,
    case: Loaded[Case] | None,
    hands: Hands,
    action: Loaded[Action] | None = None,
    others: Mapping[CaseId, Loaded[Case]] | None = None,
) -> None:
    """Collect all that the verb changed, and say to the customer what it owes them."""
    write, key = scene.write, scene.conversation.key
    if work.case is not None and case is not None:
        write.change(case, work.case, key=key)
    if work.opened is not None:
        write.create(Subject(kind=SubjectKind.CASE, id=work.opened.state.id), work.opened, key=key)
    if work.action is not None and action is not None:
        write.change(action, work.action, key=key)
    if work.conversation is not None:
        scene.apply(work.conversation)
    await carry(scene, work.people, hands)
    for other in work.others:
        write.change((others or {})[other.state.id], other, key=key)
    for turn, status in work.turns:
        write.turn(turn, status.value)
    for mark in work.marks:
        write.mark(TurnMark(conversation=scene.conversation.id, number=mark.number, status=mark.status.value))
    await tell(scene)


async def carry(scene: Scene, people: tuple[Outcome[Person], ...], hands: Hands) -> None:
    """What the work means for people's capacity."""
    if not people:
        return
    key = await organisation_key(scene.house, scene.write)
    for outcome in people:
        scene.write.change(hands.people[outcome.state.id], outcome, key=key)
