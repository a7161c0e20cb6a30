"""Who acts, on what, and everything that one verb changes: one outcome for each subject, committed together."""

from collections.abc import Mapping
from dataclasses import dataclass

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.held import Mark
from handrail_server.core.turns.turn import Turn, TurnStatus

Crew = Mapping[PersonId, Person]
"""The people who carry the case: all that `concerned` names. Others in it are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The person who acts, how they signed in, and when. Rights are read from the live person."""

    person: Person
    by: Actor
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a verb did, by subject. A subject that is absent is untouched; an outcome without facts changes nothing."""

    case: Outcome[Case] | None = None
    conversation: Outcome[Conversation] | None = None
    action: Outcome[Action] | None = None
    people: tuple[Outcome[Person], ...] = ()
    others: tuple[Outcome[Case], ...] = ()
    """Further cases: linked ones."""
    opened: Outcome[Case] | None = None
    """A case that the verb created: it must not exist yet."""
    turns: tuple[tuple[Turn, TurnStatus], ...] = ()
    """New turns, numbered."""
    marks: tuple[Mark, ...] = ()
    """What became of earlier drafts."""


def concerned(case: Case) -> tuple[PersonId, ...]:
    """Whose capacity the case takes: its owner's, and that of everybody it is offered to."""
    owner = () if case.owner is None else (case.owner,)
    return tuple(dict.fromkeys((*owner, *(offer.person for offer in case.offers))))
