"""Whether a person was needed: the one definition behind every figure of precision, recall, needlessness and errors."""


def needed(*, said: bool | None, asked: bool) -> bool | None:
    """Where the customer asked for a person one was needed: that is theirs to decide. Else as people say; None where
    nobody said anything.

    `asked` is what somebody who read the conversation says. What a detector heard is no evidence: it would confirm
    itself, and an escalation that it made by mishearing could never be called avoidable.
    """
    return True if asked else said
