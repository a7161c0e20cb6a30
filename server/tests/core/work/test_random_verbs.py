"""Random verbs of agents, people, policy and time over one conversation: the laws hold after each.

Long, because one machine needs every verb as a rule of its own; what must hold stands in `world`.
"""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handrail_server.core.basics.actors import EXTERNAL_PERSON, agent
from handrail_server.core.basics.actors import person as person_actor
from handrail_server.core.basics.errors import StaleEpoch
from handrail_server.core.basics.ids import ActionId, AgentId, CaseId, DecisionId, OfferId, TurnId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import HOUR, MINUTE, SECOND, later
from handrail_server.core.cases.case import Asked, Case, HeldReply, Offer
from handrail_server.core.cases.engage import customer_spoke
from handrail_server.core.cases.offers import offer
from handrail_server.core.cases.open import open_approval, open_case, open_held_reply
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.cases.withdraw import NEW_CUSTOMER_TURN, withdraw
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.policy.decision import Waiting
from handrail_server.core.policy.route import Landing, LandingKind, Route
from handrail_server.core.resolution.closing import close_conversation
from handrail_server.core.resolution.land import promise_contact
from handrail_server.core.resolution.resolve import Return, hand_back, resolve
from handrail_server.core.resolution.wrap_up import end, extend
from handrail_server.core.routing.capacity import reserve
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.attached import attach_approval, attach_hand_over
from handrail_server.core.turns.control import HolderKind, by_agent
from handrail_server.core.turns.execution import Call, Clearance
from handrail_server.core.turns.execution import propose as propose_call
from handrail_server.core.turns.facts import SpokenOutOfTurn
from handrail_server.core.turns.floor import give_to_queue
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.held import hold_reply
from handrail_server.core.turns.propose import propose, refuse, refused
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.core.work import steer
from handrail_server.core.work.ask import Question, Review, consult, flag
from handrail_server.core.work.claim import claim, give_back
from handrail_server.core.work.decide import (
    Ballot,
    approve_call,
    discard_draft,
    edit_draft,
    reject_call,
    release_draft,
)
from handrail_server.core.work.follow import followed
from handrail_server.core.work.offers import accept_offer, decline_offer
from handrail_server.core.work.pass_on import reassign, transfer
from handrail_server.core.work.reply import Words, reply, speak_beside
from handrail_server.core.work.take_over import Unasked, take_over
from handrail_server.core.work.work import Work
from server.tests.core.turns.stories import CLARA, a_turn
from server.tests.core.work.given import (
    ANN,
    CARE,
    DIGEST,
    POLICY,
    RITA,
    ROUTE,
    SAM,
    SHOP,
    TO_CARE,
    TO_LEGAL,
    TOM,
    UNASKED,
    WORKER,
    requested,
    words,
)
from server.tests.core.work.world import World, with_capacity

REPS = st.sampled_from([RITA, TOM, SAM])
AGENTS = st.sampled_from([AgentId("shop"), AgentId("billing")])
LANDS = replace(ROUTE, landing=Landing(kind=LandingKind.HAND_BACK))
ROUTES = st.sampled_from([ROUTE, LANDS, replace(ROUTE, fallbacks=(TO_LEGAL,))])


