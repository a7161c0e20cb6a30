"""What Fernbrook's administrator has chosen in these weeks: targets, canned replies, and how the policy went on."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.time import DAY, SECOND
from handrail_server.core.policy.edits import Edit, Path, Set
from handrail_server.core.policy.life import PolicyLife
from handrail_server.core.policy.scope import ORGANISATION
from handrail_server.core.routing.queue import CannedReply, MeasureTarget
from handrail_server.demo.colleagues import caller
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import administrator
from handrail_server.flows.change_policy import adopt_default, draft_policy, policy_document, publish_policy
from handrail_server.flows.edit_policy import edit_policy
from handrail_server.flows.shadow_policy import shadow_policy
from handrail_server.flows.shape_organisation import change_settings, set_canned
from handrail_server.house.caller import Caller
from handrail_server.house.house import House

TARGETS: Final = tuple(
    MeasureTarget(measure=measure, value=Decimal(value))
    for measure, value in (
        ("autonomous_share", "0.65"),
        ("escalation_rate", "0.25"),
        ("time_to_human_median", "240"),
        ("csat", "0.8"),
    )
)
CANNED: Final = (
    CannedReply(
        id="hello",
        shortcut="hello",
        title="Hello, a person here",
        text="Hello {customer.first_name|there}, I am {me.first_name}, a person at {organisation}. I have read it.",
    ),
    CannedReply(
        id="photo",
        shortcut="photo",
        title="Ask for a photograph",
        text="Could you send me a photograph of it here in the chat? Then I can decide at once.",
    ),
    CannedReply(
        id="replacement",
        shortcut="replacement",
        title="A replacement is on its way",
        text="I am sorry, {customer.first_name|and thank you for writing}. A replacement leaves our warehouse today, "
        "free of charge; you need not send the damaged one back.",
    ),
    CannedReply(
        id="credited",
        shortcut="credited",
        title="Money back",
        text="The amount is on its way back to you and reaches your account within five working days.",
    ),
    CannedReply(
        id="bye",
        shortcut="bye",
        title="Goodbye",
        text="You are welcome. Should anything be left open, mention case {case} and we find it at once.",
    ),
)
_SURE: Final[Path] = ("organisation", "thresholds", "low_confidence")
_FEELING: Final[Path] = ("organisation", "thresholds", "sentiment")
_ADOPTED: Final = ("organisation.thresholds.repeated_failure", "organisation.thresholds.public_review")


async def choose(house: House) -> AsyncIterator[int]:
    """In the order of the days; yields the pauses between."""
    me = caller(await administrator(house))
    await change_settings(house, me, lambda was: replace(was, targets=TARGETS))
    for reply in CANNED:
        yield 40 * SECOND
        await set_canned(house, me, reply)
    yield 9 * DAY
    for setting in _ADOPTED:
        await adopt_default(house, me, setting)
        yield 40 * SECOND
    await _publish(house, me)
    yield 5 * DAY
    await _shadow(house, me)


async def _publish(house: House, me: Caller) -> None:
    """Somebody has chosen how sure is sure enough."""
    edits = (
        Set(path=(*_SURE, "at"), value=Decimal("0.77")),
        Set(path=(*_SURE, "owner"), value="Tomasz Wilk"),
        Set(path=(*_SURE, "reason"), value="Below it one answer in three that we looked at was wrong."),
    )
    drafted = await _draft(house, me, edits, "Sure enough is .77: what we saw in the first replies we held.")
    await publish_policy(house, me, drafted.versions[-1].version)


async def _shadow(house: House, me: Caller) -> None:
    """And tries what it would be to be stricter still."""
    edits = (
        Set(path=(*_SURE, "at"), value=Decimal("0.86")),
        Set(path=(*_FEELING, "at"), value=Decimal("0.6")),
        Set(path=(*_FEELING, "owner"), value="Tomasz Wilk"),
    )
    drafted = await _draft(house, me, edits, "Would we catch more at .86, and at weaker feeling? First in the shadow.")
    await shadow_policy(house, me, drafted.versions[-1].version)


async def _draft(house: House, me: Caller, edits: tuple[Edit, ...], why: str) -> PolicyLife:
    life = (await house.journal.load(ORG, PolicyLife, ORG)).state
    document = await policy_document(house, me, life.published)
    written = await edit_policy(house, me, document, edits, (ORGANISATION,))
    return await draft_policy(house, me, written.document, why)
