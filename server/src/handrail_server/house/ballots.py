"""A ballot with what is read live for it, inside the commit: who owns the agent that asked."""

from dataclasses import replace

from handrail_server.core.work.decide import Ballot
from handrail_server.house.desk import Desk


def owned(desk: Desk, ballot: Ballot) -> Ballot:
    """The ballot, with the owner of the agent that asked as of now."""
    asked, agent = desk.case.asked, desk.scene.agent.state
    return replace(ballot, owner=agent.owner) if asked is not None and asked.requester == agent.id else ballot
