"""Personal data is covered where answers leave for people: in whatever endpoint, whatever field.

What the handlers cover knows the turns and what was noticed in them; this is the last look, by form alone, over every
word of an answer. Each object's words belong to the conversation that it names, or the one around it names; who reads
that conversation's personal data reads them as they are, and words of no conversation are nobody's to uncover.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.viewing import Viewer, seen_if_any
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ActionId, CaseId, ConversationId, DecisionId, OrgId
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.redaction import BY_FORM
from handrail_server.core.cases.seal import may_read
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.decide import may_decide
from handrail_server.core.work.reader import reader_of
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.writing import Loaded

OWN: Final = frozenset(
    {
        "agents", "entry", "imports", "keys", "ledger", "lessons", "me", "operations", "opinion", "organisation",
        "people", "policy", "policy_edits", "policy_firings", "policy_history", "policy_shadow", "policy_words",
        "practice", "roles", "training", "widgets",
    }
)  # fmt: skip
"""Routes about the organisation's own people, settings and words, where its addresses must be read; and what has had
its personal data taken out before it was kept (lessons, the training set), or is proved byte by byte (the ledger)."""
OWN_NAMES: Final = frozenset({"read_canned", "read_canned_here", "put_canned", "delete_canned", "make_dossier"})
"""Such endpoints beside others. A dossier is covered before it is sealed."""

_IDS: Final = frozenset({"id", "author_id", "conversation", "customer", "digest", "cursor", "next", "place"})
_SHORTEST: Final = 6
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z)?")
_ARGUMENTS: Final = frozenset({"arguments", "result"})
_MAY_HOLD: Final = re.compile(r"@|(?:[0-9][^0-9]{0,2}){7}|[0-9a-fA-F]:[0-9a-fA-F:]", re.ASCII)
"""What no personal data is without: most words are passed over by this."""


@dataclass(frozen=True, slots=True)
class _Act:
    """An act whose words these are: no id of a conversation can be taken for it, whatever a client calls its own."""

    id: str


Scope = str | _Act | None


async def covered(house: House, caller: Caller, each: Endpoint, request: Request, response: Response) -> Response:
    """The answer as this person may read it."""
    if each.tag in OWN or each.name in OWN_NAMES or type(response) is not Response or response.status_code >= 400:
        return response
    kind = (response.media_type or "").partition(";")[0]
    body = bytes(response.body)
    if kind == "application/json":
        answer = _Answer(scope=await _around(house, caller.org, request))
        found: object = msgspec.json.decode(body)
        answer.look(found, answer.scope)
        if not answer.scopes:
            return response
        read: set[Scope] = {scope for scope in answer.scopes if scope and await _reads(house, caller, scope)}
        return _with(response, msgspec.json.encode(answer.cover(found, answer.scope, read)))
    if kind == "text/plain":
        text = body.decode("utf-8", "replace")
        scope = await _around(house, caller.org, request)
        if not (scope and await _reads(house, caller, scope)):
            return _with(response, BY_FORM.words(text).encode())
    return response


@dataclass(slots=True, kw_only=True)
class _Answer:
    """One answer, walked twice: whose words there are to cover, and then without them. Every answer to a person comes
    by here, so that it is written for speed: most values are passed over by their type, key or length.
    """

    scope: Scope
    scopes: set[Scope] = field(default_factory=set)
    _known: dict[str, str] = field(default_factory=dict)

    def look(self, value: object, scope: Scope, *, arguments: bool = False) -> None:
        """Note the conversations whose words hold something."""
        if isinstance(value, dict):
            scope = _named(value, scope)
            for key, inner in value.items():
                if isinstance(inner, str):
                    if len(inner) >= _SHORTEST and (arguments or key not in _IDS) and self._words(inner) != inner:
                        self.scopes.add(scope)
                elif inner is not None and not isinstance(inner, float):
                    self.look(inner, _of(key, inner, scope), arguments=arguments or key in _ARGUMENTS)
        elif isinstance(value, list):
            for inner in value:
                self.look(inner, scope, arguments=arguments)
        elif self._leaf(value, arguments=arguments) != value:
            self.scopes.add(scope)

    def cover(self, value: object, scope: Scope, read: set[Scope], *, arguments: bool = False) -> object:
        """The same without what is not read."""
        if isinstance(value, dict):
            inside = _named(value, scope)
            return {
                key: inner
                if key in _IDS and not arguments and isinstance(inner, str)
                else self.cover(inner, _of(key, inner, inside), read, arguments=arguments or key in _ARGUMENTS)
                for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self.cover(inner, scope, read, arguments=arguments) for inner in value]
        return value if scope in read else self._leaf(value, arguments=arguments)

    def _leaf(self, value: object, *, arguments: bool) -> object:
        """Words; and whole numbers among the arguments of a call."""
        if isinstance(value, str):
            return self._words(value)
        if arguments and type(value) is int:
            text = str(value)
            return value if self._words(text) == text else self._words(text)
        return value

    def _words(self, text: str) -> str:
        known = self._known.get(text)
        if known is None:
            plain = _MAY_HOLD.search(text) is None or _TIME.fullmatch(text) is not None
            known = self._known[text] = text if plain else BY_FORM.words(text)
        return known


def _named(value: Mapping[object, object], scope: Scope) -> Scope:
    named = value.get("conversation")
    return named if isinstance(named, str) else scope


def _of(key: object, value: object, scope: Scope) -> Scope:
    """What an approval asks is an act's own: whoever may decide it must read what they decide."""
    action = value.get("action") if key == "asked" and isinstance(value, dict) else None
    return _Act(action) if isinstance(action, str) else scope


