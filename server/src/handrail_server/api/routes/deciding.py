"""Deciding what waits for a decision: an action, a held reply, a quality review."""

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.evidence import evidence_of
from handrail_server.api.wire import verbs as wire
from handrail_server.api.wire.cases import PersonWork
from handrail_server.api.wire.labels import ScoreCardRequest
from handrail_server.api.working import case_of, work
from handrail_server.core.work.decide import Ballot
from handrail_server.flows import decide_action, decide_draft
from handrail_server.flows.flag_conversation import score_review


async def vote(call: Call[wire.Vote]) -> PersonWork:
    """Approve or reject exactly the action with this digest."""
    body = call.body
    evidence = await evidence_of(call, case_of(call), body.attachments, field="attachments")
    ballot = Ballot(digest=body.digest, ground=body.ground, attachments=evidence)
    return await work(
        call,
        lambda once: decide_action.vote(
            call.house, call.caller, case_of(call), ballot, approves=body.vote == "approve", recording=once
        ),
    )


async def verify(call: Call[wire.VerificationRequest]) -> PersonWork:
    """Record that you contacted the client to verify the act: how, and with what result."""
    body = call.body
    verifying = decide_action.Verifying(
        means=body.means, contact=body.contact, result=body.result, confirmed=body.confirmed
    )
    return await work(
        call, lambda once: decide_action.verify_action(call.house, call.caller, case_of(call), verifying, once)
    )


async def release(call: Call[wire.Release]) -> PersonWork:
    """Send a held reply as it is, or with your own words instead."""
    return await work(
        call, lambda once: decide_draft.release_draft(call.house, call.caller, case_of(call), call.body.text, once)
    )


async def discard(call: Call[wire.Discard]) -> PersonWork:
    """Never send a held reply."""
    body = call.body
    return await work(
        call,
        lambda once: decide_draft.discard_draft(
            call.house, call.caller, case_of(call), body.reason, once, note=body.note
        ),
    )


async def score(call: Call[ScoreCardRequest]) -> PersonWork:
    """Fill in the score card of a quality review."""
    body = call.body
    return await work(
        call, lambda once: score_review(call.house, call.caller, case_of(call), body.scores, body.comment, once)
    )


CASE = "/v1/cases/{case}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", f"{CASE}/votes", vote, body=wire.Vote, reply=PersonWork),
    endpoint("POST", f"{CASE}/verification", verify, body=wire.VerificationRequest, reply=PersonWork),
    endpoint("POST", f"{CASE}/release", release, body=wire.Release, reply=PersonWork),
    endpoint("POST", f"{CASE}/discard", discard, body=wire.Discard, reply=PersonWork),
    endpoint("POST", f"{CASE}/score-card", score, body=ScoreCardRequest, reply=PersonWork),
)
