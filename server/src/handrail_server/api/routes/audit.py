"""The record, searched by who, what and when; a case's story; and its dossier, to be checked elsewhere."""

from collections.abc import Iterable, Iterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.histories import Read, history_of_case
from handrail_server.api.moments import shown
from handrail_server.api.present.audit import Names, people_in, timeline_fact, told, trail_fact
from handrail_server.api.present.dossier import page
from handrail_server.api.selecting import RANGE, days_of, moments_of
from handrail_server.api.tables import FORMAT, Cell, csv_answer, wants_csv
from handrail_server.api.viewing import Viewer, require_one, seen_case, seen_conversation, viewer_of
from handrail_server.api.wire import audit as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.register import COLUMNS, cells, escalation
from handrail_server.core.learning.told_facts import CHANGED, OPENED, details, what
from handrail_server.core.learning.trail import Sought
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right
from handrail_server.flows.record_dossier import record_dossier
from handrail_server.house.opened_book import opened_book
from handrail_server.house.proofs import Proved, proved
from handrail_server.ledger.dossier import dossier, written_words
from handrail_server.ledger.export import Export
from handrail_server.ports.reading import Head

PAGE: Final = 50
MOST: Final = 500
MOST_CSV: Final = 50_000
KINDS: Final = ("customer", "agent", "person", "system")


async def search_facts(call: Call[None]) -> wire.TrailPage | Response:
    """Facts by verb, by who did them, by time, of one subject or of one case's whole story; the newest first."""
    viewer = await viewer_of(call)
    require_one(viewer, Right.AUDIT)
    limit = call.number("limit", PAGE, least=1, most=MOST)
    before = call.number("before", 2**53, least=0, most=2**53)
    as_csv = wants_csv(call)
    opened = await opened_book(call.house, call.caller.org)
    wanted = MOST_CSV if as_csv else limit + 1
    sought = await _sought(call)
    case = call.query("case")
    if case:
        found = await _of_case(call, viewer, case, sought, before, wanted)
    else:
        numbers = opened.trail.newest(sought, before=before, limit=wanted)
        found = tuple(reversed(await call.house.library.heads_numbered(call.caller.org, numbers)))
    names = await _names(call, found)
    if as_csv:
        return csv_answer("facts", _COLUMNS, (_cells(head, names) for head in found))
    return wire.TrailPage(
        facts=tuple(trail_fact(head, names) for head in found[:limit]),
        next=found[limit - 1].number if len(found) > limit else None,
        number=opened.number,
    )


async def list_verbs(call: Call[None]) -> wire.Verbs:
    """Every verb that came up in the record, in words, with how often; and the sets that auditors ask for."""
    require_one(await viewer_of(call), Right.AUDIT)
    opened = await opened_book(call.house, call.caller.org)
    return wire.Verbs(
        verbs=tuple(wire.VerbCount(fact=verb, words=what(verb), count=count) for verb, count in opened.trail.verbs),
        sets={"opened": OPENED, "changed": CHANGED},
        number=opened.number,
    )


async def read_timeline(call: Call[None]) -> wire.Timeline:
    """A case's story: every fact of it, its conversation and its actions. Content is for auditors, seals hold."""
    viewer = await viewer_of(call)
    case, read = await _story(call, viewer, call.path("case"))
    names = await _names(call, [each.head for each in read])
    return wire.Timeline(
        case=case.id, conversation=case.conversation, facts=tuple(timeline_fact(each, names) for each in read)
    )


async def make_dossier(call: Call[None]) -> wire.DossierReply:
    """The case's dossier: a page to read and print, and JSON with proofs. Whoever takes it is recorded."""
    viewer = await viewer_of(call)
    require_one(viewer, Right.AUDIT, Right.MEASURE)
    case, read = await _story(call, viewer, call.path("case"))
    evidence = await proved(
        call.house, call.caller.org, [each.head.number for each in read if each.head.number is not None]
    )
    inside = [each for each in read if each.head.number is not None and each.head.number < evidence.size]
    names = await _names(call, [each.head for each in inside])
    facts = tuple(timeline_fact(each, names) for each in inside)
    hidden = sum(each.withheld is not None for each in inside)
    words = await _words(call, viewer, case, facts, newer=len(read) - len(inside), withheld=hidden)
    file = _file(call, evidence, words)
    await record_dossier(call.house, call.caller, case.id, facts=len(facts), withheld=hidden)
    return wire.DossierReply(
        case=case.id,
        html=page(words, facts, evidence.note, file),
        json=file.decode(),
        facts=len(facts),
        newer=len(read) - len(inside),
        withheld=hidden,
    )


async def _story(call: Call[None], viewer: Viewer, name: str) -> tuple[Case, tuple[Read, ...]]:
    case = (await seen_case(call, viewer, name)).state
    seen = await seen_conversation(call, viewer, case.conversation)
    return case, await history_of_case(call, viewer, case, seen)


