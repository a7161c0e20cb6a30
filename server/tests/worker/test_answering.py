"""Around the agent: one answer in the making, held until judged, never said after a takeover, never lost.

Long, because it is one list of stories about one loop.
"""

import asyncio
import json

from handrail_server.adapters.channels.post import ChannelPost
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ActionId, ConversationId, CustomerId, TurnId
from handrail_server.core.learning.lesson import LessonState
from handrail_server.core.resolution.resolve import Return
from handrail_server.core.routing.person import Role
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.making import MakingState
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.work.decide import Ballot
from handrail_server.core.work.reply import Words
from handrail_server.flows.answer_offer import accept_offer
from handrail_server.flows.decide_action import vote
from handrail_server.flows.decide_draft import discard_draft
from handrail_server.flows.resolve_case import hand_back_case
from handrail_server.flows.speak import send_message
from handrail_server.flows.teach import adopt_lesson
from handrail_server.ports.channels import Outgoing
from handrail_server.ports.knowing import Undeliverable
from handrail_server.ports.responding import Unanswered
from handrail_server.ports.working import Parcel
from handrail_server.worker.post import Post
from server.tests.house import ACME
from server.tests.worker.asked import TALK, Gateway, Says, a_gateway, calls, words

CUSTOMERS = "id,name,language\nann,Ann Lee,en\n"
ORDERS = """id,customer,title,status,at,amount
FB-1,ann,Lamp,delivered,2026-05-20,160.00 USD
FB-2,ann,Mug,delivered,2026-05-21,12.00 USD
"""


async def with_orders(*says: Says) -> Gateway:
    gateway = await a_gateway(*says)
    for kind, rows in (("customers", CUSTOMERS), ("orders", ORDERS)):
        imported = await gateway.house.imports.bring_in(ACME, kind, rows, dry_run=False)
        assert not imported.faults
    return gateway


async def verbs(gateway: Gateway, subject: Subject) -> list[str]:
    return [head.verb for head, _ in await gateway.house.library.history(ACME, subject)]


async def test_an_answer_is_made_and_goes_out_in_the_lane() -> None:
    gateway = await a_gateway(words("We are open from ten to seven."))
    await gateway.customer("When are you open?")
    assert not gateway.agent.asked, "the agent is asked a second later, not in the customer's request"
    await gateway.answered()
    assert await gateway.texts() == ["We are open from ten to seven."]
    (parcel,) = await gateway.house.outbox.words_of(ACME, TALK)
    assert (parcel.destination, parcel.state) == ("worker", "stored")
    assert (await gateway.conversation()).unanswered_since is None
    assert (await gateway.making()).state is MakingState.IDLE


async def test_messages_within_a_second_are_answered_together() -> None:
    gateway = await a_gateway(words("Both: yes."))
    await gateway.customer("Do you deliver to Cork?")
    await gateway.begin(after=0.6)
    await gateway.customer("And to Galway?")
    await gateway.begin(after=0.6)
    assert not gateway.agent.asked
    await gateway.answered(after=0.5)
    (ask,) = gateway.agent.asked
    assert ask.unanswered == 2
    assert [line.text for line in ask.lines] == ["Do you deliver to Cork?", "And to Galway?"]
    assert await gateway.texts() == ["Both: yes."]


async def test_who_goes_on_writing_is_answered_all_the_same() -> None:
    gateway = await a_gateway(words("I see."))
    for number in range(7):
        await gateway.customer(f"One more thing, number {number}")
        await gateway.begin(after=0.8)
    assert gateway.agent.asked


async def test_a_new_message_supersedes_the_answer_in_the_making() -> None:
    gateway = await a_gateway(words("To Cork: two days."), words("To Galway: three days."))
    gate = gateway.agent.hold(1)
    await gateway.customer("How long to Cork?")
    await gateway.begin()
    await gateway.customer("Sorry, I meant Galway.")
    await gateway.begin()
    gate.set()
    await gateway.answered(after=0)
    assert await gateway.texts() == ["To Galway: three days."]
    assert [ask.unanswered for ask in gateway.agent.asked] == [1, 2]
    assert "AnswerSuperseded" in await verbs(gateway, Subject(kind=SubjectKind.ANSWER, id=TALK))


