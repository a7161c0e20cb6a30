"""Whether words are somebody else's: `the button "Talk to a human" is broken` asks for nobody."""

from bisect import bisect_left

_OWN = ("i said", "i say", "i asked", "i ask", "i told", "i typed", "i wrote", "saying", "i repeat", "my answer is")
_OWN_REACH = 30


def quotes_of(folded: str) -> list[int]:
    """Where quotation marks open and close, in turn; an unclosed one opens nothing."""
    marks: list[int] = []
    at = folded.find('"')
    while at >= 0:
        marks.append(at)
        at = folded.find('"', at + 1)
    return marks[: len(marks) & ~1]


def quoted(quotes: list[int], start: int, folded: str) -> bool:
    """Whether the position stands in a quotation that is not the speaker repeating themselves."""
    position = bisect_left(quotes, start)
    if position % 2 == 0:
        return False
    opened = quotes[position - 1]
    if not folded[:opened].strip():
        return False
    leading = folded[max(0, opened - _OWN_REACH) : opened]
    return not any(own in leading for own in _OWN)
