"""Whether words are somebody else's: the button "Talk to a human" asks for nobody, nor does a film of that title."""

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


_WORKS = frozenset("film movie game novel song album series podcast episode".split())
_CALLED = frozenset("called titled named".split())


def titled(folded: str, words: tuple[tuple[str, int, int], ...], first: int) -> bool:
    """Whether the words from `first` on are a work's title: `the film Cancel My Subscription`."""
    if not first:
        return False
    at = first - 1
    if words[at][0] in _CALLED and at:
        at -= 1
    between = folded[words[at][2] : words[first][1]]
    return words[at][0] in _WORKS and not any(mark in between for mark in ",.!?;")
