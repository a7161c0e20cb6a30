"""Why you, why now: one sentence for the person who takes the case, and a draft that greets by name."""

from typing import Final

from handrail_server.core.basics.time import DAY, HOUR, MINUTE, SECOND, At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.policy.route import Target, TargetKind

_UNITS: Final = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"))
_PLACES: Final = {
    TargetKind.QUEUE: "the queue “{name}”",
    TargetKind.PERSON: "{name} by name",
    TargetKind.ACCOUNT_OWNER: "the account's owner",
    TargetKind.DEDICATED_QUEUE: "the account's dedicated queue",
    TargetKind.SUPERVISOR: "the supervisor",
    TargetKind.DEPARTMENT: "the department “{name}”",
    TargetKind.ON_CALL: "those on call",
}


def why_you_why_now(case: Case, redactor: Redactor, now: At, *, called: str | None = None) -> str:
    """One sentence: where it was sent and what that demands, the reasons, and how long the customer has waited.

    `called` is what the queue or person that it was sent to is called; by its id where nothing is of that id any more.
    """
    lines = [redactor.words(reason.line).rstrip(". ") for reason in case.reasons]
    because = "; ".join(lines) or "a person was asked for"
    waited = duration(now - case.requested_at)
    return f"This came to {_place(case.item.target, called)}{_demands(case)} because: {because}; waiting for {waited}."


def duration(milliseconds: int) -> str:
    """A time in its largest unit, such as `3 minutes`."""
    for size, unit in _UNITS:
        if milliseconds >= size:
            count = milliseconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a second"


def greeted(draft: str, name: str | None) -> str:
    """The draft with the customer's name; where it is not known, the greeting stands without one."""
    if name and name.strip():
        return draft.replace("{name}", name.strip())
    return draft.replace(" {name}", "").replace("{name}", "").lstrip(" ,")


def _place(target: Target, called: str | None) -> str:
    return _PLACES[target.kind].format(name=called or target.id or "")


def _demands(case: Case) -> str:
    needs = (*case.item.credentials, *(need.skill for need in case.item.skills if need.drop_after is None))
    return f", which needs {', '.join(needs)}," if needs else ""