async def test_two_processes_never_both_answer() -> None:
    gateway = await a_gateway(words("First."), words("Second."))
    gate = gateway.agent.hold(1)
    await gateway.customer("How long to Cork?")
    await gateway.begin()
    await gateway.customer("Sorry, I meant Galway.")
    gateway.world.clock.wait(1)
    other = gateway.other_process()
    await other.ring_once()
    await other.answers.rest()
    gate.set()
    await gateway.alarm.answers.rest()
    assert await gateway.texts() == ["Second."]
    assert len(await gateway.house.outbox.words_of(ACME, TALK)) == 1


async def test_an_answer_that_has_acted_is_not_superseded() -> None:
    gateway = await with_orders(
        calls("issue_refund", order="FB-2", amount="12.00", currency="USD"), words("Refunded."), words("Two days.")
    )
    gate = gateway.agent.hold(2)
    await gateway.customer("Please refund FB-2.", named="ann")
    await gateway.begin()
    await asyncio.sleep(0.05)
    assert (await gateway.making()).acted
    await gateway.customer("And how long to Cork?", named="ann")
    await gateway.begin()
    assert len(gateway.agent.asked) == 2, "nobody else makes it meanwhile"
    gate.set()
    await gateway.alarm.answers.rest()
    await gateway.answered(after=1)
    assert await gateway.texts() == ["Refunded.", "Two days."], "what came while it was asked is answered next"
    assert [ask.unanswered for ask in gateway.agent.asked] == [1, 1, 1]
    (action,) = await gateway.house.library.actions(ACME, TALK)
    assert action.state is ActionState.COMPLETED


async def test_an_answer_after_a_takeover_is_kept_as_a_draft() -> None:
    gateway = await a_gateway(words("Let me tell you…"))
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    gate = gateway.agent.hold(1)
    await gateway.customer("My table is broken.")
    await gateway.begin()
    await gateway.takes_over(maria)
    gate.set()
    await gateway.alarm.answers.rest()
    assert await gateway.texts("refused") == ["Let me tell you…"]
    assert not [text for text in await gateway.texts() if text == "Let me tell you…"]


async def test_a_call_after_a_takeover_is_refused_and_kept_with_the_draft() -> None:
    gateway = await with_orders(calls("issue_refund", order="FB-2", amount="12.00", currency="USD"), words("Done."))
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    gate = gateway.agent.hold(1)
    await gateway.customer("Please refund FB-2.", named="ann")
    await gateway.begin()
    await gateway.takes_over(maria)
    gate.set()
    await gateway.alarm.answers.rest()
    (action,) = await gateway.house.library.actions(ACME, TALK)
    assert (action.state, action.error) == (ActionState.REFUSED, "stale_epoch")
    (kept,) = [t for t in await gateway.turns() if t.status == "refused"]
    assert [call.name for call in kept.turn.tool_calls] == ["issue_refund"]
    profile, _ = await gateway.house.customers.profile(ACME, CustomerId("ann"), now=gateway.house.clock.now())
    assert profile is not None
    assert not [record for record in profile.records if record.kind == "act"]


async def test_a_lost_maker_is_replaced_and_the_agent_not_asked_again_for_what_acted() -> None:
    gateway = await with_orders(
        calls("issue_refund", order="FB-2", amount="12.00", currency="USD"),
        words("never said"),
        words("It is refunded."),
    )
    gateway.agent.hold(2)
    await gateway.customer("Please refund FB-2.", named="ann")
    await gateway.begin()
    await asyncio.sleep(0.05)
    await gateway.alarm.answers.stop()  # as a kill: what it had in hand is gone
    gateway.alarm = gateway.other_process()
    await gateway.begin(after=30)
    assert len(gateway.agent.asked) == 2, "its time has not run out"
    await gateway.answered(after=10)
    assert await gateway.texts() == ["It is refunded."]
    step = gateway.agent.asked[-1].steps[0]
    assert [call.end for call in step.calls] == ["completed"]
    assert len(await gateway.house.library.actions(ACME, TALK)) == 1


async def test_a_reply_that_is_unsure_is_held_and_not_said() -> None:
    gateway = await a_gateway(words("Perhaps on Friday.", sure=0.4))
    await gateway.customer("When does it come?")
    await gateway.answered()
    assert await gateway.texts("held") == ["Perhaps on Friday."]
    assert "Perhaps on Friday." not in await gateway.texts()
    assert await gateway.texts(), "the customer hears that a colleague looks at it"


