"""What was read or written last, kept at hand: a turn finds its conversation and its caller without asking the store.

Subjects are kept only where no other process writes: what is kept is then what is stored. Secrets are kept everywhere,
for a second at most; a commit of this process that touches any of them is seen at once.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, TypeVar

from handrail_server.core.basics.ids import OrgId
from handrail_server.ports.writing import Loaded, Secret

S = TypeVar("S")

SUBJECTS: Final = 1_000
SECRETS: Final = 10_000
SECONDS: Final = 1.0
"""How long a secret that another process ended may still open something here."""

_Name = tuple[str, str, str]


class Recent:
    """Of one engine, however many journals look through it."""

    def __init__(self, *, alone: bool) -> None:
        self.revision = 0
        """Grows whenever this process has changed a secret: what was read before that must not be kept."""
        self._alone = alone
        self._subjects: OrderedDict[_Name, Loaded[object]] = OrderedDict()
        self._secrets: OrderedDict[str, tuple[float, OrgId, Secret]] = OrderedDict()

    def subject(self, org: OrgId, of: type[S], kind: str, name: str) -> Loaded[S] | None:
        """The newest committed state, where it is at hand."""
        found = self._subjects.get((org, kind, name))
        if found is None or not isinstance(found.state, of):
            return None
        self._subjects.move_to_end((org, kind, name))
        return Loaded(subject=found.subject, state=found.state, version=found.version, tip=found.tip)

    def keep(self, org: OrgId, loaded: Loaded[S]) -> None:
        """A state that was read, or is durable now; an older one never takes a newer one's place."""
        if not self._alone:
            return
        name = (org, loaded.subject.kind.value, loaded.subject.id)
        before = self._subjects.get(name)
        if before is None or before.version < loaded.version:
            self._subjects[name] = Loaded(
                subject=loaded.subject, state=loaded.state, version=loaded.version, tip=loaded.tip
            )
            if len(self._subjects) > SUBJECTS:
                self._subjects.popitem(last=False)

    def forget(self, org: OrgId, named: Iterable[tuple[str, str]]) -> None:
        """Ask the store again for these subjects, by kind and id."""
        for kind, name in named:
            self._subjects.pop((org, kind, name), None)

    def give_up(self) -> None:
        """Nobody waited for the end of a commit: what it wrote is not known, so that nothing is kept from now on."""
        self._alone = False
        self._subjects.clear()
        self.forget_secrets()

    def secret(self, digest: str) -> tuple[OrgId, Secret] | None:
        """A secret that was read within the last second."""
        kept = self._secrets.get(digest)
        if kept is None or kept[0] < time.monotonic():
            return None
        return kept[1], kept[2]

    def keep_secret(self, org: OrgId, secret: Secret, *, revision: int) -> None:
        """A secret that was read while the revision was this."""
        if revision != self.revision:
            return
        self._secrets[secret.hash] = (time.monotonic() + SECONDS, org, secret)
        self._secrets.move_to_end(secret.hash)
        if len(self._secrets) > SECRETS:
            self._secrets.popitem(last=False)

    def forget_secrets(self) -> None:
        """Some secret has changed."""
        self.revision += 1
        self._secrets.clear()
