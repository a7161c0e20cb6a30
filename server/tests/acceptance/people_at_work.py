"""What people do in a crowd: every verb that a person has, on whatever case or conversation comes to hand."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from handrail_server.core.basics.ids import CaseId, QueueId, TurnId
from handrail_server.core.cases.case import Case, Document
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.policy.route import Target, TargetKind
from handrail_server.core.resolution.resolve import Return
from handrail_server.core.routing.person import Status
from handrail_server.core.work.decide import Ballot
from handrail_server.core.work.reply import Words
from handrail_server.demo.places import GENERAL, QUEUES
from handrail_server.flows import (
    answer_offer,
    claim_case,
    close_conversation,
    consult_others,
    decide_action,
    decide_draft,
    flag_conversation,
    link_cases,
    open_seal,
    pass_on,
    resolve_case,
    set_presence,
    speak,
    steer,
    take_over,
    withdraw_case,
)
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from server.tests.acceptance.crowd import MARK, Crowd, Verb

OnCase = Callable[[Crowd, House, Caller, Case], Awaitable[object]]
WRITTEN: Final = Document(decision="done", ground=MARK)


def on_case(verb: OnCase) -> Verb:
    """The verb on some open case; mostly by whoever has it, or is asked to take it."""

    async def act(crowd: Crowd, house: House) -> None:
        case = await crowd.open_case(house)
        if case is None:
            return
        await verb(crowd, house, _hands(crowd, case), case)

    return act


def _hands(crowd: Crowd, case: Case) -> Caller:
    asked = [offer.person for offer in case.offers] + ([case.owner] if case.owner else [])
    by = crowd.somebody()
    if not asked or crowd.random.random() < 0.3:
        return by
    return Caller(
        org=by.org,
        actor=type(by.actor)(kind=by.actor.kind, id=crowd.random.choice(asked), authenticated=by.actor.authenticated),
    )


async def says(crowd: Crowd, house: House) -> None:
    words = Words(turn=TurnId(crowd.name("words")), text=f"Hello from {MARK}.")
    await speak.send_message(house, crowd.somebody(), crowd.talk(), words)


async def joins(crowd: Crowd, house: House) -> None:
    words = Words(turn=TurnId(crowd.name("words")), text=f"Also hello from {MARK}.")
    await speak.join_in(house, crowd.somebody(), crowd.talk(), words)


async def answers_in(crowd: Crowd, house: House, by: Caller, case: Case) -> None:
    words = Words(turn=TurnId(crowd.name("words")), text=f"Let me see {MARK}.")
    await speak.send_message(house, by, case.conversation, words)


async def transfers(crowd: Crowd, house: House, by: Caller, case: Case) -> None:
    queue = crowd.random.choice(QUEUES).id
    passing = Passing(
        to=Target(kind=TargetKind.QUEUE, id=queue), queue=QueueId(queue), warm=crowd.random.random() < 0.3, note=MARK
    )
    await pass_on.transfer_case(house, by, case.id, passing)


async def reassigns(crowd: Crowd, house: House, _by: Caller, case: Case) -> None:
    given = pass_on.Reassigning(
        person=crowd.random.choice(crowd.people), why=MARK, override=crowd.random.random() < 0.2
    )
    await pass_on.reassign_case(house, crowd.somebody(), case.id, given)


async def votes(crowd: Crowd, house: House, by: Caller, case: Case) -> None:
    digest = case.asked.digest if case.asked and crowd.random.random() < 0.9 else "0" * 64
    approves = crowd.random.random() < 0.6
    await decide_action.vote(house, by, case.id, Ballot(digest=digest, ground=MARK), approves=approves)


async def verifies(crowd: Crowd, house: House, by: Caller, case: Case) -> None:
    verifying = decide_action.Verifying(means="call", contact=MARK, result=MARK, confirmed=crowd.random.random() < 0.8)
    await decide_action.verify_action(house, by, case.id, verifying)


async def answers_consultation(crowd: Crowd, house: House, _by: Caller, case: Case) -> None:
    if case.consultations:
        asked = crowd.random.choice(case.consultations)
        await consult_others.answer_consultation(house, crowd.somebody(), case.id, asked.id, MARK)


async def links(crowd: Crowd, house: House, by: Caller, case: Case) -> None:
    other = await crowd.open_case(house)
    await link_cases.link_cases(house, by, case.id, other.id if other else CaseId("nothing"), "defect_1")


async def changes_presence(crowd: Crowd, house: House) -> None:
    status = crowd.random.choice((Status.ONLINE, Status.ONLINE, Status.AWAY, Status.OFFLINE))
    await set_presence.set_presence(house, crowd.somebody(), status, ())


VERBS: Final[Mapping[str, tuple[int, Verb]]] = {
    "says": (2, says),
    "joins": (1, joins),
    "notes": (1, lambda c, h: speak.write_note(h, c.somebody(), c.talk(), c.name("note"), MARK)),
    "takes over": (2, lambda c, h: take_over.take_over(h, c.somebody(), c.talk())),
    "whispers": (1, lambda c, h: steer.whisper_to_agent(h, c.somebody(), c.talk(), MARK, 600)),
    "advises": (1, lambda c, h: steer.whisper_to_person(h, c.somebody(), c.talk(), MARK)),
    "pauses": (1, lambda c, h: steer.pause_agent(h, c.somebody(), c.talk())),
    "resumes": (1, lambda c, h: steer.resume_agent(h, c.somebody(), c.talk())),
    "holds replies": (1, lambda c, h: steer.hold_replies(h, c.somebody(), c.talk())),
    "lets replies flow": (1, lambda c, h: steer.let_replies_flow(h, c.somebody(), c.talk())),
    "flags": (1, lambda c, h: flag_conversation.flag_conversation(h, c.somebody(), c.talk())),
    "closes": (1, lambda c, h: close_conversation.close_conversation(h, c.somebody(), c.talk())),
    "changes presence": (2, changes_presence),
    "claims": (4, on_case(lambda _, h, by, case: claim_case.claim_case(h, by, case.id))),
    "accepts": (5, on_case(lambda _, h, by, case: answer_offer.accept_offer(h, by, case.id))),
    "declines": (2, on_case(lambda _, h, by, case: answer_offer.decline_offer(h, by, case.id, "busy"))),
    "answers in": (4, on_case(answers_in)),
    "gives back": (1, on_case(lambda _, h, by, case: claim_case.give_back_case(h, by, case.id))),
    "transfers": (2, on_case(transfers)),
    "reassigns": (1, on_case(reassigns)),
    "resolves": (2, on_case(
        lambda _, h, by, case: resolve_case.resolve_case(h, by, case.id, Resolution(outcome="resolved"), WRITTEN)
    )),
    "hands back": (2, on_case(
        lambda _, h, by, case: resolve_case.hand_back_case(h, by, case.id, Return(note=MARK, record=WRITTEN))
    )),
    "writes up": (1, on_case(lambda _, h, by, case: resolve_case.write_up_case(h, by, case.id, WRITTEN))),
    "ends wrap-up": (2, on_case(lambda _, h, by, case: resolve_case.end_wrap_up(h, by, case.id))),
    "extends wrap-up": (1, on_case(lambda _, h, by, case: resolve_case.extend_wrap_up(h, by, case.id, 60))),
    "votes": (4, on_case(votes)),
    "verifies": (3, on_case(verifies)),
    "releases": (2, on_case(lambda _, h, by, case: decide_draft.release_draft(h, by, case.id, None))),
    "edits": (1, on_case(lambda _, h, by, case: decide_draft.release_draft(h, by, case.id, f"Better: {MARK}."))),
    "discards": (1, on_case(lambda _, h, by, case: decide_draft.discard_draft(h, by, case.id, "not_right"))),
    "scores": (1, on_case(
        lambda _, h, by, case: flag_conversation.score_review(h, by, case.id, (3, 4, 5, 3), MARK)
    )),
    "consults": (1, on_case(lambda _, h, by, case: consult_others.consult(h, by, case.id, GENERAL, MARK, 600))),
    "answers consultation": (1, on_case(answers_consultation)),
    "opens seal": (1, on_case(lambda _, h, by, case: open_seal.open_seal(h, by, case.id, "care"))),
    "links": (1, on_case(links)),
    "withdraws": (1, on_case(lambda _, h, by, case: withdraw_case.withdraw_case(h, by, case.id, "not_needed"))),
}  # fmt: skip