async def test_a_discarded_draft_is_made_anew_and_the_agent_knows_why() -> None:
    gateway = await a_gateway(words("Perhaps on Friday.", sure=0.4), words("On Thursday."))
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    await gateway.customer("When does it come?")
    await gateway.answered()
    held = (await gateway.conversation()).held_reply
    assert held is not None
    await accept_offer(gateway.house, maria, held)
    await discard_draft(gateway.house, maria, held, "incorrect")
    await gateway.answered()
    assert gateway.agent.asked[-1].discarded == "Perhaps on Friday."
    assert (await gateway.texts())[-1] == "On Thursday."


async def test_a_call_above_the_limit_waits_and_is_run_once_when_approved() -> None:
    gateway = await with_orders(
        calls("issue_refund", order="FB-1", amount="160.00", currency="USD"), words("Your refund is on its way.")
    )
    eva = await gateway.world.hire("eva", "approvals", roles=(Role.APPROVER,))
    await gateway.customer("Please refund FB-1.", named="ann")
    await gateway.answered()
    (action,) = await gateway.house.library.actions(ACME, TALK)
    assert action.state is ActionState.WAITING
    assert len(gateway.agent.asked) == 1
    assert len(await gateway.texts()) == 1, "the customer heard that it needs an approval"
    assert action.approval is not None
    await accept_offer(gateway.house, eva, action.approval)
    await vote(gateway.house, eva, action.approval, Ballot(digest=action.digest), approves=True)
    await gateway.answered()
    await gateway.answered()
    done = (await gateway.house.journal.load(ACME, Action, ActionId(action.id))).state
    assert done.state is ActionState.COMPLETED
    assert json.loads(done.result or "")["order"] == "FB-1"
    assert [ended.id for ended in gateway.agent.asked[-1].ended] == [action.id]
    assert (await gateway.texts())[-1] == "Your refund is on its way."
    assert gateway.agent.asked[-1].unanswered == 0, "what it asked for was answered by the call"
    await gateway.customer("Thank you", named="ann")
    await gateway.answered()
    assert (gateway.agent.asked[-1].ended, gateway.agent.asked[-1].unanswered) == ((), 1)


async def test_a_hand_back_note_is_in_the_next_request() -> None:
    gateway = await a_gateway(words("Hello."), words("It comes on Thursday."))
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    await gateway.customer("Where is my table?")
    await gateway.answered()
    await gateway.takes_over(maria)
    case = (await gateway.conversation()).open_case
    assert case is not None
    note = "A new table comes on Thursday. Confirm the slot."
    await hand_back_case(gateway.house, maria, case, Return(note=note, disposition="replaced", record=None))
    await gateway.answered()
    assert len(gateway.agent.asked) == 1, "nobody has asked anything since"
    await gateway.customer("When does it come?")
    await gateway.answered()
    assert gateway.agent.asked[-1].note == note
    await gateway.customer("Thanks, and the lamp?")
    await gateway.answered()
    assert gateway.agent.asked[-1].note is None


async def test_who_waits_when_the_agent_gets_the_floor_back_is_answered() -> None:
    gateway = await a_gateway(words("Hello."), words("I am back: Thursday."))
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    await gateway.customer("Hello?")
    await gateway.answered()
    await gateway.takes_over(maria)
    await gateway.customer("When does it come?")
    await gateway.answered()
    assert len(gateway.agent.asked) == 1
    case = (await gateway.conversation()).open_case
    assert case is not None
    await hand_back_case(gateway.house, maria, case, Return(note="Thursday.", disposition="done", record=None))
    await gateway.answered()
    assert (await gateway.texts())[-1] == "I am back: Thursday."


async def test_an_agent_that_runs_out_of_time_is_a_signal_and_a_person_is_asked() -> None:
    gateway = await a_gateway(Unanswered("no answer in time", kind=Failing.TIMEOUT))
    await gateway.customer("Where is my table?")
    await gateway.answered()
    talk = await gateway.conversation()
    assert talk.open_case is not None
    case = await gateway.world.case(talk.open_case)
    assert case.reasons[0].code in {"agent_error", "no_answer"}
    assert len(gateway.agent.asked) == 1
    assert await gateway.texts(), "the customer hears what happens next"


