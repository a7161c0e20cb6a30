"""What of a found conversation its viewer may see: the index only proposes, the viewer's own rights decide."""

from dataclasses import dataclass
from typing import Final

from handrail_server.api.endpoint import Call
from handrail_server.api.gathering import redactor_for, stored_turns, told
from handrail_server.api.viewing import Seen
from handrail_server.core.cases.search import Range, code_word, matched, matches, words_in
from handrail_server.core.turns.turn import Turn

AROUND: Final = 90
"""Characters shown on each side of the first word that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A turn with the words, as the viewer may read it."""

    turn: Turn
    text: str
    spans: tuple[tuple[int, int], ...]


async def visible(call: Call[None], seen: Seen, ranges: tuple[Range, ...]) -> tuple[bool, Found | None]:
    """Whether all of the words stand where the viewer may read them, and the last turn that has one of them."""
    heads = {*words_in(seen.conversation.id), *(word for case in seen.cases for word in words_in(case.id))}
    heads |= {code_word(reason.code) for case in seen.cases for reason in case.reasons}
    spoken = [each for each in ranges if not matches(each, heads)]
    house, org, name = call.house, call.caller.org, seen.conversation.id
    last = await house.search.turn(org, name, ranges)
    if last is None:
        return not spoken, None
    said = told(await stored_turns(house, org, name, until=last), seen.seals)
    cover = redactor_for(seen, said)
    shown = [(turn, cover.turn(turn.number, turn.text)) for turn in said.turns if turn.number not in said.hidden]
    words = {word for _, text in shown for word in words_in(text)}
    if not all(matches(each, words) for each in spoken):
        return False, None
    for turn, text in reversed(shown):
        spans = matched(ranges, text)
        if spans:
            return True, _around(turn, text, spans)
    return not spoken, None


def _around(turn: Turn, text: str, spans: tuple[tuple[int, int], ...]) -> Found:
    """The neighbourhood of the first of the words, cut between words."""
    begins, ends = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    if begins:
        begins = text.find(" ", begins, spans[0][0]) + 1 or begins
    if ends < len(text):
        cut = text.rfind(" ", spans[0][1], ends)
        ends = cut if cut > 0 else ends
    inside = tuple((start - begins, end - begins) for start, end in spans if begins <= start and end <= ends)
    return Found(turn=turn, text=text[begins:ends], spans=inside)
