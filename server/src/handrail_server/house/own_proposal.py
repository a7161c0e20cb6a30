"""A number for a threshold from the organisation's own labels and audit sample, as a proposed text of the policy."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.tuning.choosing import Chosen, Uncertified
from handrail_server.core.learning.tuning.ladder import Ladder, scale_for, stands_at
from handrail_server.core.learning.tuning.own import Way, Wish, choose
from handrail_server.core.learning.tuning.proposal import edits_for, opening
from handrail_server.core.learning.tuning.sentence import Load, sentence
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.scope import Place, in_force
from handrail_server.house.house import House
from handrail_server.house.own_conversations import Own, own_conversations

_WEEK: Final = 7 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which threshold, and how its number is to be chosen."""

    code: str
    way: Way
    alpha: float
    delta: float
    days: int
    """Of conversations, the newest."""
    minutes: float
    """Of a person, for an escalation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """The policy's text with the number, and what it comes to."""

    document: str
    code: str
    stands: float
    chosen: Chosen
    sentence: str
    statistics: tuple[str, ...]


async def own_proposal(house: House, org: OrgId, policy: Policy, text: str, asked: Asked, now: At) -> Proposed:
    """Raises `Invalid` where nothing can be promised, `MoveRefused` where the number is the one in force."""
    scale, stands, costs = scale_for(asked.code), stands_at(policy, asked.code), in_force(policy, Place())
    ladder = Ladder(policy, asked.code, scale)
    own = await own_conversations(house, org, ladder, since=At(now - asked.days * DAY), now=now)
    wish = Wish(
        way=asked.way, alpha=asked.alpha, delta=asked.delta, error=costs.cost_of_error, person=costs.cost_of_person
    )
    chosen = choose(scale, own.strata, wish)
    if isinstance(chosen, Uncertified):
        fix = "Judge more of the audit sample, and label escalations: docs/guides/choosing-thresholds.md."
        raise Invalid(f"Nothing can be certified. {chosen.because}", field="threshold", fix=fix)
    said = sentence(chosen, Load(minutes=asked.minutes, a_week=_a_week(own, now)))
    at = chosen.count.at
    if at == stands:
        raise MoveRefused(f"It stands at {at:g} already, the number that these conversations choose. {said}")
    statistics = _statistics(asked.code, stands, chosen, own)
    changed = house.reader.edited(text, edits_for(asked.code, at, said))
    return Proposed(
        document=opening(said, statistics) + changed,
        code=asked.code,
        stands=stands,
        chosen=chosen,
        sentence=said,
        statistics=statistics,
    )


def _a_week(own: Own, now: At) -> float | None:
    span = now - own.since
    return own.strata.n * _WEEK / span if span >= DAY else None


def _statistics(code: str, stands: float, chosen: Chosen, own: Own) -> tuple[str, ...]:
    strata, count = own.strata, chosen.count
    escalated = len(strata.escalated)
    certified = (
        f"Certificate ({each.of}): sample {each.n:,}, alpha {'-' if each.alpha is None else f'{each.alpha:g}'}, "
        f"delta {each.delta:g}, {each.of} in the sample {each.seen:,}, bound {each.bound:.4f}."
        for each in chosen.certificates
    )
    drawn_from = (
        f"Conversations {strata.n:,}: escalated {escalated:,}, of these labelled {strata.labelled:,}; handled alone "
        f"{strata.alone:,}, of these drawn {own.drawn:,}, judged {len(strata.sample):,}. Left out {own.left_out:,}."
    )
    estimated = (
        f"Estimated: reach a person {count.escalated:,} (were {escalated:,}), needlessly {count.needless:,}, "
        f"missed {count.missed:,}."
    )
    weights = (
        f"Each judged one stands for {strata.stands_for:.1f}; an escalation stands for itself, and without a label "
        "counts against the promise."
    )
    return (f"{code}: {stands:g} becomes {count.at:g}.", *certified, drawn_from, weights, estimated)
