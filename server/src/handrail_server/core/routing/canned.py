"""Canned replies: words that people say often, with places for what differs. They are few and short."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Conflict, Invalid, NotFound
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.organisation_facts import CannedReplyRemoved, CannedReplySet
from handrail_server.core.routing.queue import CannedReply, Organisation

MOST_REPLIES: Final = 200
LONGEST_REPLY: Final = 1_000
PLACES: Final = ("customer.name", "customer.first_name", "me.name", "me.first_name", "organisation", "agent", "case")
"""What may stand in braces; `{customer.first_name|there}` says `there` where the name is not known."""
_PLACE: Final = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
_SHORTCUT: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


def set_canned(organisation: Organisation, reply: CannedReply, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Add a canned reply, or alter the one of its id."""
    _check(organisation, reply)
    kept = {each.id: each for each in organisation.canned} | {reply.id: reply}
    if len(kept) > MOST_REPLIES:
        raise Conflict(f"There are {MOST_REPLIES} canned replies already.", fix="Remove one that nobody uses.")
    canned = tuple(sorted(kept.values(), key=lambda each: each.shortcut))
    fact = CannedReplySet(reply=reply.id, shortcut=reply.shortcut, text=reply.text, title=reply.title, by=by, at=at)
    return Outcome(state=replace(organisation, canned=canned), facts=(fact,))


def remove_canned(organisation: Organisation, name: str, *, by: Actor, at: At) -> Outcome[Organisation]:
    """Nobody says it any more."""
    rest = tuple(each for each in organisation.canned if each.id != name)
    if len(rest) == len(organisation.canned):
        raise NotFound(f"There is no canned reply `{name}`.", field="reply")
    fact = CannedReplyRemoved(reply=name, by=by, at=at)
    return Outcome(state=replace(organisation, canned=rest), facts=(fact,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A canned reply as it would be said, and what of it is not known."""

    text: str
    missing: tuple[str, ...] = ()


def fill(text: str, known: Mapping[str, str | None]) -> Filled:
    """The text with what is known in its places; a place without a word instead stays where nothing is known."""
    missing: list[str] = []

    def said(place: re.Match[str]) -> str:
        name, instead = place.group(1), place.group(2)
        value = known.get(name)
        if value:
            return value
        if instead is None:
            missing.append(name)
            return place.group()
        return instead

    return Filled(text=_PLACE.sub(said, text), missing=tuple(dict.fromkeys(missing)))


def _check(organisation: Organisation, reply: CannedReply) -> None:
    if not _SHORTCUT.fullmatch(reply.shortcut):
        raise Invalid("This is no shortcut.", field="shortcut", fix="Write 1 to 32 of: a-z 0-9 _ -")
    if any(each.shortcut == reply.shortcut and each.id != reply.id for each in organisation.canned):
        raise Conflict(f"`/{reply.shortcut}` is another reply's.", field="shortcut", fix="Choose another one.")
    if not reply.text.strip() or len(reply.text) > LONGEST_REPLY:
        raise Invalid(f"A reply has 1 to {LONGEST_REPLY} characters.", field="text", fix="Shorten it.")
    unknown = [place.group(1) for place in _PLACE.finditer(reply.text) if place.group(1) not in PLACES]
    if unknown:
        raise Invalid(
            f"`{unknown[0]}` is nothing that can be filled in.", field="text", fix=f"Use: {', '.join(PLACES)}."
        )