async def test_an_outage_is_tried_again_before_a_person_is_asked() -> None:
    down = Unanswered("503", kind=Failing.OUTAGE)
    gateway = await a_gateway(down, down, words("I am here again."))
    await gateway.customer("Where is my table?")
    await gateway.answered()
    await gateway.answered(after=1)
    await gateway.answered(after=4)
    assert await gateway.texts() == ["I am here again."]
    assert (await gateway.conversation()).open_case is None


async def test_an_agent_that_goes_round_in_circles_is_stopped() -> None:
    gateway = await with_orders(lambda ask: calls("look_up_order", order=f"FB-{len(ask.steps)}")(ask))
    await gateway.customer("Where is my table?", named="ann")
    await gateway.answered()
    assert (await gateway.conversation()).open_case is not None
    assert len(gateway.agent.asked) == 9


async def test_a_sealed_turn_is_not_given_to_the_agent() -> None:
    gateway = await a_gateway(words("never"))
    await gateway.world.hire("leila", "health-billing")
    await gateway.customer("My bill is wrong: the MRI of my knee for arthritis was denied by the claim decision.")
    talk = await gateway.conversation()
    assert talk.sealed
    await gateway.answered()
    assert not gateway.agent.asked


async def test_who_asks_for_a_person_gets_no_more_answers_of_the_agent() -> None:
    gateway = await a_gateway(words("never"))
    await gateway.world.hire("maria", "general")
    await gateway.customer("I want to talk to a human being, please.")
    assert (await gateway.conversation()).control.holder.kind is HolderKind.QUEUE
    await gateway.answered()
    assert not gateway.agent.asked
    (said,) = await gateway.texts()
    assert "colleague" in said


async def test_words_that_never_arrive_come_back_to_a_person() -> None:
    gateway = await a_gateway(words("We open at ten."))
    await gateway.world.hire("maria", "general")
    await gateway.customer("When do you open?")
    await gateway.answered()
    lost = Post(gateway.house, {DeliverWords: Nowhere()}, ended=lambda _: None)
    await lost.round_once()
    talk = await gateway.conversation()
    case = await gateway.world.case(talk.open_case)
    assert [reason.code for reason in case.reasons] == ["not_delivered"]
    history = await gateway.house.library.history(ACME, Subject(kind=SubjectKind.CONVERSATION, id=TALK))
    assert [head.data["final"] for head, _ in history if head.verb == "DeliveryFailed"] == [True]


async def test_what_a_channel_took_is_delivered() -> None:
    gateway = await a_gateway(words("We open at ten."))
    await gateway.customer("When do you open?")
    await gateway.answered()
    channel = Heard()
    post = ChannelPost(gateway.house.journal, {"chat": channel}, Nowhere())
    await Post(gateway.house, {DeliverWords: post}, ended=lambda _: None).round_once()
    assert channel.heard == [("c1", "chat", "We open at ten.")]
    (parcel,) = await gateway.house.outbox.words_of(ACME, TALK)
    assert parcel.state == "delivered"


class Nowhere:
    async def deliver(self, parcel: Parcel) -> None:
        del parcel
        raise Undeliverable("gone", permanent=True)


class Heard:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str, str]] = []

    async def deliver(self, outgoing: Outgoing) -> None:
        assert isinstance(outgoing.effect, DeliverWords)
        self.heard.append((outgoing.conversation, outgoing.channel, outgoing.effect.text))


async def test_the_next_customer_with_the_same_question_is_answered_from_an_adopted_lesson() -> None:
    gateway = await a_gateway(words("I am not sure."))
    vera = await gateway.world.hire("vera", "general", roles=(Role.SUPERVISOR,))
    await gateway.customer("May I bring back opened headphones?")
    await gateway.takes_over(vera)
    said = Words(turn=TurnId("w1"), text="Opened headphones come back within 14 days.")
    await send_message(gateway.house, vera, TALK, said)
    case = (await gateway.conversation()).open_case
    assert case is not None
    await hand_back_case(gateway.house, vera, case, Return(note="Explained."))
    (lesson,) = (await gateway.house.library.lessons(ACME, LessonState.DRAFTED)).items
    gateway.agent.asked.clear()
    await adopt_lesson(gateway.house, vera, lesson.id)
    await gateway.customer("Can opened headphones be brought back?", talk=ConversationId("c2"))
    await gateway.answered()
    (asked,) = gateway.agent.asked
    assert [known.answer for known in asked.lessons] == ["Opened headphones come back within 14 days."]
