"""What the stories of routing start from."""

from collections.abc import Iterable
from dataclasses import replace

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, PersonId, PolicyVersion, QueueId, TeamId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.decision import Reason, Strength, Verdict, Waiting
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.hours import utc
from handrail_server.core.routing.person import Load, Person, Role, Status
from handrail_server.core.routing.queue import Organisation, Queue, Team

NOW = At(1_750_000_000_000)
ROUTER = system("routing")
CARE = QueueId("care")
SALES = QueueId("sales")
TO_CARE = Target(kind=TargetKind.QUEUE, id=CARE)
TO_SALES = Target(kind=TargetKind.QUEUE, id=SALES)


def after(seconds: float) -> At:
    return At(NOW + round(seconds * SECOND))


def rep(name: str, *loads: Load, queues: tuple[QueueId, ...] = (CARE,), status: Status = Status.ONLINE) -> Person:
    return Person(
        id=PersonId(name),
        name=name.title(),
        email=f"{name}@example.com",
        roles=(Role.REP,),
        queues=queues,
        status=status,
        status_since=after(-3_600),
        loads=loads,
    )


def load(case: str, units: int = 1, channel: str = "chat", *, offered: bool = False) -> Load:
    return Load(case=CaseId(case), units=units, channel=channel, offered=offered)


def queue(name: QueueId = CARE) -> Queue:
    return Queue(id=name, name=name.title())


def item(target: Target = TO_CARE) -> WorkItem:
    return WorkItem(channel="chat", language="en", requested_at=NOW, target_accept_at=after(120), target=target)


def case(name: str = "case_1", *, work: WorkItem | None = None, severity: str = "normal") -> Case:
    return Case(
        id=CaseId(name),
        kind=CaseKind.HAND_OVER,
        state=CaseState.QUEUED,
        conversation=ConversationId("conversation_1"),
        agent=AgentId("shop"),
        channel="chat",
        language="en",
        turn=None,
        decision=None,
        policy=PolicyVersion(1),
        reasons=(reason("explicit_request"),),
        route=route(),
        item=work or item(),
        waiting=Waiting.SILENT,
        queue=CARE,
        requested_at=(work or item()).requested_at,
        due_at=after(120),
        severity=severity,
    )


def reason(code: str) -> Reason:
    return Reason(code=code, strength=Strength.HARD, verdict=Verdict.HAND_OVER, rule=code, score=1.0, line=code)


def route(target: Target = TO_CARE, *fallbacks: Target) -> Route:
    return Route(id="care", target=target, fallbacks=fallbacks)


def house(*queues: Queue, teams: tuple[Team, ...] = (), on_call: tuple[str, ...] = ()) -> Organisation:
    return Organisation(
        id="acme",
        name="Acme",
        queues=queues or (queue(),),
        teams=teams,
        on_call=tuple(PersonId(name) for name in on_call),
        created_at=NOW,
    )


def around(
    people: Iterable[Person], organisation: Organisation | None = None, *, owner: str | None = None, now: At = NOW
) -> Surroundings:
    return Surroundings(
        organisation=organisation or house(),
        people={person.id: person for person in people},
        account_owner=PersonId(owner) if owner else None,
        now=now,
        offset=utc,
    )


def team(name: str, supervisor: str) -> Team:
    return Team(id=TeamId(name), name=name.title(), supervisor=PersonId(supervisor))


def boss(name: str, *, above: str | None = None) -> Person:
    return replace(rep(name, queues=()), roles=(Role.SUPERVISOR,), supervisor=PersonId(above) if above else None)
