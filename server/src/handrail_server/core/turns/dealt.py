"""Reasons that a person has dealt with, and when they fire again: only on new evidence."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.conversation import Conversation, Dealt
from handrail_server.core.turns.facts import ReasonsDealtWith
from handrail_server.core.turns.size import fit

COOL_DOWN = 3
"""So many turns of the customer later a soft reason may fire again without a higher score."""


def deal_with(
    conversation: Conversation, scores: tuple[tuple[str, float], ...], *, by: Actor, at: At
) -> Outcome[Conversation]:
    """Mark these reason codes, with the scores they fired with, as dealt with up to the present turn."""
    if not scores:
        return Outcome(state=conversation)
    codes = dict(scores)
    others = tuple(dealt for dealt in conversation.dealt if dealt.reason not in codes)
    marks = tuple(
        Dealt(
            reason=code,
            turn=TurnNumber(conversation.turns),
            score=round(score, 4),
            customer_turns=conversation.customer_turns,
        )
        for code, score in codes.items()
    )
    state = fit(replace(conversation, dealt=(*others, *marks)))
    fact = ReasonsDealtWith(by=by, at=at, reasons=tuple(codes), number=conversation.turns)
    return Outcome(state=state, facts=(fact,))


def fires_again(conversation: Conversation, code: str, *, score: float, number: int, hard: bool) -> bool:
    """Whether a reason that turn `number` gives counts.

    One that was never dealt with does. Else the evidence must be newer, and for a soft reason also the score higher or
    the cool-down over, counted in the customer's turns.
    """
    dealt = next((dealt for dealt in conversation.dealt if dealt.reason == code), None)
    if dealt is None:
        return True
    if number <= dealt.turn:
        return False
    return hard or score > dealt.score or conversation.customer_turns - dealt.customer_turns >= COOL_DOWN
