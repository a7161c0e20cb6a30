"""A proposed version of a policy that lies in a file."""

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.core.learning.tuning.proposal import edits_for, opening


def proposed(text: str, code: str, at: float, *, sentence: str, statistics: list[str]) -> str:
    """The policy's text, changed where the threshold stands, under a comment with the sentence and the statistics."""
    for edit in edits_for(code, at, sentence):
        text = edit_text(text, edit)
    return opening(sentence, statistics) + text
