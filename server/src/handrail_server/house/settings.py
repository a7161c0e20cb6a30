"""What hardly changes and every turn needs: organisation, agents, policy, own versions of signals. Kept in memory,
guarded in every commit.
"""

from dataclasses import dataclass, field

from handrail_server.core.basics.errors import NotFound, Unavailable
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, OrgId, PolicyVersion
from handrail_server.core.policy.life import PolicyLife, version_digest
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.agent import Agent
from handrail_server.house.own_versions import Own, OwnVersions
from handrail_server.ports.knowing import PolicyDocuments, PolicyReader
from handrail_server.ports.learning import Weights
from handrail_server.ports.writing import Expect, Journal, Loaded

KEPT = (SubjectKind.ORGANISATION, SubjectKind.POLICY, SubjectKind.LEARNING, SubjectKind.AGENT)
"""Subjects that are kept in memory: after a change of one the next decision would be made in vain."""


@dataclass(slots=True, kw_only=True)
class Setting:
    """An organisation's settings as they were read, with the versions that guard them."""

    organisation: Loaded[Organisation]
    life: Loaded[PolicyLife]
    policy: LoadedPolicy
    own: Own
    shadow: LoadedPolicy | None = None
    """Decides beside `policy`, without effect."""
    agents: dict[AgentId, Loaded[Agent]] = field(default_factory=dict)

    def guards(self) -> tuple[Expect, ...]:
        """A commit fails, and is decided again, where any of these has changed since: all of them are live."""
        known = (self.organisation, self.life)
        return (*(Expect(subject=each.subject, version=each.version) for each in known), self.own.expect)


class Settings:
    """Keeps settings until a commit finds that they have changed.

    Staleness is harmless: the versions that were read are expected by the commit, so that an emergency stop or a newly
    published policy is always seen inside the transaction.
    """

    def __init__(self, journal: Journal, documents: PolicyDocuments, reader: PolicyReader, weights: Weights) -> None:
        self._journal = journal
        self._documents = documents
        self._reader = reader
        self._versions = OwnVersions(journal, weights)
        self._kept: dict[OrgId, Setting] = {}
        self._policies: dict[tuple[OrgId, PolicyVersion], LoadedPolicy] = {}

    async def of(self, org: OrgId) -> Setting:
        """The organisation's settings."""
        kept = self._kept.get(org)
        if kept is None:
            organisation = await self._journal.load(org, Organisation, org)
            life = await self._journal.load(org, PolicyLife, org)
            policy = await self.policy(org, life.state.published, life.state)
            shadow = await self._shadow(org, life.state)
            own = await self._versions.of(org)
            kept = self._kept[org] = Setting(
                organisation=organisation, life=life, policy=policy, own=own, shadow=shadow
            )
        return kept

    async def agent(self, org: OrgId, agent: AgentId) -> Loaded[Agent]:
        """A registered agent, or `NotFound`."""
        setting = await self.of(org)
        known = setting.agents.get(agent)
        if known is None:
            found = await self._journal.find(org, Agent, agent)
            if found is None:
                raise NotFound(f"There is no agent `{agent}`.", field="agent", fix="Register it with PUT /v1/agents/…")
            known = setting.agents[agent] = found
        return known

    async def policy(self, org: OrgId, version: PolicyVersion, life: PolicyLife | None = None) -> LoadedPolicy:
        """One version of the policy; a case keeps the version that opened it."""
        known = self._policies.get((org, version))
        if known is None:
            if life is None:
                life = (await self._journal.load(org, PolicyLife, org)).state
            known = self._policies[org, version] = await self._read(org, version, version_digest(life, version))
        return known

    def forget(self, org: OrgId) -> None:
        """Read again what may have changed; policy versions never do."""
        self._kept.pop(org, None)

    async def _shadow(self, org: OrgId, life: PolicyLife) -> LoadedPolicy | None:
        """The version in the shadow; one whose document was lost stops no turn."""
        if life.shadow is None:
            return None
        try:
            return await self.policy(org, life.shadow, life)
        except Unavailable:
            return None

    async def _read(self, org: OrgId, version: PolicyVersion, digest: str) -> LoadedPolicy:
        text = await self._documents.get(org, digest)
        if known := self._policies.get((org, version)):
            return known  # read by another request meanwhile: 64 at once would parse it 64 times, 20 ms each
        policy = None if text is None else self._reader.read(text, version=version)[0]
        if policy is None:
            raise Unavailable(f"Policy version {version} cannot be read.", fix="Publish a version that can.")
        return policy


def organisation_subject(org: OrgId) -> Subject:
    """The organisation as the subject of facts."""
    return Subject(kind=SubjectKind.ORGANISATION, id=org)


def policy_subject(org: OrgId) -> Subject:
    """The organisation's policy as the subject of facts."""
    return Subject(kind=SubjectKind.POLICY, id=org)
