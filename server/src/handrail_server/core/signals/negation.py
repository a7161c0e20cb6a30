"""Whether a negation governs what follows it: `you don't need to transfer me` asks for nobody."""

from bisect import bisect_left

NEGATORS = frozenset(
    """
    not dont doesnt didnt never no without neednt wont wouldnt cannot cant isnt arent wasnt werent aint nor neither
    hardly havent hasnt hadnt couldnt shouldnt rather instead
    nicht kein keine keinen keinem keiner ohne nie niemals
    pas jamais sans aucun aucune
    no nunca sin tampoco
    nao sem nem
    """.split()
)

_REACH = 6
"""A negation reaches at most this many words."""

_ENDS = ',.!?;:()"'
_TURNS = frozenset("but just only so because until unless then aber sondern mais pero sino mas".split())
"""Words after which a negation no longer reaches."""

_PLEADS = frozenset("why".split())
"""`Why don't you transfer me` asks for it."""
_BLOCKED = frozenset("cannot cant couldnt havent hasnt hadnt".split())
"""`I can't reach a person` still wants one: these deny that it happened, not that it is wanted."""
_FAILED = frozenset("didnt wont wouldnt never havent hasnt".split())
_FAILING = frozenset("dont doesnt".split())
_HELPS = frozenset("transfer connect put forward escalate refund call answer".split())
_OTHERS = frozenset("you they nobody".split())
"""`You didn't transfer me` complains that it was not done: whoever says so wants it."""
_COMPARES = {"rather": ("than", "not"), "instead": ("of",)}

Words = tuple[tuple[str, int, int], ...]


def governs(negators: list[int], first: int, folded: str, words: Words) -> bool:
    """Whether one of the negators (word positions, ascending) reaches the word at `first`."""
    position = bisect_left(negators, first) - 1
    while position >= 0 and first - negators[position] <= _REACH:
        at = negators[position]
        if _negates(at, first, words) and not _ended(folded, words, at, first):
            return True
        position -= 1
    return False


def _negates(at: int, first: int, words: Words) -> bool:
    word = words[at][0]
    following = words[at + 1][0]
    before = words[at - 1][0] if at else ""
    if word in _COMPARES:
        return following in _COMPARES[word]
    if word in _BLOCKED or before in _PLEADS:
        return False
    if before in _OTHERS and at + 1 == first and (word in _FAILED or (word in _FAILING and following in _HELPS)):
        return False
    if word == "wont":
        return before in {"i", "we"}
    if word == "not" and before in {"can", "could", "may", "why", "if", "or"}:
        return False
    if word == "no":
        return (
            at + 1 == first or following in {"need", "longer", "reason", "one", "point", "desire"} or _romance_no(words)
        )
    return not (word == "dont" and following in {"make", "know", "understand", "think", "care"})


def _romance_no(words: Words) -> bool:
    """Spanish `no` negates the verb that follows; English `no` answers a question."""
    return any(word in {"quiero", "necesito", "hace", "hablar", "que", "con", "el", "la"} for word, _, _ in words[:40])


def _ended(folded: str, words: Words, at: int, first: int) -> bool:
    between = folded[words[at][2] : words[first][1]]
    return any(mark in _ENDS for mark in between) or any(word in _TURNS for word, _, _ in words[at + 1 : first])
