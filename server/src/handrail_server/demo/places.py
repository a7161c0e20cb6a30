"""Where Fernbrook's cases wait, and the teams of the people who take them."""

from typing import Final

from handrail_server.core.basics.ids import OrgId, PersonId, QueueId, TeamId
from handrail_server.core.routing.queue import Choice, Queue, Team

ORG: Final = OrgId("fernbrook")
NAME: Final = "Fernbrook Cooperative"
TIME_ZONE: Final = "Europe/Dublin"
ON_CALL: Final = (PersonId("tomasz.wilk"), PersonId("ruth.adeyemi"))

GENERAL: Final = QueueId("general")
EXPERIENCE: Final = QueueId("customer-experience")
SALES: Final = QueueId("sales")
HEALTH: Final = QueueId("health-billing")
COMPLIANCE: Final = QueueId("compliance")
APPROVALS: Final = QueueId("approvals")

CARE_TEAM: Final = TeamId("member-care")
BUSINESS_TEAM: Final = TeamId("business")
HEALTH_TEAM: Final = TeamId("health-plan")
RISK_TEAM: Final = TeamId("risk")

QUEUES: Final = (
    Queue(id=GENERAL, name="Member care", department="care", owner=PersonId("tomasz.wilk"), ageing_seconds=600),
    Queue(
        id=EXPERIENCE,
        name="Customer experience",
        department="care",
        owner=PersonId("tomasz.wilk"),
        choice=Choice.LONGEST_IDLE,
        overflow=GENERAL,
        wrap_up_seconds=120,
    ),
    Queue(
        id=SALES, name="Business sales", department="business", owner=PersonId("clara.bianchi"), choice=Choice.WEIGHTED
    ),
    Queue(id=HEALTH, name="Health plan billing", department="health", owner=PersonId("ruth.adeyemi")),
    Queue(id=COMPLIANCE, name="Compliance", department="risk", owner=PersonId("ruth.adeyemi"), wrap_up_seconds=300),
    Queue(id=APPROVALS, name="Approvals", department="risk", owner=PersonId("ruth.adeyemi"), push=False),
)
TEAMS: Final = (
    Team(id=CARE_TEAM, name="Member care", supervisor=PersonId("tomasz.wilk")),
    Team(id=BUSINESS_TEAM, name="Fernbrook for Business", supervisor=PersonId("clara.bianchi")),
    Team(id=HEALTH_TEAM, name="Health plan", supervisor=PersonId("ruth.adeyemi")),
    Team(id=RISK_TEAM, name="Risk and compliance", supervisor=PersonId("ruth.adeyemi")),
)
SKILLS: Final = ("customer-experience", "health-billing", "payments", "returns", "sales")
