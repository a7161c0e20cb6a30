"""Why you, why now: one sentence for the person who takes the case, and a draft that greets by name."""

from typing import Final

from handrail_server.core.basics.time import DAY, HOUR, MINUTE, SECOND, At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.policy.route import Target, TargetKind

_UNITS: Final = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"))
_PLACES: Final = {
    TargetKind.QUEUE: "the queue “{id}”",
    TargetKind.PERSON: "you by name ({id})",
    TargetKind.ACCOUNT_OWNER: "the account's owner",
    TargetKind.DEDICATED_QUEUE: "the account's dedicated queue",
    TargetKind.SUPERVISOR: "the supervisor",
    TargetKind.DEPARTMENT: "the department “{id}”",
    TargetKind.ON_CALL: "those on call",
}


def why_you_why_now(case: Case, redactor: Redactor, now: At) -> str:
    """One sentence: where it was sent and what that demands, the reasons, and how long the customer has waited."""
    lines = [redactor.words(reason.line).rstrip(". ") for reason in case.reasons]
    because = "; ".join(lines) or "a person was asked for"
    waited = duration(now - case.requested_at)
    return f"This came to {_place(case.item.target)}{_demands(case)} because: {because}; waiting for {waited}."


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


def _place(target: Target) -> str:
    return _PLACES[target.kind].format(id=target.id or "")


def _demands(case: Case) -> str:
    needs = (*case.item.credentials, *(need.skill for need in case.item.skills if need.drop_after is None))
    return f", which needs {', '.join(needs)}," if needs else ""
