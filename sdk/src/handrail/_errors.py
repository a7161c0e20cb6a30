"""What can go wrong: catch the branch you can do something about. The package's docstring draws the tree.

One file past 300 lines: a tree is one idea, and half of it is the example that each public name carries.
"""

from typing import TYPE_CHECKING

from handrail._answers import Problem

if TYPE_CHECKING:
    from handrail._action import Action


class HandrailError(Exception):
    """The root of everything this package raises.

    >>> issubclass(FloorLost, HandrailError)
    True
    """


class Unreachable(HandrailError):
    """Handrail did not answer in time, or what answered was not Handrail. An action was not run.

    >>> fake.go_away()
    >>> try:
    ...     rail.conversation("c-1").act("refund", {}, call_id="call-1", run=dict, floor=1)
    ... except Unreachable:
    ...     print("not run")
    not run
    """


class BufferFull(Unreachable):
    """Handrail is away and 1,000 turns wait to be sent: this one is not kept, and nothing older was dropped for it.

    >>> issubclass(BufferFull, Unreachable)
    True
    """


class Refused(HandrailError):
    """Handrail refused the request; `problem` names the field and the fix.

    >>> try:
    ...     rail.conversation("c-1").customer("")
    ... except Refused as error:
    ...     error.problem.field
    'text'
    """

    def __init__(self, problem: Problem) -> None:
        where = f" (field `{problem.field}`)" if problem.field else ""
        super().__init__(f"{problem.detail}{where} {problem.fix or ''}".strip())
        self.problem = problem


class InvalidRequest(Refused):
    """The request is not valid, or too large.

    >>> try:
    ...     rail.conversation("c-1").customer("Hello", seq=-1, language="klingon!")
    ... except InvalidRequest as error:
    ...     error.problem.field
    'language'
    """


class Unauthenticated(Refused):
    """The key is not known, or has ended.

    >>> from handrail import Handrail
    >>> stranger = Handrail("http://handrail.test", "wrong", on_unreachable="hold", transport=fake.transport)
    >>> try:
    ...     stranger.conversation("c-1").customer("Hello")
    ... except Unauthenticated as error:
    ...     error.problem.status
    401
    """


class Forbidden(Refused):
    """The key does not give the right to do this.

    >>> issubclass(Forbidden, Refused)
    True
    """


class NotFound(Refused):
    """There is no such thing here.

    >>> try:
    ...     rail.acknowledge("c-9/turn/1")
    ... except NotFound as error:
    ...     error.problem.reason
    'not_found'
    """


class Conflict(Refused):
    """It cannot be done in the present state, or somebody else did something first.

    >>> issubclass(FloorLost, Conflict)
    True
    """


class FloorLost(Conflict):
    """A person has taken over, or the turn that this answers is past. Stop, and listen for deliveries.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Where is my parcel?")
    >>> fake.take_over("c-1")
    >>> try:
    ...     chat.propose("It arrives today.")
    ... except FloorLost as error:
    ...     error.problem.reason
    'stale_epoch'
    """


class AgentStopped(Conflict):
    """An emergency stop is in force: say and do nothing. A person has been asked.

    >>> fake.stop()
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Where is my parcel?")
    >>> try:
    ...     chat.propose("It arrives today.")
    ... except AgentStopped as error:
    ...     error.problem.reason
    'agent_stopped'
    """


class IdReused(Conflict):
    """This id was used before with another body.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("Hello", id="turn-1")
    >>> try:
    ...     chat.customer("Good-bye", id="turn-1")
    ... except IdReused as error:
    ...     error.problem.status
    409
    """


class RateLimited(Refused):
    """Too many requests, also after waiting once.

    >>> issubclass(RateLimited, Refused)
    True
    """


class NotApproved(HandrailError):
    """The action was not run. `str(error)` is a sentence for the model; `action.say` is for the customer.

    >>> fake.auto = "reject"
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    ... except NotApproved as error:
    ...     error.action.state
    'refused'
    """

    def __init__(self, action: "Action", why: str | None = None) -> None:
        super().__init__(why or f"Not run: {action.error or action.verdict}.")
        self.action = action


class Rejected(NotApproved):
    """A person said no.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> fake.auto = None
    >>> asked = chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict, wait=0)
    >>> fake.decide("call-1", "reject", ground="Outside the return period.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    ... except Rejected as error:
    ...     print(error)
    Not run: a person rejected it. Their ground: Outside the return period.
    """

    def __init__(self, action: "Action") -> None:
        ground = f" Their ground: {action.ground}" if action.ground else ""
        super().__init__(action, f"Not run: a person rejected it.{ground}")


