"""Choosing of whom a second opinion is asked."""

from dataclasses import replace

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.time import At
from handrail_server.core.routing.opinion import set_opinion
from handrail_server.core.routing.organisation_facts import OpinionSettingsChanged
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.opinion.settings import OpinionSettings

NOW = At(1_800_000_000_000)
BY = system("test")
ACME = Organisation(id="acme", name="Acme", created_at=NOW)
CHOSEN = OpinionSettings(on=True, address="https://model.example/v1", model="small", key="sealed")


def test_a_choice_is_a_fact_without_the_key_and_the_same_again_is_none() -> None:
    chosen = set_opinion(ACME, CHOSEN, by=BY, at=NOW)
    (fact,) = chosen.facts
    assert isinstance(fact, OpinionSettingsChanged)
    assert (fact.on, fact.model, fact.key_set) == (True, "small", True)
    assert "sealed" not in repr(fact)
    assert set_opinion(chosen.state, CHOSEN, by=BY, at=NOW).facts == ()
    off = set_opinion(chosen.state, replace(CHOSEN, on=False), by=BY, at=NOW)
    assert off.state.opinion == replace(CHOSEN, on=False)
