"""What the agents' confidence is worth here, from the answers that people judged until now."""

import asyncio
import hashlib
import random
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.calibration import Calibrating, calibrating
from handrail_server.core.learning.confidence import FEWEST, JudgedAnswer, judged_answers
from handrail_server.core.learning.proposal import Card, Fitted, named
from handrail_server.house.house import House
from handrail_server.house.opened_book import opened_book

DRAWS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedConfidence:
    """Curves, and what they were fitted to."""

    found: Calibrating
    answers: tuple[JudgedAnswer, ...]
    since: At
    until: At

    @property
    def digest(self) -> str:
        """The hash of the curves."""
        return hashlib.sha256(repr(self.found.calibration).encode()).hexdigest()

    @property
    def card(self) -> Card:
        """What it was made from; it is always compared with confidence as it is given."""
        return Card(
            base=named(Fitted.CONFIDENCE, None),
            labels=len(self.answers),
            positive=sum(each.right for each in self.answers),
            conversations=len({each.conversation for each in self.answers}),
            since=self.since,
            until=self.until,
        )


async def fitted_confidence(house: House, org: OrgId) -> FittedConfidence:
    """Curves for all answers and for each topic with enough; raises `Invalid` where too little was judged."""
    book = (await opened_book(house, org)).book
    answers = judged_answers(book)
    found = await asyncio.to_thread(calibrating, answers, _draws(len(answers)))
    if found is None:
        raise Invalid(
            f"{len(answers)} answers with a confidence were judged; it takes {FEWEST}, right ones and wrong ones.",
            fix="Decide held replies, and judge the audit sample.",
        )
    times = sorted(book.conversations[each.conversation].opened_at for each in answers)
    return FittedConfidence(found=found, answers=answers, since=times[0], until=times[-1])


def _draws(count: int) -> list[list[int]]:
    chance = random.Random(0)  # noqa: S311  no secret: the same answers give the same interval
    return [chance.choices(range(count), k=count) for _ in range(DRAWS)] if count else []
