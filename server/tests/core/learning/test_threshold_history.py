"""How thresholds came to be what they are."""

from dataclasses import replace

from handrail_server.core.basics.time import At
from handrail_server.core.learning.threshold_history import Published, steps
from handrail_server.core.policy.document import Policy, Settings, ThresholdSetting
from server.tests.core.policy.given import a_policy


def put(version: int, policy: Policy | None) -> Published:
    return Published(
        version=version,
        replaces=version - 1 or None,
        author="ana",
        by="ben",
        at=At(version),
        why="Tried.",
        policy=policy,
    )


def at(value: float) -> Policy:
    return a_policy(Settings(thresholds={"sentiment": ThresholdSetting(at=value)}))


def test_each_publication_says_what_it_changed_of_thresholds_and_limits() -> None:
    words = replace(at(0.6), messages={"hand_over": {"en": "Other words."}})
    newest, *_, first = steps([put(1, at(0.7)), put(2, at(0.6)), put(3, words)])
    assert (first.published.version, first.changes) == (1, ())
    assert newest.changes == (), "words are no limit"
    _, second, _ = steps([put(1, at(0.7)), put(2, at(0.6)), put(3, words)])
    (change,) = second.changes
    assert change.path == ("organisation", "thresholds", "sentiment")
    assert [(each.label, each.before, each.after) for each in change.details] == [("At", "0.7", "0.6")]


def test_a_version_whose_document_is_gone_is_told_and_the_next_is_compared_with_the_one_before() -> None:
    newest, gone, _ = steps([put(1, at(0.7)), put(2, None), put(3, at(0.5))])
    assert gone.changes == ()
    assert newest.changes[0].details[0].before == "0.7"
