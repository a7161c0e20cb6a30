"""Everything that several detectors need, made once: folded text, words, phrases found, amounts."""

import re
from functools import cache

from handrail_server.core.basics.time import At
from handrail_server.core.signals.amounts import amounts_in
from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.signals.likeness import word_hashes
from handrail_server.core.signals.phrasebook import Phrasebook
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.registry import phrase_families
from handrail_server.core.signals.view import TEXT_LIMIT, View
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

_DIGIT = re.compile(r"\d")


def prepare(turn: Turn, before: Conversation, profile: Profile | None, now: At, *, stale: bool = False) -> View:
    """The view that every detector of this turn shares. Linear in the text, at most `TEXT_LIMIT` characters."""
    text = turn.text[:TEXT_LIMIT]
    folded = fold(text)
    words = words_of(folded)
    return View(
        turn=turn,
        text=text,
        folded=folded,
        words=words,
        hits=phrasebook().find(folded, words),
        hashes=word_hashes(words),
        amounts=amounts_in(folded) if _DIGIT.search(folded) else (),
        before=before,
        profile=profile,
        profile_stale=stale,
        now=now,
    )


@cache
def phrasebook() -> Phrasebook:
    """The phrases of all default detectors; built once, on first use (about half a second)."""
    return Phrasebook(phrase_families())
