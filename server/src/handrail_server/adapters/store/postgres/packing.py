"""A group of commits as the arguments of `store_commits`, and its answer as what `checks` compares with."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from handrail_server.adapters.store.checks import Call, Kept, Seen
from handrail_server.adapters.store.rows import Row
from handrail_server.adapters.store.write import Guard, Write

Argument: TypeAlias = int | Sequence[Row]
Names: TypeAlias = frozenset[tuple[str, ...]]


class Stored(msgspec.Struct):
    """What is stored under the names that a group asked about."""

    versions: list[tuple[str, str, str, int]]
    turns: list[tuple[str, str, str, str]]
    answers: list[tuple[str, str, str, str, int | None]]
    calls: list[tuple[str, str, str, str, str]]
    addresses: list[tuple[str, str, str]]

    def seen(self) -> Seen:
        """The same, by name."""
        return Seen(
            versions={(org, kind, name): version for org, kind, name, version in self.versions},
            turns={(org, conversation, turn): digest for org, conversation, turn, digest in self.turns},
            answers={(org, scope, key): Kept(digest, until) for org, scope, key, digest, until in self.answers},
            calls={(org, talk, call): Call(action, digest) for org, talk, call, action, digest in self.calls},
            addresses={(org, email): person for org, email, person in self.addresses},
        )


_STORED = msgspec.json.Decoder(Stored)


def unpacked(answer: str | None) -> Seen | None:
    """None: everything was stored."""
    return None if answer is None else _STORED.decode(answer).seen()


def packed(group: Sequence[Write]) -> Mapping[str, Argument]:
    """The arguments by name; of rows that one commit gives twice, the last counts."""
    return {
        "now": min(write.at for write in group),
        "guards": guards(group),
        "subjects": [row for write in group for row in write.subjects],
        "facts": [row for write in group for row in write.facts],
        "unplaced": [row for write in group for row in write.unplaced],
        "turns": [row for write in group for row in write.turns],
        "marks": list({row[:3]: row for write in group for row in write.marks}.values()),
        "judged": [row for write in group for row in write.judged],
        "conversations": [row for write in group for row in write.conversations],
        "cases": [row for write in group for row in write.cases],
        "actions": [row for write in group for row in write.actions],
        "people": [row for write in group for row in write.people],
        "parcels": [row for write in group for row in write.parcels],
        "deadlines": list({row[:4]: row for write in group for row in write.deadlines}.values()),
        "answers": [row for write in group for row in write.answers],
        "secrets": [row for write in group for row in write.secrets],
    }


def guards(group: Sequence[Write]) -> list[Row]:
    """Each guarded subject once, with whether it is written, in the order in which everybody locks them."""
    written = {subject[:3] for write in group for subject in write.subjects}
    return sorted({(*guard, _name(guard) in written) for write in group for guard in write.guards})


def writes(write: Write) -> Names:
    """The names that a commit takes or changes: within a group nobody else may even ask about them."""
    names: set[tuple[str, ...]] = {subject[:3] for subject in write.subjects}
    names.update(("answer", *answer[:3]) for answer in write.answers)
    names.update(("call", action.org, action.conversation, action.call_id) for action in write.actions)
    names.update(("address", person.org, person.email) for person in write.people)
    return frozenset(names)


def asks(write: Write) -> Names:
    """The names of the subjects that a commit expects to be as they were read."""
    return frozenset(_name(guard) for guard in write.guards)


def _name(guard: Guard) -> tuple[str, str, str]:
    return guard[:3]