class Expired(NotApproved):
    """Nobody decided in time, or the approval was not used while it was valid.

    >>> fake.auto = lambda action: "expire"
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    ... except Expired as error:
    ...     print(error)
    Not run: it was not approved in time.
    """

    def __init__(self, action: "Action") -> None:
        super().__init__(action, "Not run: it was not approved in time.")


class HandedOver(NotApproved):
    """A person was asked to take the conversation instead.

    >>> fake.auto = lambda action: "hand_over"
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    ... except HandedOver as error:
    ...     print(error)
    Not run: a person takes the conversation.
    """

    def __init__(self, action: "Action") -> None:
        super().__init__(action, "Not run: a person takes the conversation.")


class Altered(NotApproved):
    """What would run is not what was approved: the arguments changed while the action waited.

    >>> order = {"order": "A1"}
    >>> def decide(action):
    ...     order["order"] = "B2"  # somebody changes what will run
    ...     return "approve"
    >>> fake.auto = decide
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", order, call_id="call-1", run=dict)
    ... except Altered as error:
    ...     print(error)
    Not run: the arguments are not the ones that were approved.
    """

    def __init__(self, action: "Action") -> None:
        super().__init__(action, "Not run: the arguments are not the ones that were approved.")


class Pending(NotApproved):
    """It has no result yet: nobody has decided, or it runs elsewhere. Ask again with the same call id and floor.

    >>> fake.auto = None
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> asked = chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict, wait=0)
    >>> try:
    ...     asked.result
    ... except Pending as error:
    ...     print(error)
    Not run yet: a person was asked.
    """

    def __init__(self, action: "Action") -> None:
        runs = {"leased": "somebody else runs it", "ready": "it may run, under a lease"}
        super().__init__(action, f"Not run yet: {runs.get(action.state, 'a person was asked')}.")


class AlreadyRan(HandrailError):
    """It ran before, so `with chat.lease(…)` gives no second lease; `action.result` is what was recorded.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: "refunded")
    >>> try:
    ...     with chat.lease("refund", {"order": "A1"}, call_id="call-1") as lease:
    ...         print("never printed")
    ... except AlreadyRan as error:
    ...     error.action.result
    'refunded'
    """

    def __init__(self, action: "Action") -> None:
        super().__init__("It ran before; this is what was recorded.")
        self.action = action


class ActionFailed(HandrailError):
    """It ran before and failed: trying again is another call, with an id of its own.

    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: 1 // 0)
    ... except ZeroDivisionError:
    ...     print("the first caller gets the tool's own error")
    the first caller gets the tool's own error
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: 1 // 0)
    ... except ActionFailed as error:
    ...     print(error)
    It ran before and failed: ZeroDivisionError: integer division or modulo by zero
    """

    def __init__(self, action: "Action") -> None:
        super().__init__(f"It ran before and failed: {action.error}")
        self.action = action


class OutcomeUnknown(HandrailError):
    """It was begun and never reported. A person finds out what came of it; nobody runs it again before.

    >>> fake.auto = lambda action: "lose"  # as if the first caller had died in the middle
    >>> chat = rail.conversation("c-1")
    >>> heard = chat.customer("I want my money back.")
    >>> try:
    ...     chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    ... except OutcomeUnknown as error:
    ...     error.action.state
    'unknown'
    """

    def __init__(self, action: "Action") -> None:
        super().__init__("It was begun and never reported; a person finds out what came of it.")
        self.action = action


class NoFloor(HandrailError):
    """No customer turn was observed by this object, and no floor was given.

    >>> try:
    ...     rail.conversation("c-1").propose("Hello?")
    ... except NoFloor as error:
    ...     print(error)
    Report the customer's turn first, or pass the floor of the turn that this answers.
    """

    def __init__(self) -> None:
        super().__init__("Report the customer's turn first, or pass the floor of the turn that this answers.")


class BadSignature(HandrailError):
    """A webhook that Handrail did not send, or sent too long ago. Answer 401 and do nothing.

    >>> from handrail.webhooks import verify
    >>> try:
    ...     verify("whsec_c2VjcmV0", {"webhook-id": "m-1"}, b"{}")
    ... except BadSignature as error:
    ...     print(error)
    The header `webhook-timestamp` is missing.
    """
