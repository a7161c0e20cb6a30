"""Who may be offered a piece of work, and the one reason why not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.eligibility import Exclusion, ineligible
from handrail_server.core.routing.person import Credential, Person, Role, Skill, Status
from handrail_server.core.routing.rights import Right
from server.tests.core.routing.given import NOW, SALES, after, item, load, queue, rep

ANA = rep("ana")


def licence(kind: str = "broker", jurisdiction: str | None = None, *, expired: bool = False) -> Credential:
    return Credential(kind=kind, number="7", jurisdiction=jurisdiction, valid_until=after(-1 if expired else 1_000))


def test_somebody_online_in_the_queue_with_room_is_eligible() -> None:
    assert ineligible(ANA, item(), queue(), now=NOW) is None


@pytest.mark.parametrize(
    ("person", "work", "why"),
    [
        (replace(ANA, active=False), item(), Exclusion.INACTIVE),
        (ANA, replace(item(), barred=(ANA.id,)), Exclusion.BARRED),
        (replace(ANA, queues=(SALES,)), item(), Exclusion.QUEUE),
        (replace(ANA, roles=(Role.AUDITOR,)), item(), Exclusion.RIGHT),
        (replace(ANA, status=Status.AWAY), item(), Exclusion.PRESENCE),
        (replace(ANA, status=Status.BUSY), item(), Exclusion.PRESENCE),
        (replace(ANA, channels=("email",)), item(), Exclusion.CHANNEL),
        (replace(ANA, channel_limits={"chat": 0}), item(), Exclusion.CHANNEL_LIMIT),
        (rep("ana", load("other", units=5)), item(), Exclusion.CAPACITY),
        (ANA, replace(item(), weight=6), Exclusion.CAPACITY),
        (replace(ANA, languages=("de",)), item(), Exclusion.LANGUAGE),
        (ANA, replace(item(), skills=(SkillNeed(skill="refunds"),)), Exclusion.SKILL),
        (
            replace(ANA, skills=(Skill(name="refunds", level=4),)),
            replace(item(), skills=(SkillNeed(skill="refunds", level=5),)),
            Exclusion.SKILL,
        ),
        (ANA, replace(item(), credentials=("broker",)), Exclusion.CREDENTIAL_MISSING),
        (
            replace(ANA, credentials=(licence(expired=True),)),
            replace(item(), credentials=("broker",)),
            Exclusion.CREDENTIAL_EXPIRED,
        ),
        (
            replace(ANA, credentials=(licence(jurisdiction="CA"),)),
            replace(item(), credentials=("broker:NY",)),
            Exclusion.CREDENTIAL_JURISDICTION,
        ),
        (
            ANA,
            replace(item(), preferred=PersonId("ben"), preferred_required=True),
            Exclusion.NOT_PREFERRED,
        ),
    ],
)
def test_each_lack_has_its_own_name(person: Person, work: WorkItem, why: Exclusion) -> None:
    assert ineligible(person, work, queue(), now=NOW) is why


def test_a_decliner_is_excluded_by_that_name() -> None:
    assert ineligible(ANA, item(), queue(), now=NOW, declined=(ANA.id,)) is Exclusion.DECLINED


def test_an_approval_asks_for_the_right_to_decide() -> None:
    assert ineligible(ANA, item(), queue(), now=NOW, right=Right.DECIDE) is Exclusion.RIGHT


def test_a_named_person_is_asked_outside_their_queues() -> None:
    work = replace(item(), preferred=ANA.id, preferred_required=True)
    assert ineligible(replace(ANA, queues=()), work, queue(), now=NOW) is None


@pytest.mark.parametrize("held", [licence(), licence(jurisdiction="NY")])
def test_a_licence_covers_its_jurisdiction_or_without_one_all(held: Credential) -> None:
    work = replace(item(), credentials=("broker:NY",))
    assert ineligible(replace(ANA, credentials=(licence(jurisdiction="CA"), held)), work, queue(), now=NOW) is None


@pytest.mark.parametrize("spoken", [("es",), ("de", "es-MX"), ()])
def test_a_region_of_a_language_is_the_language_and_nothing_declared_is_any(spoken: tuple[str, ...]) -> None:
    person = replace(ANA, languages=spoken)
    assert ineligible(person, replace(item(), language="es-ES"), queue(), now=NOW) is None


def test_a_reason_that_lasts_is_named_before_one_that_passes() -> None:
    """Whether waiting can help depends on it."""
    away: Callable[[Person], Person] = lambda person: replace(person, status=Status.OFFLINE)  # noqa: E731
    assert ineligible(away(replace(ANA, queues=())), item(), queue(), now=NOW) is Exclusion.QUEUE
