"""Taking personal data out of what was said, before anybody learns from it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import redactor
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.personal import personal_data, redacted
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.turn import Turn


class Cleaner:
    """Takes out what is regulated, what has the form of personal data, and the names that we know."""

    def __init__(
        self, said: Sequence[Turn], readings: Mapping[TurnNumber, Sequence[Signal]], names: Mapping[str, str]
    ) -> None:
        """`names`: words that name the customer or were captured from them, with what they are."""
        self._covers = redactor(said, readings, reads_personal=True)
        longest = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
        self._names = [(_whole(name), names[name]) for name in longest]

    def turns(self, turns: Iterable[Turn]) -> str:
        """The words of these turns."""
        return self.words("\n".join(self._covers.turn(turn.number, turn.text) for turn in turns))

    def words(self, text: str) -> str:
        """Any other words."""
        text = self._covers.words(text)
        text = redacted(text, personal_data(fold(text)))
        for name, kind in self._names:
            text = name.sub(f"[{kind}]", text)
        return text.strip()


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
