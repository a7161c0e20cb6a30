"""What a model answers: it follows each conversation, also over turns that nobody labelled."""

from handrail_server.cli.judge.answers import taught
from handrail_server.cli.judge.looking import look_at
from handrail_server.cli.judge.spoken import Said, Talk
from handrail_server.cli.judge.tasks import TASKS
from handrail_server.core.signals.learned.echo import Echoing
from handrail_server.core.signals.learned.model import Curve, Model, nothing

FOLLOWS = Model(
    name="m",
    version="1",
    labels=("0", "1"),
    bias=(-1.0,),
    words=lambda word: (1.0, (5.0,)) if word == "broken" else None,
    parts=nothing,
    meaning=nothing,
    around={},
    curves=(Curve(),),
    at=(0.5,),
    echoing=(Echoing(first_bias=0.0, first=(1.0,), bias=0.0, now=(1.0,), last=(1.0,), mean=(0.0,)),),
)


def talk(*said: Said) -> Talk:
    return Talk(line=1, turns=said)


def test_turns_without_a_label_are_followed_and_not_answered() -> None:
    troubled = talk(
        Said(author="customer", text="It is broken."),
        Said(author="agent", text="Is it?"),
        Said(author="customer", text="I said so.", label="1"),
    )
    (answer,) = taught(TASKS["escalation"], FOLLOWS, look_at([troubled], all_turns=True))
    assert (answer.named, answer.place) == ("1", 2)


def test_nothing_is_heard_of_another_conversation_or_of_the_side_without_labels() -> None:
    other = talk(Said(author="customer", text="It is broken.", label="1"))
    agents = talk(Said(author="agent", text="It is broken."), Said(author="customer", text="I said so.", label="0"))
    first, second = taught(TASKS["escalation"], FOLLOWS, look_at([other, agents], all_turns=True))
    assert (first.named, second.named) == ("1", "0")
