"""A route in plain words: who gets the case, by when, what they must bring, and what if nobody is there."""

from collections.abc import Iterator
from typing import Final

from handrail_server.core.policy.decision import Verdict, Waiting
from handrail_server.core.policy.document import ALL
from handrail_server.core.policy.plain_terms import listed, named, raised, span
from handrail_server.core.policy.route import Documentation, Landing, LandingKind, Route, SkillNeed, Target, TargetKind

_TARGETS: Final = {
    TargetKind.QUEUE: "the queue {id}",
    TargetKind.PERSON: "the person {id}",
    TargetKind.ACCOUNT_OWNER: "the account's owner",
    TargetKind.DEDICATED_QUEUE: "the account's own queue",
    TargetKind.SUPERVISOR: "the team's supervisor",
    TargetKind.DEPARTMENT: "the department {id}",
    TargetKind.ON_CALL: "whoever is on call",
}
_LANDINGS: Final = {
    LandingKind.CALL_BACK: "a call back within {span}",
    LandingKind.EMAIL: "an e-mail within {span}",
    LandingKind.HAND_BACK: "the truth, and the agent goes on",
}
_REASONS: Final = {
    ALL: "everything that has no way of its own",
    Verdict.HOLD.value: "replies that wait",
    Verdict.ASK_FIRST.value: "actions that ask first",
    Verdict.HAND_OVER.value: "conversations handed over without a way of their own",
}
_NOTICES: Final = {"supervisor": "the supervisor", "account_owner": "the account's owner", "slack": "Slack"}


def route_in_words(route: Route, reasons: tuple[str, ...]) -> str:
    """All of a route, sentence by sentence."""
    return " ".join(_sentences(route, reasons))


def target_in_words(target: Target) -> str:
    """A place where work can go."""
    return _TARGETS[target.kind].format(id=target.id)


def _sentences(route: Route, reasons: tuple[str, ...]) -> Iterator[str]:
    what = listed(_REASONS.get(code, named(code)) for code in reasons) if reasons else "Nothing at present"
    target = target_in_words(route.target)
    yield raised(f"{what}: to {target}, to be accepted within {span(route.accept_within)}")
    others = [target_in_words(each) for each in route.fallbacks]
    if others:
        yield f"If nobody accepts, to {', then to '.join(others)}."
    yield f"If nobody at all is there, the customer is promised {_landing(route.landing)}."
    if wanted := (*map(skill_in_words, route.skills), *(f"the credential {each}" for each in route.credentials)):
        yield f"It takes {listed(wanted)}."
    if route.waiting is not None:
        silent = route.waiting is Waiting.SILENT
        yield f"While the customer waits, the agent {'is silent' if silent else 'may go on talking'}."
    if told := _told(route):
        yield told
    if written := _documentation(route.documentation):
        yield f"Before it ends, {written} must be written down."
    if route.approvers.credential:
        yield f"Only an approver with the credential {route.approvers.credential} decides."
    if route.approvers.agent_owner:
        yield "The owner of the agent that asks may approve it too."


def _told(route: Route) -> str | None:
    """Who hears of it beside the queue; what is critical also reaches those whom the policy names for it."""
    people = listed(_NOTICES.get(each.partition(":")[0], each) for each in route.notices) if route.notices else None
    if route.critical:
        also = f", {people} among them" if people else ""
        return f"It is critical: those who must hear of it do at once{also}, until somebody acknowledges."
    return raised(f"told at once: {people}") if people else None


def _landing(landing: Landing) -> str:
    return _LANDINGS[landing.kind].format(span=span(landing.promise_seconds))


def skill_in_words(need: SkillNeed) -> str:
    """What the person must be able to do, how well, and when that is given up."""
    dropped = f" (given up after {span(need.drop_after)})" if need.drop_after is not None else ""
    return f"the skill {need.skill} from level {need.level} of 10{dropped}"


def _documentation(wanted: Documentation) -> str:
    parts = [
        name
        for name, needed in (
            ("the ground", wanted.ground),
            ("how the person was verified", wanted.verification),
            ("who authorised it", wanted.authoriser),
            (f"{wanted.attachments} attachments", wanted.attachments > 0),
        )
        if needed
    ]
    return listed(parts) if parts else ""
