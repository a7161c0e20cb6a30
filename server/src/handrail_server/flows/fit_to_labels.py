"""A version is fitted to the labels that there are now, and proposed; or it is said why not."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

import structlog

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.learning import life as lives
from handrail_server.core.learning.enough import EXTRA_MISSING, Labelled, shortage
from handrail_server.core.learning.life import FitToLabels, LearningLife
from handrail_server.core.learning.proposal import Card, Proposal, named
from handrail_server.core.learning.training import TrainingRow
from handrail_server.core.signals.learned.tables import THOUSANDTHS
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.learning_life import change_learning, read_learning
from handrail_server.house.opened_book import opened_book
from handrail_server.house.scene import organisation_key
from handrail_server.house.training_set import training_rows
from handrail_server.house.write import Write
from handrail_server.ports.learning import LabelledText, Refit, Taught

MOST: Final = 10_000
"""Labelled turns that are learnt from: the newest. Fitting to these takes minutes of one core."""
BROKEN: Final = "broken"
_BY: Final = system("learning")

log = structlog.get_logger()


async def fit_to_labels(house: House, org: OrgId, asked: FitToLabels) -> LearningLife:
    """Gather the labels, fit apart, commit what came of it. A fit that nobody waits for any more changes nothing."""
    rows = deque([row async for row in training_rows(house, org)], maxlen=MOST)
    life = await read_learning(house, org)
    base = life.in_force(asked.of)
    known = await _taught(house, org, base)
    seen = frozenset(known.conversations) if known else frozenset[str]()
    missing = shortage(
        Labelled(conversation=row.conversation, yes=bool(row.escalate), fresh=row.conversation not in seen)
        for row in rows
    )
    if missing is not None:
        return await _failed(house, org, asked, missing, len(rows))
    try:
        await house.refitter.ready()
    except Unavailable:
        return await _failed(house, org, asked, EXTRA_MISSING, len(rows))
    try:
        refit = await house.refitter.refit(asked.of.value, _texts(rows, seen), known.tables if known else None)
    except Unavailable:
        log.exception("A version could not be fitted.", org=org, fit=asked.fit)
        return await _failed(house, org, asked, BROKEN, len(rows))
    return await _proposed(house, org, asked, refit, rows, base)


async def fit_broke(house: House, org: OrgId, asked: FitToLabels) -> LearningLife:
    """Whoever waits for it is told that nothing came of it, and may ask again at once."""
    return await _failed(house, org, asked, BROKEN, 0)


async def _taught(house: House, org: OrgId, base: Proposal | None) -> Taught | None:
    return None if base is None else await house.weights.taught(org, base.digest)


def _texts(rows: Iterable[TrainingRow], seen: frozenset[str]) -> list[LabelledText]:
    groups: dict[str, int] = {}
    return [
        LabelledText(
            text=row.text,
            yes=bool(row.escalate),
            group=groups.setdefault(row.conversation, len(groups)),
            fresh=row.conversation not in seen,
        )
        for row in rows
    ]


async def _proposed(
    house: House, org: OrgId, asked: FitToLabels, refit: Refit, rows: Sequence[TrainingRow], base: Proposal | None
) -> LearningLife:
    conversations = tuple(sorted({row.conversation for row in rows}))
    taught = Taught(tables=refit.tables, conversations=conversations)
    began = await _began(house, org, conversations)

    async def attempt(write: Write) -> LearningLife:
        digest = await house.weights.keep(org, taught, key=await organisation_key(house, write))
        card = Card(
            base=named(asked.of, base.version if base else None),
            labels=len(rows),
            positive=sum(row.escalate for row in rows),
            conversations=len(conversations),
            since=began[0],
            until=began[1],
        )
        return await change_learning(
            house,
            write,
            lambda life: lives.propose(
                life,
                asked.fit,
                digest=digest,
                card=card,
                figures=refit.figures,
                better=refit.better,
                bar=refit.tables.at / THOUSANDTHS,
                by=_BY,
                at=write.at,
            ),
        )

    return await decided(house, org, attempt)


async def _failed(house: House, org: OrgId, asked: FitToLabels, reason: str, labels: int) -> LearningLife:
    async def attempt(write: Write) -> LearningLife:
        return await change_learning(
            house,
            write,
            lambda life: lives.fail(life, asked.fit, reason=reason, labels=labels, by=_BY, at=write.at),
        )

    return await decided(house, org, attempt)


async def _began(house: House, org: OrgId, conversations: Iterable[str]) -> tuple[At, At]:
    """When the first and the last of the conversations began."""
    known = (await opened_book(house, org)).book.conversations
    times = sorted(known[name].opened_at for name in conversations if name in known)
    return (times[0], times[-1]) if times else (At(0), At(0))
