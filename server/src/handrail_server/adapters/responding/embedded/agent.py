"""The embedded agent: what it can do, it does; what its articles say, it says; what it does not know, it admits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from handrail_server.adapters.responding.embedded.doing import SKILLS
from handrail_server.adapters.responding.embedded.informing import balance, form
from handrail_server.adapters.responding.embedded.leads import lead
from handrail_server.adapters.responding.embedded.reading import says
from handrail_server.adapters.responding.embedded.retrieval import Found, Index
from handrail_server.adapters.responding.embedded.talk import Talk, called, talk_of, words
from handrail_server.adapters.responding.embedded.telling import after_calls, after_waiting
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.learning.lesson import SAME_QUESTION
from handrail_server.core.turns.responder import Responder
from handrail_server.core.turns.turn import Source
from handrail_server.ports.responding import Ask, Given

KNOWS: Final = 0.34
"""A section that carries less of the question than this is about something else."""
UNKNOWN: Final = "I am sorry, I do not know that, and I would rather not guess. Shall I ask a colleague?"
NOTED: Final = "My colleague will answer that; I have noted it. Is there anything else they should know?"
_OFFERS: Final = "a colleague"
_GREETING: Final = ("hello", "hi", "hey", "good morning", "good afternoon", "good evening")
_THANKS: Final = ("thank you", "thanks", "that is all", "that's all", "bye", "goodbye", "perfect", "great")
_YES: Final = ("yes", "yes please", "please do", "ok", "okay", "sure", "go ahead", "please")
_SHORT: Final = 40

Indexes = Callable[[OrgId], Index]


class EmbeddedAgent:
    """The `Responders` port for the embedded kind; `indexes` gives an organisation's articles."""

    def __init__(self, indexes: Indexes) -> None:
        self._indexes = indexes

    async def answer(self, ask: Ask, responder: Responder) -> Given:  # noqa: ARG002  it has no settings
        """What it says or does next."""
        talk = talk_of(ask)
        if ask.steps:
            return after_calls(talk)
        if ask.ended and not ask.unanswered:
            return after_waiting(talk)
        return _with_news(talk, self._answered(talk))

    def _answered(self, talk: Talk) -> Given:
        return (
            _offer_taken(talk) or _language(talk) or self._by_skill(talk) or _lesson(talk) or self._from_articles(talk)
        )

    def _by_skill(self, talk: Talk) -> Given | None:
        for skill in (*SKILLS, balance, form, lead):
            given = skill(talk)
            if given is not None:
                return given
        return _courtesy(talk)

    def _from_articles(self, talk: Talk) -> Given:
        question = "\n".join((talk.said, *talk.ask.whispers))
        found = self._indexes(talk.ask.org).find(question, agent=talk.ask.agent)
        if talk.ask.discarded is not None:
            found = tuple(each for each in found if each.section.text not in talk.ask.discarded)
        if not found or found[0].carried < KNOWS:
            return _unknown(talk)
        best = found[0]
        return words(
            best.section.text,
            sure=_sure(found),
            topic=best.section.article,
            sources=tuple(_source(each) for each in found[:2]),
        )


def _lesson(talk: Talk) -> Given | None:
    """What a person answered to the same question; nothing written knows it better."""
    fresh = (known for known in talk.ask.lessons if known.answer not in (talk.ask.discarded or ""))
    known = next(fresh, None)
    if known is None or known.likeness < SAME_QUESTION:
        return None
    source = Source(id=f"lesson:{known.id}", title=known.question, text=known.answer, score=known.likeness)
    return words(known.answer, sure=0.6 + 0.35 * known.likeness, topic=known.topic, sources=(source,))


def _with_news(talk: Talk, given: Given) -> Given:
    """What came of a call that waited is told before the answer to what was asked meanwhile."""
    if not talk.ask.ended or not given.text:
        return given
    news = after_waiting(talk)
    return replace(given, text=f"{news.text} {given.text}", sources=(*news.sources, *given.sources))


def _sure(found: tuple[Found, ...]) -> float:
    """How much of the question the section carries, less where another carries as much."""
    best = found[0]
    rival = next((each for each in found[1:] if each.section.article != best.section.article), None)
    apart = 1.0 if rival is None else min(1.0, (best.score - rival.score) / best.score * 3)
    return max(0.3, min(0.97, 0.55 + 0.45 * best.carried)) * (0.85 + 0.15 * apart)


def _source(found: Found) -> Source:
    section = found.section
    return Source(
        id=section.id, title=f"{section.title}: {section.question}", text=section.text, score=round(found.carried, 3)
    )


def _offer_taken(talk: Talk) -> Given | None:
    if _OFFERS in talk.last and len(talk.said) <= _SHORT and says(talk.said, *_YES):
        return Given(person_because="The customer takes up the offer to ask a colleague.")
    return None


def _language(talk: Talk) -> Given | None:
    if talk.ask.language.split("-")[0] == "en":
        return None
    return Given(person_because=f"The customer writes in another language ({talk.ask.language}) than the articles.")


def _courtesy(talk: Talk) -> Given | None:
    if len(talk.said) > _SHORT:
        return None
    if says(talk.said, *_THANKS):
        return words(f"You are welcome{called(talk)}. Is there anything else?")
    if says(talk.said, *_GREETING):
        return words(f"Hello{talk.name}, I am {talk.ask.called}, an AI agent. What can I do for you?")
    return None


def _unknown(talk: Talk) -> Given:
    """Admitted once; who asks again and is still not understood gets a person."""
    if talk.ask.person_asked:
        return words(NOTED, sure=0.9)
    if talk.last.startswith(UNKNOWN[:30]):
        return Given(person_because="The articles do not answer what the customer asks, for the second time.")
    return words(UNKNOWN, sure=0.9)
