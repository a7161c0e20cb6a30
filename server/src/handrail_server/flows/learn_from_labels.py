"""A person has a version fitted to the organisation's own labels, and decides whether it judges."""

from collections.abc import Callable

from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.learning import life as lives
from handrail_server.core.learning.life import LearningLife
from handrail_server.core.learning.proposal import Fitted
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.fitted_confidence import fitted_confidence
from handrail_server.house.house import House
from handrail_server.house.learning_life import change_learning
from handrail_server.house.write import Write

Answered = Recording[LearningLife] | None


async def ask_for_version(house: House, caller: Caller, of: Fitted, recording: Answered = None) -> LearningLife:
    """Have a version fitted, apart from the turns; raises `Unavailable` where what fitting takes is not installed.

    What confidence is worth takes no time to find: it is proposed at once, or `Invalid` where too little was judged.
    """
    await reader(house, caller, Right.ADOPT)
    if of is Fitted.CONFIDENCE:
        fitted = await fitted_confidence(house, caller.org)
        return await _changed(
            house,
            caller,
            lambda life, at: lives.propose_calibration(
                life, fitted.found, digest=fitted.digest, card=fitted.card, by=caller.actor, at=at
            ),
            recording,
        )
    await house.refitter.ready()
    fit = house.ids.new("fit")
    return await _changed(house, caller, lambda life, at: lives.ask(life, fit, of, by=caller.actor, at=at), recording)


async def adopt_version(house: House, caller: Caller, version: int, recording: Answered = None) -> LearningLife:
    """From the next commit on it judges this organisation's turns, on every server."""
    return await _changed(house, caller, lambda life, at: lives.adopt(life, version, by=caller.actor, at=at), recording)


async def roll_back_version(house: House, caller: Caller, version: int, recording: Answered = None) -> LearningLife:
    """From the version in force back to what judged before, in one step."""
    return await _changed(
        house, caller, lambda life, at: lives.roll_back(life, version, by=caller.actor, at=at), recording
    )


async def discard_version(house: House, caller: Caller, version: int, recording: Answered = None) -> LearningLife:
    """A proposed version is put aside."""
    return await _changed(
        house, caller, lambda life, at: lives.discard(life, version, by=caller.actor, at=at), recording
    )


async def _changed(
    house: House, caller: Caller, verb: Callable[[LearningLife, At], Outcome[LearningLife]], recording: Answered
) -> LearningLife:
    async def attempt(write: Write) -> LearningLife:
        await entitled(house, write, caller, Right.ADOPT)
        return await change_learning(house, write, lambda life: verb(life, write.at))

    return await decided(house, caller.org, attempt, recording)
