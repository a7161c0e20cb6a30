"""A proposed version opens with its sentence, and changes one threshold and nothing else."""

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.learning.tuning.proposal import edits_for, opening

SENTENCE = (
    "Of 1,000 conversations 84 reach a person, 11 needlessly; "
    + "in at most 2 of 100 a wrong answer; " * 3
    + "and so on."
)


def test_the_sentence_opens_it_and_no_line_is_too_long() -> None:
    lines = opening(SENTENCE, ["low_confidence: 0.75 becomes 0.7.", "n " * 80]).splitlines()
    assert all(line == "" or line.startswith("#") for line in lines)
    assert max(map(len, lines)) <= 118
    assert " ".join(" ".join(lines).replace("#", "").split()).startswith(SENTENCE)
    assert lines[-1] == ""


def test_the_number_moves_and_says_why() -> None:
    text = default_policy()
    for edit in edits_for("low_confidence", 0.7, SENTENCE):
        text = edit_text(text, edit)
    policy = read_policy(opening(SENTENCE, []) + text).policy
    assert policy is not None
    threshold = policy.organisation.thresholds["low_confidence"]
    assert (threshold.at, threshold.reason) == (0.7, SENTENCE)
    before = read_policy(default_policy()).policy
    assert before is not None
    unmoved = {code: each for code, each in policy.organisation.thresholds.items() if code != "low_confidence"}
    assert all(before.organisation.thresholds[code] == each for code, each in unmoved.items())
