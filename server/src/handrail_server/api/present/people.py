"""People on the wire, and what they send about people."""

from decimal import Decimal

from handrail_server.api.moments import parsed, shown
from handrail_server.api.wire.people import AuthorityShape, CredentialShape, PersonReply
from handrail_server.api.wire.shape import Amount
from handrail_server.core.basics.money import Money
from handrail_server.core.routing.person import Authority, Credential, Person, Skill
from handrail_server.core.routing.rights import Right, may
from handrail_server.ports.writing import Loaded


def person_reply(loaded: Loaded[Person], viewer: Person) -> PersonReply:
    """A person as `viewer` may see them: licences only to those who manage people, and to themselves."""
    person = loaded.state
    whole = person.id == viewer.id or may(viewer, Right.MANAGE_PEOPLE)
    return PersonReply(
        id=person.id,
        name=person.name,
        email=person.email,
        roles=tuple(role.value for role in person.roles),
        rights=person.rights,
        team=person.team,
        supervisor=person.supervisor,
        queues=tuple(person.queues),
        skills={skill.name: skill.level for skill in person.skills},
        credentials=tuple(_credential(each) for each in person.credentials) if whole else (),
        authorities=tuple(_authority(each) for each in person.authorities),
        languages=person.languages,
        time_zone=person.time_zone,
        slack=person.slack,
        means=tuple(means.value for means in person.means),
        status=person.status.value,
        status_since=shown(person.status_since),
        channels=person.channels,
        channel_limits=person.channel_limits or {},
        share=person.share,
        capacity=person.capacity,
        used=person.used,
        active=person.active,
        version=loaded.version,
    )


def skills_of(given: dict[str, int]) -> tuple[Skill, ...]:
    """Skills as sent."""
    return tuple(Skill(name=name, level=level) for name, level in sorted(given.items()))


def credentials_of(given: tuple[CredentialShape, ...]) -> tuple[Credential, ...]:
    """Licences as sent."""
    return tuple(
        Credential(
            kind=each.kind,
            number=each.number,
            jurisdiction=each.jurisdiction,
            valid_until=parsed(each.valid_until, field=f"credentials[{index}].valid_until"),
        )
        for index, each in enumerate(given)
    )


def authorities_of(given: tuple[AuthorityShape, ...]) -> tuple[Authority, ...]:
    """Limits of authority as sent."""
    return tuple(
        Authority(act=each.act, up_to=Money(amount=Decimal(each.up_to.amount), currency=each.up_to.currency))
        for each in given
    )


def _credential(given: Credential) -> CredentialShape:
    return CredentialShape(
        kind=given.kind, number=given.number, jurisdiction=given.jurisdiction, valid_until=shown(given.valid_until)
    )


def _authority(given: Authority) -> AuthorityShape:
    up_to = Amount(amount=f"{given.up_to.amount:f}", currency=given.up_to.currency)
    return AuthorityShape(act=given.act, up_to=up_to)
