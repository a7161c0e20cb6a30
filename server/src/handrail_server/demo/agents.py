"""Fernbrook's four AI agents; what each may do by itself stands in agents.yaml, which continues the default policy."""

from importlib.resources import files
from typing import Final

from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Agent
from handrail_server.demo.places import NAME

_AGENTS: Final = (
    ("shop", "Shop assistant", "tomasz.wilk"),
    ("business", "Business assistant", "clara.bianchi"),
    ("health", "Health plan assistant", "ruth.adeyemi"),
    ("bank", "Savings bank assistant", "ruth.adeyemi"),
)


def agents(now: At) -> tuple[Agent, ...]:
    """All of them, in enforce mode; each has a charter of its own name."""
    return tuple(
        Agent(id=AgentId(name), name=called, owner=PersonId(owner), policy_object=name, created_at=now)
        for name, called, owner in _AGENTS
    )


def policy_text(default: str) -> str:
    """The policy of a new organisation with the agents' charters."""
    charters = files("handrail_server.demo").joinpath("agents.yaml").read_text("utf-8")
    return f"{default.replace('name: Default', f'name: {NAME}', 1)}\n{charters}"
