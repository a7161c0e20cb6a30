"""The organisation chooses of whom a second opinion is asked, or that nobody is."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.organisation_facts import OpinionSettingsChanged
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.opinion.settings import OpinionSettings, check


def set_opinion(organisation: Organisation, to: OpinionSettings, *, by: Actor, at: At) -> Outcome[Organisation]:
    """All of it at once; the same again changes nothing."""
    check(to)
    if to == organisation.opinion:
        return Outcome(state=organisation)
    fact = OpinionSettingsChanged(
        by=by,
        at=at,
        on=to.on,
        address=to.address,
        model=to.model,
        agents=to.agents,
        topics=to.topics,
        asking=to.asking.value,
        share=to.share,
        low=to.low,
        high=to.high,
        seconds=to.seconds,
        daily=to.daily,
        at_once=to.at_once,
        key_set=to.key is not None,
    )
    return Outcome(state=replace(organisation, opinion=to), facts=(fact,))
