"""What can happen to the organisation's policy. A document's text is kept by digest and is no part of a fact."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDrafted(Fact):
    """Somebody wrote a new version; nothing is judged by it."""

    version: PolicyVersion
    digest: str
    warnings: int
    why: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRehearsed(Fact):
    """The version was tried on recorded conversations."""

    version: PolicyVersion
    conversations: int
    escalated: int
    """Of these, how many it would have handed to a person."""
    changed: int
    """Of these, how many it would have decided otherwise than the version in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowBegun(Fact):
    """From here on the version decides in the shadow of the one in force: that is recorded, and not done."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowEnded(Fact):
    """The version no longer decides in the shadow."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPublished(Fact):
    """From here on every turn is judged by the version."""

    version: PolicyVersion
    digest: str
    replaces: PolicyVersion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRetired(Fact):
    """The version judges nothing new; open cases keep it."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdAdopted(Fact):
    """Somebody chose a default as it stands, and answers for it."""

    version: PolicyVersion
    setting: str
    """Its path in the document, such as `organisation.thresholds.low_confidence`."""
