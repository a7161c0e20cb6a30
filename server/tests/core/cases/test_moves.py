"""Random verbs, in any order: the table is kept, and nobody waits in silence (law 3)."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import CaseId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.address import address
from handrail_server.core.cases.approval import Vote, approve, reject, verify
from handrail_server.core.cases.case import Case, CaseState, Consultation, Document
from handrail_server.core.cases.claim import claim, take_over
from handrail_server.core.cases.consult import answer_consultation, consult, consult_due
from handrail_server.core.cases.deadlines import due_times
from handrail_server.core.cases.document import document, missing
from handrail_server.core.cases.engage import customer_spoke, person_spoke
from handrail_server.core.cases.escalate import accept_due, chain_ended, escalate
from handrail_server.core.cases.expiry import expire
from handrail_server.core.cases.hand_back import hand_back
from handrail_server.core.cases.held_reply import discard, release
from handrail_server.core.cases.join import join, seal_offered
from handrail_server.core.cases.landing import land, promise_due
from handrail_server.core.cases.link import link
from handrail_server.core.cases.moves import MOVES, ONLY, OPEN, OVER, CaseVerb, Sort, is_open, move, sort_of
from handrail_server.core.cases.offers import accept, begin_round, decline, offer, offer_due
from handrail_server.core.cases.quality import score
from handrail_server.core.cases.requeue import LostWhy, reply_due, requeue
from handrail_server.core.cases.seal import open_seal
from handrail_server.core.cases.transfer import Passing, transfer
from handrail_server.core.cases.withdraw import withdraw
from handrail_server.core.cases.wrap_up import Resolution, close, extend_wrap_up, resolve, silence_due, wrap_up_due
from handrail_server.core.policy.route import Landing, LandingKind
from server.tests.core.cases.given import (
    ANA,
    ANYBODY,
    ANYWHERE,
    BEN,
    COMPLIANCE,
    CONFIRMED,
    DIGEST,
    HIPAA,
    LETTER,
    NOW,
    REQUEST,
    SEALED,
    SENIOR,
    WORKER,
    an_offer,
    approval,
    held_reply,
    is_,
    quality_review,
    queued,
    reads,
)

Verb = Callable[[Case, At], Outcome[Case]]
A, B = is_(ANA), is_(BEN)
RECORD = Document(
    decision="settled", ground="fair", authoriser=ANA, credential="A-1", verification=CONFIRMED, attachments=(LETTER,)
)
VOTE = Vote(person=BEN, digest=DIGEST, ground="Client confirmed.")

VERBS: dict[str, Verb] = {
    "address": lambda case, at: address(case, queue=ANYWHERE, preferred=ANA, by=WORKER, at=at),
    "join": lambda case, at: join(case, SEALED, by=WORKER, at=at),
    "join_urgent": lambda case, at: join(case, COMPLIANCE, by=WORKER, at=at),
    "seal_offered": lambda case, at: seal_offered(case, by=WORKER, at=at),
    "offer": lambda case, at: offer(case, [an_offer(ANA, at=at)], by=WORKER, at=at),
    "fan_out": lambda case, at: offer(case, [an_offer(ANA, at=at), an_offer(BEN, seconds=9, at=at)], by=WORKER, at=at),
    "accept": lambda case, at: accept(case, offer=an_offer(ANA).id, reader=reads(ANA, HIPAA), by=A, at=at),
    "decline": lambda case, at: decline(case, offer=an_offer(ANA).id, person=ANA, why="busy", by=A, at=at),
    "offer_due": lambda case, at: offer_due(case, by=WORKER, at=at),
    "begin_round": lambda case, at: begin_round(case, by=WORKER, at=at),
    "claim": lambda case, at: claim(case, reader=reads(BEN, HIPAA), by=B, at=at),
    "take_over": lambda case, at: take_over(case, reader=reads(ANA, HIPAA), by=A, at=at),
    "ana_speaks": lambda case, at: person_spoke(case, person=ANA, turn=TurnNumber(5), by=A, at=at),
    "ben_speaks": lambda case, at: person_spoke(case, person=BEN, turn=TurnNumber(5), by=B, at=at),
    "customer_speaks": lambda case, at: customer_spoke(case, turn=TurnNumber(6), by=WORKER, at=at),
    "requeue": lambda case, at: requeue(case, why=LostWhy.OFFLINE, by=WORKER, at=at),
    "reply_due": lambda case, at: reply_due(case, by=WORKER, at=at),
    "transfer": lambda case, at: transfer(case, Passing(to=ANYBODY), supervised=False, by=A, at=at),
    "supervised_transfer": lambda case, at: transfer(case, Passing(to=SENIOR), supervised=True, by=A, at=at),
    "escalate": lambda case, at: escalate(case, to=ANYBODY, by=WORKER, at=at),
    "accept_due": lambda case, at: accept_due(case, by=WORKER, at=at),
    "chain_ended": lambda case, at: chain_ended(case, by=WORKER, at=at),
    "land": lambda case, at: land(case, landing=Landing(kind=LandingKind.HAND_BACK), by=WORKER, at=at),
    "promise_due": lambda case, at: promise_due(case, by=WORKER, at=at),
    "resolve": lambda case, at: resolve(case, Resolution(outcome="solved"), person=ANA, by=A, at=at),
    "silence_due": lambda case, at: silence_due(case, wrap_up_seconds=60, by=WORKER, at=at),
    "extend": lambda case, at: extend_wrap_up(case, person=ANA, seconds=60, by=A, at=at),
    "wrap_up_due": lambda case, at: wrap_up_due(case, by=WORKER, at=at),
    "document": lambda case, at: document(case, RECORD, by=A, at=at),
    "close": lambda case, at: close(case, by=A, at=at),
    "hand_back": lambda case, at: hand_back(case, person=ANA, note="Refund is on its way.", by=A, at=at),
    "withdraw": lambda case, at: withdraw(case, why="customer_left", by=WORKER, at=at),
    "verify": lambda case, at: verify(case, CONFIRMED, by=B, at=at),
    "approve": lambda case, at: approve(case, VOTE, by=B, at=at),
    "reject": lambda case, at: reject(case, VOTE, by=B, at=at),
    "release": lambda case, at: release(case, person=BEN, by=B, at=at),
    "discard": lambda case, at: discard(case, person=BEN, why="wrong", by=B, at=at),
    "score": lambda case, at: score(case, person=BEN, scores=(4, 5), by=B, at=at),
    "expire": lambda case, at: expire(case, by=WORKER, at=at),
    "consult": lambda case, at: consult(
        case,
        Consultation(id=f"c{at}", asked="legal", question="May we?", by=ANA, at=at, due_at=later(at, seconds=60)),
        by=A,
        at=at,
    ),
    "answer": lambda case, at: answer_consultation(
        case, consultation=case.consultations[0].id if case.consultations else "", person=BEN, answer="Yes", by=B, at=at
    ),
    "consult_due": lambda case, at: consult_due(case, by=WORKER, at=at),
    "link": lambda case, at: link(case, to="defect-1", others=(CaseId("other"),), by=A, at=at),
    "open_seal": lambda case, at: open_seal(case, reader=reads(BEN, HIPAA), purpose="audit", by=B, at=at),
}
NEW: dict[str, Callable[[], Case]] = {
    "hand_over": queued,
    "compliance": lambda: queued(COMPLIANCE),
    "sealed": lambda: queued(SEALED),
    "landing": lambda: queued(
        replace(REQUEST, route=replace(REQUEST.route, landing=Landing(kind=LandingKind.HAND_BACK)))
    ),
    "approval": approval,
    "held_reply": held_reply,
    "quality": quality_review,
}
WHEN_DUE = {
    "case_accept": "accept_due",
    "case_offer": "offer_due",
    "case_reply": "reply_due",
    "case_silence": "silence_due",
    "case_wrap_up": "wrap_up_due",
    "case_promise": "promise_due",
    "case_expiry": "expire",
    "consult_due": "consult_due",
}
SECONDS = (0, 1, 10, 31, 121, 301, 3_601, 86_401)


@settings(max_examples=600, deadline=None)
@given(
    new=st.sampled_from(sorted(NEW)),
    steps=st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(SECONDS)), max_size=14),
)
def test_no_sequence_of_verbs_leaves_the_table_or_an_open_case_without_a_deadline(
    new: str, steps: list[tuple[str, int]]
) -> None:
    case, at = NEW[new](), NOW
    standing = dict(due_times(case))
    for name, seconds in steps:
        at = later(at, seconds=seconds)
        try:
            outcome = VERBS[name](case, at)
        except HandrailError:
            continue
        after = outcome.state
        assert after.state in {target for (state, _), target in MOVES.items() if state is case.state}
        assert after == case or outcome.facts, "a change of state is a fact"
        assert after.requested_at == case.requested_at, "the age is kept"
        for deadline in outcome.deadlines:
            if deadline.due_at is None:
                standing.pop(deadline.name)
            else:
                standing[deadline.name] = deadline.due_at
        assert standing == due_times(after)
        assert bool(standing) == is_open(after), f"{after.state}: {standing}"
        assert not is_open(after) or after.due_at == min(standing.values())
        assert (after.owner is None) or after.state not in (CaseState.QUEUED, CaseState.OFFERED)
        assert bool(after.offers) == (after.state is CaseState.OFFERED)
        case = after


@settings(max_examples=200, deadline=None)
@given(
    new=st.sampled_from(sorted(NEW)),
    steps=st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(SECONDS)), max_size=8),
)
def test_whatever_happened_doing_only_what_falls_due_ends_the_case_or_promises_a_contact(
    new: str, steps: list[tuple[str, int]]
) -> None:
    """No state is a trap: with nobody there, the deadlines alone lead to an end or to a promise that returns."""
    case, at = NEW[new](), NOW
    for name, seconds in steps:
        at = later(at, seconds=seconds)
        try:
            case = VERBS[name](case, at).state
        except HandrailError:
            continue
    for _ in range(40):
        undocumented = case.state is CaseState.WRAPPING and bool(missing(case))
        if not is_open(case) or case.promised_for is not None or undocumented:
            return
        name, due = min(due_times(case).items(), key=lambda item: item[1])
        at = max(at, due)
        case = VERBS[WHEN_DUE[name]](case, at).state
    raise AssertionError(f"{case.state} goes on for ever")


def test_a_state_that_ends_a_case_is_never_left() -> None:
    assert all(MOVES[state, verb] is state for state, verb in MOVES if state in OVER)


def test_every_open_state_can_be_reached_and_left() -> None:
    reached = {target for (state, _), target in MOVES.items() if target is not state}
    assert reached == set(CaseState) - {CaseState.REQUESTED}
    assert all((state, CaseVerb.WITHDRAW) in MOVES for state in OPEN)


def test_approvals_and_held_replies_are_decided_from_queued_or_accepted_only() -> None:
    for verb in (CaseVerb.APPROVE, CaseVerb.REJECT, CaseVerb.RELEASE, CaseVerb.DISCARD):
        assert {state for state, known in MOVES if known is verb} == {CaseState.QUEUED, CaseState.ACCEPTED}


def test_each_sort_of_case_knows_its_own_verbs_only() -> None:
    assert sort_of(queued()) is Sort.HAND_OVER
    assert sort_of(approval()) is Sort.APPROVAL
    assert sort_of(held_reply()) is Sort.HELD_REPLY
    assert sort_of(quality_review()) is Sort.QUALITY
    for verb, sorts in ONLY.items():
        for case in (queued(), approval(), held_reply(), quality_review()):
            taken = replace(case, state=next(state for state, known in MOVES if known is verb))
            try:
                move(taken, verb)
                allowed = True
            except HandrailError:
                allowed = False
            assert allowed == (sort_of(case) in sorts)
