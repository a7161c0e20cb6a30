"""Who works at Fernbrook: what they may do, can do, and are licensed for."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.routing.person import Authority, Credential, Person, Role, Skill, Status
from handrail_server.core.routing.rights import Right
from handrail_server.demo.places import (
    APPROVALS,
    BUSINESS_TEAM,
    CARE_TEAM,
    COMPLIANCE,
    EXPERIENCE,
    GENERAL,
    HEALTH,
    HEALTH_TEAM,
    RISK_TEAM,
    SALES,
    TIME_ZONE,
)

ADMINISTRATOR: Final = ("Ines Albrecht", "ines.albrecht@fernbrook.example")
LANGUAGES: Final = ("en", "de", "fr", "es", "pt")


def people(now: At) -> tuple[Person, ...]:
    """Everybody but the administrator who founds it. Licences are valid for a year from `now`, one of them is not."""
    return (*_care(now), *_business(now), *_health(now), *_risk(now))


def _care(now: At) -> Iterable[Person]:
    yield replace(
        _person("tomasz.wilk", "Tomasz Wilk", CARE_TEAM, (GENERAL, EXPERIENCE, APPROVALS), now),
        roles=(Role.SUPERVISOR, Role.APPROVER),
        skills=(Skill(name="customer-experience", level=8), Skill(name="returns", level=6)),
        authorities=(_authority("issue_refund", 2_000, "EUR"), _authority("give_credit", 500, "EUR")),
        capacity=3,
    )
    yield replace(
        _person("priya.raman", "Priya Raman", CARE_TEAM, (EXPERIENCE, GENERAL), now),
        rights=(Right.MONITOR, Right.TAKE_OVER),
        supervisor=PersonId("tomasz.wilk"),
        skills=(Skill(name="customer-experience", level=9), Skill(name="returns", level=8)),
        authorities=(_authority("issue_refund", 250, "EUR"), _authority("give_credit", 60, "EUR")),
    )
    yield replace(
        _person("jonas.keller", "Jonas Keller", CARE_TEAM, (GENERAL, EXPERIENCE), now),
        supervisor=PersonId("tomasz.wilk"),
        skills=(Skill(name="customer-experience", level=4), Skill(name="returns", level=5)),
        authorities=(_authority("issue_refund", 100, "EUR"), _authority("give_credit", 25, "EUR")),
    )
    yield replace(
        _person("aiko.mori", "Aiko Mori", CARE_TEAM, (GENERAL,), now),
        supervisor=PersonId("tomasz.wilk"),
        skills=(Skill(name="returns", level=3),),
    )


def _business(now: At) -> Iterable[Person]:
    yield replace(
        _person("clara.bianchi", "Clara Bianchi", BUSINESS_TEAM, (SALES,), now),
        roles=(Role.SUPERVISOR,),
        skills=(Skill(name="sales", level=10),),
        capacity=3,
    )
    yield replace(
        _person("daniel.osei", "Daniel Osei", BUSINESS_TEAM, (SALES,), now),
        supervisor=PersonId("clara.bianchi"),
        skills=(Skill(name="sales", level=8),),
        share=3,
    )


def _health(now: At) -> Iterable[Person]:
    yield replace(
        _person("leila.haddad", "Leila Haddad", HEALTH_TEAM, (HEALTH,), now),
        supervisor=PersonId("ruth.adeyemi"),
        skills=(Skill(name="health-billing", level=8),),
        credentials=(_licence("hipaa-billing", "HB-20417", now + 365 * DAY),),
    )
    yield replace(
        _person("sam.whitlock", "Sam Whitlock", HEALTH_TEAM, (HEALTH,), now),
        supervisor=PersonId("ruth.adeyemi"),
        skills=(Skill(name="health-billing", level=9),),
        credentials=(_licence("hipaa-billing", "HB-11873", now - 30 * DAY),),
    )


def _risk(now: At) -> Iterable[Person]:
    yield replace(
        _person("ruth.adeyemi", "Ruth Adeyemi", RISK_TEAM, (COMPLIANCE, APPROVALS), now),
        roles=(Role.SUPERVISOR,),
        skills=(Skill(name="payments", level=7),),
        capacity=3,
    )
    yield replace(
        _person("viktor.sandberg", "Viktor Sandberg", RISK_TEAM, (COMPLIANCE, APPROVALS), now),
        roles=(Role.REP, Role.APPROVER),
        supervisor=PersonId("ruth.adeyemi"),
        skills=(Skill(name="payments", level=9),),
        credentials=(
            _licence("wire-approval", "WA-3302", now + 365 * DAY),
            _licence("privacy", "PR-5519", now + 365 * DAY),
            _licence("regulated-advice", "RA-7740", now + 365 * DAY),
        ),
        authorities=(_authority("wire_transfer", 250_000, "USD"), _authority("*", 25_000, "EUR")),
    )
    yield replace(
        _person("marek.novak", "Marek Novak", RISK_TEAM, (GENERAL,), now),
        supervisor=PersonId("ruth.adeyemi"),
        skills=(Skill(name="payments", level=6), Skill(name="sales", level=6)),
    )
    yield replace(
        _person("helen.park", "Helen Park", RISK_TEAM, (), now), roles=(Role.AUDITOR,), supervisor=None, capacity=0
    )


def _person(name: str, called: str, team: TeamId, queues: tuple[QueueId, ...], now: At) -> Person:
    """A rep. Who misses an offer stays online: in a demo nobody sits at most of the desks."""
    return Person(
        id=PersonId(name),
        name=called,
        email=f"{name}@fernbrook.example",
        roles=(Role.REP,),
        team=team,
        queues=queues,
        languages=LANGUAGES,
        time_zone=TIME_ZONE,
        status_since=now,
        status_after_missed=Status.ONLINE,
    )


def _licence(kind: str, number: str, until: int) -> Credential:
    return Credential(kind=kind, number=number, valid_until=At(until))


def _authority(act: str, amount: int, currency: str) -> Authority:
    return Authority(act=act, up_to=Money(amount=Decimal(amount), currency=currency))
