"""The keys of the demo's people and agents, in a file that only its owner reads, so that the examples find them."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.identity_facts import KeyIssued
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.agent import Agent
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import SEED
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.tokens import KEYS, SecretKind, digest, end_all, is_valid, issue
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded

S = TypeVar("S", Agent, Person)

FILE: Final = "demo-keys.json"
NOTE: Final = "Demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoKeys:
    """Keys by agent and by person (`priya.raman`), and where the server is."""

    url: str
    agents: dict[str, str]
    people: dict[str, str]


async def demo_keys(house: House, data: Path, *, url: str) -> DemoKeys:
    """The keys in the data directory; where they are missing or open nothing any more, new ones instead of the old."""
    path = data / FILE
    known = _read(path)
    if known is None or not await _open(house, known):
        known = await _issued(house, url)
    keys = replace(known, url=url)
    _write(path, keys)
    return keys


def _read(path: Path) -> DemoKeys | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=DemoKeys)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _write(path: Path, keys: DemoKeys) -> None:
    """Beside it first, then in its place: never half a file, never one that others can read."""
    beside = path.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"url": keys.url, "agents": keys.agents, "people": keys.people}, file, indent=2)
    beside.replace(path)


async def _open(house: House, keys: DemoKeys) -> bool:
    """Whether every key is one of this store, and valid."""
    for token in (*keys.agents.values(), *keys.people.values()):
        found = await house.secrets.by_hash(digest(token))
        if found is None or found[0] != ORG or not is_valid(found[1], house.clock.now()):
            return False
    return bool(keys.agents)


async def _issued(house: House, url: str) -> DemoKeys:
    people = await house.library.people(ORG)
    agents = await house.library.all(ORG, Agent)

    async def attempt(write: Write) -> DemoKeys:
        return DemoKeys(
            url=url,
            agents={each.state.id: await _key(house, write, each, SecretKind.AGENT_KEY) for each in agents},
            people={_name(each.state): await _key(house, write, each, SecretKind.PERSON_KEY) for each in people},
        )

    return await decided(house, ORG, attempt)


def _name(person: Person) -> str:
    """As everybody here is called; the founder's id is not of our choosing."""
    return person.email.partition("@")[0]


async def _key(house: House, write: Write, holder: Loaded[S], kind: SecretKind) -> str:
    """A new key in place of those before."""
    await end_all(house, write, holder.subject.id, KEYS)
    issued = issue(house, write, kind, holder.subject.id, until=None, note=NOTE)
    fact = KeyIssued(key=issued.secret.id, expires_at=None, note=NOTE, by=SEED, at=write.at)
    write.change(holder, Outcome(state=holder.state, facts=(fact,)), key=await organisation_key(house, write))
    return issued.token
