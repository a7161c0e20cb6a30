"""What a model is shown of a turn, and one of today's requests spent for it. The request itself is the worker's."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import ConversationId, OrgId, TurnNumber
from handrail_server.core.cases.redaction import redactor
from handrail_server.core.signals.notice import gate_shut_by
from handrail_server.core.signals.opinion.questions import QUESTIONS
from handrail_server.core.signals.opinion.settings import OpinionSettings
from handrail_server.core.signals.opinion.spending import Opinions, spend, subject
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.opinion import ASKER
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.opinion import OpinionAsk, Shown
from handrail_server.ports.reading import CaseFilter, StoredTurn

BEFORE: Final = 8
"""Earlier turns that the model is shown."""
LONGEST: Final = 8_000
"""Characters of the turn; a longer one is not cut, since what was left out would count as harmless."""
LONGEST_BEFORE: Final = 1_000
_SAID: Final = (TurnStatus.SAID, TurnStatus.RELEASED)
TOO_LONG: Final = "TooLong"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """A request that may be made now."""

    ask: OpinionAsk
    settings: OpinionSettings


class NotShown(Exception):
    """The turn cannot be shown to the model: its signals are blind."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


async def ask_opinion(house: House, org: OrgId, conversation: ConversationId, number: TurnNumber) -> AskOpinion | None:
    """The request; None where no opinion is wanted any more.

    Raises `NotShown`, and `BudgetSpent` where today's requests are spent.
    """
    settings = (await house.settings.of(org)).organisation.state.opinion
    talk = (await house.journal.load(org, Conversation, conversation)).state
    if settings is None or not settings.on or talk.sealed or await _was_sealed(house, org, conversation):
        return None  # whoever was asked meanwhile for a sealed matter reads it; nobody outside does
    stored = await house.library.turns(org, conversation, after=max(0, number - 1 - BEFORE), limit=BEFORE + 1)
    stored = tuple(each for each in stored if each.turn.number <= number)
    about = next((each for each in stored if each.turn.number == number), None)
    if about is None or about.judged is None or any(map(_is_regulated, stored)):
        return None
    if len(about.turn.text) > LONGEST:
        raise NotShown(TOO_LONG)
    ask = _ask(org, talk, [each for each in stored if each.turn.number == number or each.status in _SAID])

    async def attempt(write: Write) -> None:
        await _spend(house, write, conversation, number, settings)

    await decided(house, org, attempt, of=subject(org).id)
    return AskOpinion(ask=ask, settings=settings)


def _ask(org: OrgId, talk: Conversation, stored: list[StoredTurn]) -> OpinionAsk:
    turns = [each.turn for each in stored]
    covers = redactor(turns, {each.turn.number: each.judged.signals for each in stored if each.judged is not None})
    shown = [Shown(author=turn.author.kind, text=covers.turn(turn.number, turn.text)) for turn in turns]
    return OpinionAsk(
        org=org,
        before=tuple(Shown(author=each.author, text=each.text[-LONGEST_BEFORE:]) for each in shown[:-1]),
        turn=shown[-1],
        language=talk.language,
        questions=QUESTIONS[turns[-1].author.kind],
    )


async def _spend(
    house: House, write: Write, conversation: ConversationId, number: TurnNumber, settings: OpinionSettings
) -> None:
    found = await house.journal.find(write.org, Opinions, write.org)
    before = found.state if found else Opinions()
    spent = spend(before, conversation, number, model=settings.model, daily=settings.daily, by=ASKER, at=write.at)
    key = await organisation_key(house, write)
    if found is None:
        write.create(subject(write.org), spent, key=key)
    else:
        write.change(found, spent, key=key)


async def _was_sealed(house: House, org: OrgId, conversation: ConversationId) -> bool:
    page = await house.library.cases(org, CaseFilter(conversation=conversation), limit=200)
    return any(case.sealed for case in page.items) or page.next is not None


def _is_regulated(stored: StoredTurn) -> bool:
    """A turn that shut the gate is shown to no model, whether or not a case was opened."""
    return stored.judged is not None and gate_shut_by(stored.judged.signals)