class Verbs(RuleBasedStateMachine):
    """Everybody does what they like, whenever they like."""

    def __init__(self) -> None:
        super().__init__()
        people = [with_capacity(each, 2) for each in (RITA, TOM, SAM, ANN)]
        self.world = World(people={each.id: each for each in people})
        self.tokens = [1]

    # ------------------------------------------------------------ customer and agents

    @rule()
    def the_customer_speaks(self) -> None:
        world = self.world
        turn = placed(world.conversation, a_turn(CLARA, at=world.now, id=world.name("t")))
        world.say(hear(world.conversation, turn))
        if (held := world.conversation.held_reply) is not None:
            gone = withdraw(world.cases[held], why=NEW_CUSTOMER_TURN, by=WORKER, at=world.now)
            self._follow(world.cases[held], gone)
        if (case := world.open_case()) is not None:
            self._follow(case, customer_spoke(case, turn=turn.number, by=CLARA, at=world.now))
        self.tokens.append(world.conversation.control.epoch)

    @rule(who=AGENTS, token=st.integers(0, 5))
    def an_agent_reports_what_it_said(self, who: AgentId, token: int) -> None:
        world = self.world
        floor = self.tokens[-1 - token % len(self.tokens)]
        turn = placed(world.conversation, a_turn(agent(who), at=world.now, id=world.name("t")))
        outcome = hear(world.conversation, turn, floor=floor)
        control = outcome.state.control
        in_turn = control.holder == by_agent(who) and floor == control.epoch
        assert in_turn != any(isinstance(fact, SpokenOutOfTurn) for fact in outcome.facts)
        world.say(outcome)

    @rule(who=AGENTS, token=st.integers(0, 5), held=st.booleans())
    def an_agent_proposes(self, who: AgentId, token: int, *, held: bool) -> None:
        """A draft is admitted in its own epoch only, and only while an agent has the floor."""
        world = self.world
        floor = self.tokens[-1 - token % len(self.tokens)]
        control = world.conversation.control
        fresh = floor == control.epoch and control.holder.kind is HolderKind.AGENT
        draft = placed(world.conversation, a_turn(agent(who), "It is fine", at=world.now, id=world.name("t")))
        status = TurnStatus.HELD if held and world.conversation.held_reply is None else TurnStatus.SAID
        try:
            outcome = propose(world.conversation, draft, floor=floor, status=status, deliver=True)
        except StaleEpoch:
            assert not fresh
            world.say(refuse(world.conversation, refused(world.conversation, draft), floor=floor))
            return
        assert fresh
        world.say(outcome)
        if status is TurnStatus.HELD:
            self._hold(draft.number, draft.id, draft.epoch)

    # ------------------------------------------------------------ policy and routing

    @rule(waiting=st.sampled_from(Waiting), route=ROUTES)
    def the_policy_hands_over(self, waiting: Waiting, route: Route) -> None:
        world = self.world
        if world.conversation.open_case is not None or world.conversation.closed_at is not None:
            return
        request = replace(requested(world.conversation, waiting=waiting, route=route), case=CaseId(world.name("case")))
        opened = open_case(request, by=POLICY, at=world.now)
        attached = attach_hand_over(world.conversation, request.case, by=POLICY, at=world.now)
        holds = attached.state.control.holder.kind in (HolderKind.AGENT, HolderKind.NOBODY)
        if waiting is Waiting.SILENT and holds:
            attached = attached.then(give_to_queue(attached.state, CARE, by=POLICY, at=world.now))
        world.take_up(Work(opened=opened, conversation=attached))

    @rule()
    def the_policy_asks_first(self) -> None:
        world = self.world
        if world.conversation.closed_at is not None:
            return
        case = CaseId(world.name("case"))
        action = ActionId(world.name("action"))
        asked = Asked(
            action=action,
            tool="send_wire",
            digest=DIGEST,
            arguments="{}",
            requester="shop",
            expires_at=later(world.now, seconds=3_600),
            valid_seconds=900,
        )
        call = Call(
            id=action,
            conversation=world.conversation.id,
            agent=world.conversation.agent,
            call_id=action,
            tool="send_wire",
            arguments="{}",
            digest=DIGEST,
            epoch=world.conversation.control.epoch,
            turn=None,
            decision=DecisionId("d1"),
        )
        control = world.conversation.control
        proposed = propose_call(
            call, Clearance.ASK_FIRST, control=control, approval=case, repeated=False, by=POLICY, at=world.now
        )
        if proposed.state.state != "waiting" or len(world.conversation.open_approvals) >= 3:
            return
        world.actions[case] = proposed.state
        opened = open_approval(replace(requested(world.conversation), case=case), asked, by=POLICY, at=world.now)
        attached = attach_approval(world.conversation, case, by=POLICY, at=world.now)
        world.take_up(Work(opened=opened, conversation=attached))

    @rule(who=REPS, pick=st.integers(0, 9))
    def routing_offers(self, who: Person, pick: int) -> None:
        world, case = self.world, self._pick(pick)
        if case is None:
            return
        person = world.people[who.id]
        made = Offer(
            id=OfferId(world.name("offer")),
            person=who.id,
            offered_at=world.now,
            expires_at=later(world.now, seconds=30),
        )

        def verb() -> Work:
            kept = reserve(person, case.id, units=1, channel="web", turn=0, by=WORKER, at=world.now)
            return Work(case=offer(case, (made,), by=WORKER, at=world.now), people=(kept,))

        world.attempt(verb)

    @rule(time=st.sampled_from([SECOND, 20 * SECOND, MINUTE, 10 * MINUTE, HOUR, 30 * HOUR]))
    def time_passes(self, time: int) -> None:
        self.world.pass_time(time)

    # ------------------------------------------------------------ people

    @rule(who=st.sampled_from([RITA, TOM, SAM, ANN]), pick=st.integers(0, 9), accept=st.booleans())
    def somebody_answers_an_offer(self, who: Person, pick: int, *, accept: bool) -> None:
        world, case = self.world, self._pick(pick)
        mine = next((o for o in case.offers if o.person == who.id), None) if case else None
        if case is None or mine is None:
            return
        crew, me = world.crew(case), world.me(who)
        if accept:
            world.attempt(lambda: accept_offer(case, mine.id, world.conversation, crew, me))
        else:
            world.attempt(lambda: decline_offer(case, mine.id, world.conversation, crew, me, why="busy"))

    @rule(who=st.sampled_from([RITA, TOM, SAM, ANN]), pick=st.integers(0, 9))
    def somebody_claims(self, who: Person, pick: int) -> None:
        world, case = self.world, self._pick(pick)
        if case is not None:
            world.attempt(lambda: claim(case, world.conversation, world.crew(case), world.me(who)))

    @rule(who=REPS)
    def somebody_replies(self, who: Person) -> None:
        world, case = self.world, self.world.open_case()
        said = Words(turn=TurnId(world.name("w")), text="Hello")
        crew, me, unasked = world.crew(case), world.me(who), self._unasked()
        world.attempt(lambda: reply(world.conversation, case, crew, me, said, unasked=unasked))

    @rule()
    def an_unknown_person_speaks(self) -> None:
        world = self.world
        turn = a_turn(person_actor(EXTERNAL_PERSON), at=world.now, id=world.name("t"))
        case = world.open_case()
        if case is None or case.owner is None:
            world.say(hear(world.conversation, placed(world.conversation, turn)))

    @rule()
    def a_supervisor_joins(self) -> None:
        world = self.world
        world.attempt(lambda: speak_beside(world.conversation, world.me(SAM), words(turn=world.name("w"))))

    @rule()
    def a_supervisor_takes_over(self) -> None:
        world, case = self.world, self.world.open_case()
        crew, unasked = world.crew(case), self._unasked()
        world.attempt(lambda: take_over(world.conversation, case, crew, world.me(SAM), unasked=unasked))

    @rule(who=REPS, verb=st.sampled_from(["give_back", "cold", "warm", "resolve", "hand_back", "promise", "consult"]))
    def the_owner_goes_on(self, who: Person, verb: str) -> None:
        world, case = self.world, self.world.open_case()
        if case is None:
            return
        conversation, crew, me = world.conversation, world.crew(case), world.me(who)
        landing = Landing(kind=LandingKind.CALL_BACK, promise_seconds=7_200)
        question = Question(id=world.name("q"), asked="legal", text="May we?", due_at=later(world.now, seconds=60))
        solved = Resolution(outcome="resolved", note="Sent a lamp")
        verbs = {
            "give_back": lambda: give_back(case, conversation, crew, me),
            "cold": lambda: transfer(case, conversation, crew, me, Passing(to=TO_LEGAL)),
            "warm": lambda: transfer(case, conversation, crew, me, Passing(to=TO_CARE, warm=True)),
            "resolve": lambda: resolve(case, conversation, crew, me, solved),
            "hand_back": lambda: hand_back(case, conversation, crew, me, SHOP, Return(note="Done")),
            "promise": lambda: promise_contact(case, conversation, crew, me, landing),
            "consult": lambda: consult(case, question, me),
        }
        world.attempt(verbs[verb])

    @rule(who=REPS, pick=st.integers(0, 9), longer=st.booleans())
    def somebody_wraps_up(self, who: Person, pick: int, *, longer: bool) -> None:
        world, case = self.world, self._pick(pick)
        if case is None:
            return
        conversation, crew, me = world.conversation, world.crew(case), world.me(who)
        if longer:
            world.attempt(lambda: extend(case, me, seconds=60))
        else:
            world.attempt(lambda: end(case, conversation, crew, me))

    @rule(to=REPS, pick=st.integers(0, 9), override=st.booleans())
    def a_supervisor_reassigns(self, to: Person, pick: int, *, override: bool) -> None:
        world, case = self.world, self._pick(pick)
        if case is None:
            return
        crew, me, given = world.crew(case), world.me(SAM), world.people[to.id]
        world.attempt(lambda: reassign(case, world.conversation, crew, me, to=given, why="Because", override=override))

    @rule(pick=st.integers(0, 9), yes=st.booleans())
    def an_approver_decides(self, pick: int, *, yes: bool) -> None:
        world, case = self.world, self._pick(pick)
        if case is None or case.id not in world.actions:
            return
        decide = approve_call if yes else reject_call
        crew, me, action = world.crew(case), world.me(ANN), world.actions[case.id]
        world.attempt(lambda: decide(case, action, world.conversation, crew, me, Ballot(digest=DIGEST)))

    @rule(who=REPS, verb=st.sampled_from(["release", "edit", "discard"]))
    def somebody_decides_a_draft(self, who: Person, verb: str) -> None:
        world, held = self.world, self.world.conversation.held_reply
        if held is None:
            return
        case, conversation, me = world.cases[held], world.conversation, world.me(who)
        crew = world.crew(case)
        turn = TurnId(world.name("w"))
        verbs = {
            "release": lambda: release_draft(case, conversation, crew, me),
            "edit": lambda: edit_draft(case, conversation, crew, me, turn=turn, text="Better so"),
            "discard": lambda: discard_draft(case, conversation, crew, me, why="wrong"),
        }
        world.attempt(verbs[verb])

    @rule(verb=st.sampled_from(["pause", "resume", "hold", "flow", "whisper", "flag", "close"]))
    def a_supervisor_steers(self, verb: str) -> None:
        world = self.world
        conversation, me = world.conversation, world.me(SAM)
        review = Review(
            case=CaseId(world.name("case")),
            route=ROUTE,
            policy=UNASKED.policy,
            expires_at=later(world.now, seconds=86_400),
        )
        verbs = {
            "pause": lambda: steer.pause(conversation, me),
            "resume": lambda: steer.resume(conversation, me),
            "hold": lambda: steer.hold_replies(conversation, me),
            "flow": lambda: steer.let_replies_flow(conversation, me),
            "whisper": lambda: steer.whisper(conversation, "Slower", me),
            "flag": lambda: flag(conversation, review, me),
            "close": lambda: close_conversation(conversation, me),
        }
        world.attempt(verbs[verb])

    @invariant()
    def the_laws_hold(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        """Left alone for a week, everything comes to its end: no orphan case, nobody still carrying one."""
        world = self.world
        for _ in range(8):
            world.pass_time(24 * HOUR)
            world.check()

    def _pick(self, pick: int) -> Case | None:
        cases = list(self.world.cases.values())[-10:]
        return cases[pick % len(cases)] if cases else None

    def _unasked(self) -> Unasked:
        return replace(UNASKED, case=CaseId(self.world.name("case")))

    def _follow(self, case: Case, moved: Outcome[Case]) -> None:
        world = self.world
        work = followed(case, moved, world.conversation, world.crew(case), by=WORKER, at=world.now)
        world.take_up(work)

    def _hold(self, number: TurnNumber, turn: TurnId, epoch: int) -> None:
        world = self.world
        held = HeldReply(
            turn=number, turn_id=turn, text="It is fine", epoch=epoch, expires_at=later(world.now, seconds=300)
        )
        case = CaseId(world.name("case"))
        opened = open_held_reply(replace(requested(world.conversation), case=case), held, by=POLICY, at=world.now)
        draft = replace(a_turn(CLARA), number=number)
        held_there = hold_reply(world.conversation, draft, case, by=POLICY, at=world.now)
        world.take_up(Work(opened=opened, conversation=held_there))


TestVerbs = Verbs.TestCase
TestVerbs.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
