"""The organisation's published policies, told by the facts of its policy, oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId, PolicyVersion
from handrail_server.core.basics.time import At
from handrail_server.core.learning.threshold_history import Published
from handrail_server.core.policy.document import Policy
from handrail_server.house.house import House
from handrail_server.ports.reading import Head

PAGE = 500
_UNNUMBERED = PolicyVersion(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A default that somebody chose as it stood."""

    setting: str
    version: int
    by: str
    at: At


async def published_policies(house: House, org: OrgId) -> tuple[tuple[Published, ...], tuple[Adopted, ...]]:
    """Every publication, and every default that was adopted."""
    drafted: dict[int, tuple[str, str | None]] = {}
    published: list[Published] = []
    adopted: list[Adopted] = []
    for head, body in await _facts(house, org):
        version = _whole(head.data.get("version"))
        by = head.by.get("id") or ""
        if head.verb == "PolicyDrafted":
            drafted[version] = (by, _text((body or {}).get("why")))
        elif head.verb == "ThresholdAdopted":
            setting = _text(head.data.get("setting")) or ""
            adopted.append(Adopted(setting=setting, version=version, by=by, at=head.at))
        elif head.verb == "PolicyPublished":
            author, why = drafted.get(version, (by, None))
            replaces = head.data.get("replaces")
            published.append(
                Published(
                    version=version,
                    replaces=_whole(replaces) if replaces is not None else None,
                    author=author,
                    by=by,
                    at=head.at,
                    why=why,
                    policy=await _policy(house, org, _text(head.data.get("digest")) or ""),
                )
            )
    return tuple(published), tuple(adopted)


async def _facts(house: House, org: OrgId) -> list[tuple[Head, Mapping[str, object] | None]]:
    subject = Subject(kind=SubjectKind.POLICY, id=org)
    found: list[tuple[Head, Mapping[str, object] | None]] = []
    while True:
        after = found[-1][0].version if found else 0
        page = await house.library.history(org, subject, after=after, limit=PAGE)
        found.extend(page)
        if len(page) < PAGE:
            return found


async def _policy(house: House, org: OrgId, digest: str) -> Policy | None:
    text = await house.documents.get(org, digest)
    if text is None:
        return None
    try:
        return house.reader.written(text)[0]
    except HandrailError:
        return None


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
