"""What a model is asked has names of its own."""

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.policy.reasons import BUILT_IN
from handrail_server.core.signals.opinion.questions import JUDGED, QUESTIONS


def test_no_question_bears_the_name_of_a_built_in_signal() -> None:
    assert len(set(JUDGED)) == len(JUDGED)
    assert not set(JUDGED) & set(BUILT_IN)
    assert all(name.startswith("judged_") for name in JUDGED)


def test_words_of_people_and_of_the_system_are_not_judged() -> None:
    assert set(QUESTIONS) == {ActorKind.CUSTOMER, ActorKind.AGENT}