async def _of_case(
    call: Call[None], viewer: Viewer, name: str, sought: Sought, before: int, limit: int
) -> tuple[Head, ...]:
    """The facts sought of one case's story; those without a place come with a search that knows no verbs or people."""
    _, read = await _story(call, viewer, name)
    heads = (each.head for each in reversed(read))
    return tuple(head for head in heads if head.number is not None and head.number < before and _fits(head, sought))[
        :limit
    ]


def _fits(head: Head, sought: Sought) -> bool:
    return (
        (not sought.verbs or head.verb in sought.verbs)
        and (sought.by is None or sought.by == f"{head.by.get('kind')}/{head.by.get('id')}")
        and (sought.since is None or head.at >= sought.since)
        and (sought.until is None or head.at < sought.until)
    )


async def _sought(call: Call[None]) -> Sought:
    since, until = moments_of(call, await days_of(call))
    verbs = tuple(part for part in (call.query("fact") or "").split(",") if part)
    by = call.query("by") or None
    if by is not None and by.partition("/")[0] not in KINDS:
        known = ", ".join(KINDS)
        raise Invalid(f"`by` is not `<kind>/<id>`, kind being one of: {known}.", field="by", fix="Correct it.")
    return Sought(verbs=verbs, by=by, since=since, until=until)


async def _names(call: Call[None], heads: Iterable[Head]) -> Names:
    found = await call.house.library.named(call.caller.org, Person, people_in(tuple(heads)))
    return {loaded.state.id: loaded.state.name for loaded in found}


async def _words(
    call: Call[None], viewer: Viewer, case: Case, facts: tuple[wire.TimelineFact, ...], *, newer: int, withheld: int
) -> dict[str, object]:
    setting = await call.house.settings.of(call.caller.org)
    return {
        "case": case.id,
        "conversation": case.conversation,
        "organisation": setting.organisation.state.name,
        "made_at": shown(call.now),
        "made_by": viewer.person.name,
        "facts": len(facts),
        "newer": newer,
        "withheld": withheld,
        "row": await _row(call, case),
        "timeline": [_line(each) for each in facts],
    }


def _line(fact: wire.TimelineFact) -> dict[str, object]:
    return {
        "number": fact.number,
        "at": fact.at,
        "what": fact.words,
        "fact": fact.fact,
        "subject": f"{fact.subject.kind}/{fact.subject.id}",
        "who": fact.who or fact.by.id or "",
        "kind": fact.by.kind or "",
        "details": {each.name: each.value for each in fact.details},
        "content": fact.content,
        "withheld": fact.withheld,
    }


async def _row(call: Call[None], case: Case) -> dict[str, str]:
    """The case's row of the escalation register."""
    opened = await opened_book(call.house, call.caller.org)
    row = opened.book.cases.get(case.id)
    return {} if row is None else dict(zip(COLUMNS, cells(escalation(row)), strict=True))


def _file(call: Call[None], evidence: Proved, words: dict[str, object]) -> bytes:
    house, org = call.house, call.caller.org
    export = Export(
        org=org,
        checkpoint=evidence.note,
        public_key=house.public_key(org),
        entries=len(evidence.entries),
        complete=False,
    )
    return dossier(export, evidence.entries, words, house.seal(org, written_words(words)))


def _cells(head: Head, names: Names) -> Iterator[Cell]:
    yield from (head.number, shown(head.at), head.verb, str(head.subject))
    yield from (head.by.get("kind"), head.by.get("id"), names.get(head.by.get("id") or ""))
    yield "; ".join(f"{name}: {value}" for name, value in details(told(head)))


_COLUMNS: Final = ("number", "at", "fact", "subject", "by_kind", "by", "who", "details")
_SEARCH: Final = (
    Parameter(name="fact", description="Verbs, parted by commas."),
    Parameter(name="by", description="Who did it: `<kind>/<id>`, such as `person/person_01k…`."),
    Parameter(name="case", description="Only a case's story: its own facts, its conversation's and its actions'."),
    *RANGE,
    Parameter(
        name="before", description="Facts with a smaller ledger number.", schema={"type": "integer", "minimum": 0}
    ),
    Parameter(
        name="limit",
        description="Facts in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE},
    ),
    FORMAT,
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/facts/search", search_facts, body=NoneType, reply=wire.TrailPage, parameters=_SEARCH),
    endpoint("GET", "/v1/facts/verbs", list_verbs, body=NoneType, reply=wire.Verbs),
    endpoint("GET", "/v1/cases/{case}/timeline", read_timeline, body=NoneType, reply=wire.Timeline),
    endpoint("POST", "/v1/cases/{case}/dossier", make_dossier, body=NoneType, reply=wire.DossierReply, repeatable=True),
)