async def _reads(house: House, caller: Caller, scope: str | _Act) -> bool:
    """Whether the person reads the personal data of the conversation, or of the act, as it is."""
    person = await house.journal.find(caller.org, Person, caller.person)
    if isinstance(scope, str):
        return await _reads_talk(house, caller, ConversationId(scope), person)
    act = await house.journal.find(caller.org, Action, ActionId(scope.id))
    if act is None or person is None:
        return False
    return await _decides(house, caller.org, act.state, person.state) or await _reads_talk(
        house, caller, act.state.conversation, person
    )


async def _decides(house: House, org: OrgId, act: Action, person: Person) -> bool:
    case = await house.journal.find(org, Case, act.approval) if act.approval else None
    now = house.clock.now()
    return (
        case is not None
        and is_open(case.state)
        and may_read(case.state, reader_of(person), now)
        and may_decide(person, case.state, now)
    )


async def _reads_talk(
    house: House, caller: Caller, conversation: ConversationId, person: Loaded[Person] | None
) -> bool:
    loaded = await house.journal.find(caller.org, Conversation, conversation)
    if loaded is None or person is None:
        return False
    seen = await seen_if_any(house, caller.org, Viewer(person=person.state, now=house.clock.now()), loaded)
    return seen is not None and seen.reads_personal


async def _around(house: House, org: OrgId, request: Request) -> Scope:
    """The conversation that the request itself is about."""
    places = {**request.path_params}
    kind, _, name = request.query_params.get("subject", "").partition("/")
    if kind and name:
        places.setdefault(kind, name)
    try:
        if "conversation" in places:
            return str(places["conversation"])
        if "case" in places:
            return (await house.journal.load(org, Case, CaseId(places["case"]))).state.conversation
        if "action" in places:
            return (await house.journal.load(org, Action, ActionId(places["action"]))).state.conversation
    except NotFound:
        return None
    if "decision" in places:
        judged = await house.library.judged(org, DecisionId(places["decision"]))
        return judged.conversation if judged else None
    return None


def _with(response: Response, body: bytes) -> Response:
    """The same answer with another body."""
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(body, response.status_code, headers=headers, background=response.background)
