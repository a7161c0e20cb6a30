"""What an organisation's own labels taught: versions are fitted, looked at, adopted and rolled back."""

from types import NoneType
from typing import Final, Literal

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import learning as wire
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.learning.enough import FEWEST, FEWEST_NEW, FEWEST_OF_A_KIND
from handrail_server.core.learning.life import Fit, LearningLife, in_force_before
from handrail_server.core.learning.proposal import Figure, Fitted, Proposal
from handrail_server.core.routing.rights import Right
from handrail_server.flows import learn_from_labels as flow
from handrail_server.house.learning_life import read_learning as read

_NAMES: Final[dict[str, Literal["f1", "auc", "ece", "needless_per_100"]]] = {
    "f1": "f1",
    "auc": "auc",
    "ece": "ece",
    "needless_per_100": "needless_per_100",
}
_FITTABLE: Final = {of.value: of for of in Fitted}
_FAILURES: Final[dict[str, Literal["too_few_labels", "too_few_new_labels", "extra_missing", "broken"]]] = {
    "too_few_labels": "too_few_labels",
    "too_few_new_labels": "too_few_new_labels",
    "extra_missing": "extra_missing",
    "broken": "broken",
}


async def read_learning(call: Call[None]) -> wire.LearningReply:
    """What was fitted to your own labels, how much better it judges, and which version is in force."""
    require_one(await viewer_of(call), Right.ADOPT, Right.MEASURE, Right.AUDIT)
    return learning_reply(await read(call.house, call.caller.org))


async def ask_for_version(call: Call[None]) -> wire.LearningReply:
    """Have a version fitted to the labels there are now; it is proposed some minutes later, and judges nothing yet."""
    return learning_reply(await flow.ask_for_version(call.house, call.caller, _of(call), call.record(learning_reply)))


async def adopt_version(call: Call[None]) -> wire.LearningReply:
    """Let the version judge this organisation's turns from now on, on every server."""
    return learning_reply(
        await flow.adopt_version(call.house, call.caller, _version(call), call.record(learning_reply))
    )


async def roll_back_version(call: Call[None]) -> wire.LearningReply:
    """From the version in force back to what judged before it, in one step."""
    return learning_reply(await flow.roll_back_version(call.house, call.caller, _version(call)))


async def discard_version(call: Call[None]) -> wire.LearningReply:
    """Put a proposed version aside."""
    return learning_reply(await flow.discard_version(call.house, call.caller, _version(call)))


def learning_reply(life: LearningLife) -> wire.LearningReply:
    """All of it, the newest version first."""
    return wire.LearningReply(
        fit=None if life.fit is None else _fit(life.fit),
        versions=tuple(_version_reply(life, each) for each in reversed(life.versions)),
        fewest=FEWEST,
        fewest_of_a_kind=FEWEST_OF_A_KIND,
        fewest_new=FEWEST_NEW,
    )


def _fit(fit: Fit) -> wire.FitReply:
    return wire.FitReply(
        of=fit.of.value,
        asked_at=shown(fit.asked_at),
        asked_by=fit.asked_by,
        failed=None if fit.failed is None else _FAILURES[fit.failed],
        labels=fit.labels,
    )


def _version_reply(life: LearningLife, each: Proposal) -> wire.VersionReply:
    card = each.card
    return wire.VersionReply(
        version=each.version,
        of=each.of.value,
        detector=each.detector,
        state=each.state.value,
        digest=each.digest,
        base=card.base,
        labels=card.labels,
        positive=card.positive,
        conversations=card.conversations,
        since=shown(card.since),
        until=shown(card.until),
        figures=tuple(map(_figure, each.figures)),
        better=each.better,
        bar=each.bar,
        proposed_at=shown(each.proposed_at),
        adopted_at=shown_or_none(each.adopted_at),
        adopted_by=each.adopted_by,
        back_to=in_force_before(life, each),
    )


def _figure(figure: Figure) -> wire.FigureReply:
    return wire.FigureReply(
        name=_NAMES[figure.name],
        topic=figure.topic,
        count=figure.count,
        before=figure.before,
        before_between=wire.Interval(low=figure.before_between[0], high=figure.before_between[1]),
        after=figure.after,
        after_between=wire.Interval(low=figure.after_between[0], high=figure.after_between[1]),
    )


def _of(call: Call[None]) -> Fitted:
    of = _FITTABLE.get(call.path("fitted"))
    if of is None:
        raise NotFound("Nothing of this name is fitted to labels.", field="fitted", fix=f"Name {', '.join(_FITTABLE)}.")
    return of


def _version(call: Call[None]) -> int:
    text = call.path("version")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotFound("There is no such version.", field="version", fix="Read the list of versions.")
    return int(text)


_VERSION: Final = "/v1/learning/versions/{version}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/learning", read_learning, body=NoneType, reply=wire.LearningReply),
    endpoint("POST", "/v1/learning/{fitted}/versions", ask_for_version, body=NoneType, reply=wire.LearningReply),
    endpoint("DELETE", _VERSION, discard_version, body=NoneType, reply=wire.LearningReply),
    endpoint("POST", f"{_VERSION}/adoption", adopt_version, body=NoneType, reply=wire.LearningReply),
    endpoint("DELETE", f"{_VERSION}/adoption", roll_back_version, body=NoneType, reply=wire.LearningReply),
)
