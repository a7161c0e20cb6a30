"""Feedback leaves: every label of a reply with the words it is about, as JSON pages or as one CSV."""

from collections.abc import AsyncIterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.gathering import redactor_for, stored_turns, told
from handrail_server.api.moments import shown
from handrail_server.api.selecting import SELECTION, selection_of
from handrail_server.api.tables import FORMAT, csv_answer, wants_csv
from handrail_server.api.viewing import Viewer, require_one, seen_if_any, viewer_of
from handrail_server.api.wire.feedback import Feedback, FeedbackRow
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import ConversationId, TurnNumber
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.opened_book import opened_book
from handrail_server.house.reply_labels import replies_labelled

MOST: Final = 200
COLUMNS: Final = FeedbackRow.__struct_fields__


async def read_feedback(call: Call[None]) -> Feedback | Response:
    """What people said of replies, with question and reply as you may read them; CSV has the newest 200 talks."""
    viewer = await viewer_of(call)
    require_one(viewer, Right.MEASURE)
    limit, before = call.number("limit", 50, least=1, most=MOST), call.query("cursor")
    table = wants_csv(call)
    talks = await _labelled(call)
    if before is not None:
        talks = [talk for talk in talks if _place(talk) < before]
    page = talks[: MOST if table else limit]
    rows = [row for talk in page async for row in _rows(call, viewer, talk)]
    if table:
        return csv_answer("feedback", COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in rows))
    return Feedback(feedback=tuple(rows), next=_place(page[-1]) if len(talks) > limit else None)


async def _labelled(call: Call[None]) -> list[ConversationRow]:
    opened = await opened_book(call.house, call.caller.org)
    which = await selection_of(call)
    return sorted((talk for talk in which.conversations(opened.book) if talk.reply_labels), key=_place, reverse=True)


def _place(talk: ConversationRow) -> str:
    return f"{talk.opened_at:015}.{talk.id}"


async def _rows(call: Call[None], viewer: Viewer, talk: ConversationRow) -> AsyncIterator[FeedbackRow]:
    house, org, name = call.house, call.caller.org, ConversationId(talk.id)
    loaded = await house.journal.find(org, Conversation, name)
    seen = None if loaded is None else await seen_if_any(call.house, call.caller.org, viewer, loaded)
    if seen is None or loaded is None:
        return
    said = told(await stored_turns(house, org, name, until=loaded.state.turns), seen.seals)
    cover = redactor_for(seen, said)
    texts = {turn.number: cover.turn(turn.number, turn.text) for turn in said.turns if turn.number not in said.hidden}
    turns = {turn.number: turn for turn in said.turns}
    given = (await replies_labelled(house, org, name)).values()
    for each in sorted(given, key=lambda one: (one.number, one.by)):
        number = TurnNumber(each.number)
        asked = [n for n, turn in turns.items() if n < number and turn.author.kind is ActorKind.CUSTOMER]
        confidence = turns[number].confidence if number in turns else None
        yield FeedbackRow(
            conversation=name,
            turn=number,
            agent=talk.agent,
            topic=talk.topic,
            label=each.label.value,
            comment=cover.words(each.comment) if each.comment is not None and number in texts else None,
            question=texts.get(max(asked)) if asked else None,
            reply=texts.get(number),
            confidence=confidence.value if confidence else None,
            by=each.by,
            at=shown(each.at),
        )


_MORE: Final = (
    FORMAT,
    Parameter(name="cursor", description="The `next` of the page before (JSON)."),
    Parameter(
        name="limit",
        description="Conversations in one page (JSON).",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 50},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/feedback", read_feedback, body=NoneType, reply=Feedback, parameters=(*SELECTION, *_MORE)),
)
