"""All that is known of a case or conversation, read for one viewer: what is sealed to them is covered first."""

from dataclasses import dataclass, replace
from typing import TypeVar

from handrail_server.api.endpoint import Call
from handrail_server.api.viewing import Seals, Seen, Viewer
from handrail_server.core.basics.ids import ConversationId, OrgId, TurnNumber
from handrail_server.core.cases.assemble import Material
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import OPEN
from handrail_server.core.cases.redaction import Redactor, redactor
from handrail_server.core.policy.decision import Decision, Reason
from handrail_server.core.policy.route import Target, TargetKind
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.turn import Saying, Turn, TurnStatus
from handrail_server.core.turns.written import COVER
from handrail_server.house.house import House
from handrail_server.ports.reading import StoredTurn

B = TypeVar("B")
PAGE = 500
REACHED = (TurnStatus.SAID, TurnStatus.RELEASED)

Readings = dict[TurnNumber, tuple[Signal, ...]]


async def stored_turns(
    house: House, org: OrgId, conversation: ConversationId, *, until: int | None = None
) -> tuple[StoredTurn, ...]:
    """The turns from the first on, up to and including number `until`."""
    found: list[StoredTurn] = []
    while True:
        after = found[-1].turn.number if found else 0
        page = await house.library.turns(org, conversation, after=after, limit=PAGE)
        found.extend(page)
        if len(page) < PAGE or (until is not None and page[-1].turn.number >= until):
            return tuple(each for each in found if until is None or each.turn.number <= until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the turns say to a viewer, and what was noticed in those that are not sealed to them."""

    turns: tuple[Turn, ...]
    readings: Readings
    decisions: tuple[Decision, ...]
    hidden: frozenset[TurnNumber]


def told(stored: tuple[StoredTurn, ...], seals: Seals) -> Told:
    """The turns with what is sealed covered."""
    hidden = frozenset(each.turn.number for each in stored if seals.hides(each.turn.received_at))
    judged = [each for each in stored if each.judged is not None]
    return Told(
        turns=tuple(_covered(_heard(each)) if each.turn.number in hidden else _heard(each) for each in stored),
        readings={
            each.turn.number: each.judged.signals
            for each in judged
            if each.judged is not None and each.turn.number not in hidden
        },
        decisions=tuple(each.judged.decision for each in judged if each.judged is not None),
        hidden=hidden,
    )


def redactor_for(seen: Seen, said: Told) -> Redactor:
    """What of these turns is covered for the viewer."""
    return redactor(said.turns, said.readings, reads_regulated=seen.uncovered, reads_personal=seen.reads_personal)


async def material_of(call: Call[B], viewer: Viewer, case: Case, seen: Seen) -> Material:
    """What a packet is made of. A case that is sealed to the viewer needs no more than itself."""
    house, org = call.house, call.caller.org
    if not viewer.reads(case):
        return Material(case=case, conversation=seen.conversation, turns=())
    said = told(await stored_turns(house, org, case.conversation), seen.seals)
    profile, stale = None, False
    if case.customer is not None:
        profile, stale = await house.customers.profile(org, case.customer, now=call.now)
    actions = await house.library.actions(org, case.conversation)
    return Material(
        case=replace(case, reasons=tuple(_unquoted(reason, said.hidden) for reason in case.reasons)),
        conversation=seen.conversation,
        turns=said.turns,
        readings=said.readings,
        decisions=said.decisions,
        actions=tuple(_silent(action) if seen.seals.hides(action.requested_at) else action for action in actions),
        target=await _called(house, org, case.item.target),
        approvals=tuple(each for each in seen.cases if each.asked and each.state in OPEN and viewer.reads(each)),
        profile=profile,
        profile_stale=stale,
    )


async def _called(house: House, org: OrgId, target: Target) -> str | None:
    """What a queue or person of this id is called."""
    if target.id is None:
        return None
    if target.kind is TargetKind.PERSON:
        person = await house.journal.find(org, Person, target.id)
        return person.state.name if person else None
    queues = (await house.journal.load(org, Organisation, org)).state.queues
    return next((queue.name for queue in queues if queue.id == target.id), None)


def _heard(stored: StoredTurn) -> Turn:
    """A draft that went out was said, like any other turn."""
    return replace(stored.turn, saying=Saying.SAID) if stored.status in REACHED else stored.turn


def _covered(turn: Turn) -> Turn:
    return replace(
        turn,
        text=COVER * len(turn.text),
        intent=None,
        attachments=(),
        sources=(),
        captured=(),
        tool_calls=(),
        signals=(),
        error=None,
    )


def _unquoted(reason: Reason, hidden: frozenset[TurnNumber]) -> Reason:
    """The reason without the words of turns that are hidden."""
    kept = tuple(replace(each, value=None) if each.turn in hidden else each for each in reason.evidence)
    return replace(reason, evidence=kept)


def _silent(action: Action) -> Action:
    return replace(action, result=None, error=None)
