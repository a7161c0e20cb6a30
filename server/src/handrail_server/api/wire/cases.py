"""Cases as people see them."""

from typing import Literal

from handrail_server.api.wire.conversations import AttachmentReference, FloorState, Reason
from handrail_server.api.wire.shape import Moment, Reply

Kind = Literal["hand_over", "approval", "review"]
State = Literal[
    "requested",
    "queued",
    "offered",
    "accepted",
    "engaged",
    "wrapping",
    "closed",
    "handed_back",
    "landed",
    "withdrawn",
    "approved",
    "rejected",
    "expired",
    "released",
    "discarded",
]

CaseVerb = Literal[
    "claim",
    "give_back",
    "accept",
    "decline",
    "transfer",
    "reassign",
    "consult",
    "answer",
    "link",
    "resolve",
    "document",
    "hand_back",
    "extend_wrap_up",
    "end_wrap_up",
    "open_seal",
    "withdraw",
    "approve",
    "reject",
    "verify",
    "release",
    "edit",
    "discard",
    "score",
    "label",
]


class MoneyReply(Reply, frozen=True, kw_only=True):
    """Money."""

    amount: str
    currency: str


class OfferReply(Reply, frozen=True, kw_only=True):
    """An offer to one person."""

    id: str
    person: str
    offered_at: Moment
    expires_at: Moment


class VerificationReply(Reply, frozen=True, kw_only=True):
    """How the client was contacted."""

    by: str
    at: Moment
    means: str
    contact: str | None
    result: str | None
    confirmed: bool


class AskedReply(Reply, frozen=True, kw_only=True):
    """The action that waits for approval. `arguments` is absent for a viewer who may not see it."""

    action: str
    tool: str
    digest: str
    arguments: dict[str, object] | None
    amount: MoneyReply | None
    impact: str | None
    requester: str
    expires_at: Moment
    needs_verification: bool
    needs_ground: bool
    verification: VerificationReply | None


class HeldReplyReply(Reply, frozen=True, kw_only=True):
    """An agent's draft that waits for release."""

    turn: int
    text: str | None
    epoch: int
    expires_at: Moment


class ConsultationReply(Reply, frozen=True, kw_only=True):
    """Somebody asked inside the case."""

    id: str
    asked: str
    question: str | None
    by: str
    at: Moment
    due_at: Moment
    answer: str | None
    answered_by: str | None
    lapsed: bool
    """Nobody answered in time."""


class EstimateReply(Reply, frozen=True, kw_only=True):
    """What can truthfully be told of the wait."""

    position: int
    """1 is next."""
    staffed: int
    seconds: int | None
    """None where nobody is there, or nothing is known of how long cases take."""
    opens_at: Moment | None


class DocumentReply(Reply, frozen=True, kw_only=True):
    """What was written down. The words are absent for a viewer who may not read them."""

    decision: str | None
    ground: str | None
    authoriser: str | None
    credential: str | None
    verified: bool
    attachments: tuple[AttachmentReference, ...]
    """The evidence: files of the conversation; none for a viewer who may not read the words."""


class ScoreCardReply(Reply, frozen=True, kw_only=True):
    """What a quality review asks, and what was answered: 1 to 5 each."""

    questions: tuple[str, ...]
    scores: tuple[int, ...]
    comment: str | None
    expires_at: Moment


class CaseReply(Reply, frozen=True, kw_only=True):
    """A case. A sealed one shows only that it is sealed: no evidence, no text."""

    id: str
    kind: Kind
    state: State
    conversation: str
    agent: str
    customer: str | None
    customer_name: str | None
    """From the CRM. Absent in the answer to a verb, and for a viewer who may not read the case."""
    channel: str
    language: str
    turn: int | None
    decision: str | None
    policy: int
    reasons: tuple[Reason, ...]
    route: str
    waiting: Literal["silent", "agent_stays"]
    sealed: bool
    readable: bool
    """Whether you may read its text."""
    queue: str | None
    owner: str | None
    offers: tuple[OfferReply, ...]
    rank: int
    severity: str
    transfers: int
    requeues: int
    requested_at: Moment
    target_accept_at: Moment
    accepted_at: Moment | None
    first_words_at: Moment | None
    resolved_at: Moment | None
    closed_at: Moment | None
    due_at: Moment
    place: str
    """Where it stands in the order of work: lists come in the order of these texts."""
    promised: str | None
    asked: AskedReply | None
    held: HeldReplyReply | None
    consultations: tuple[ConsultationReply, ...]
    linked: tuple[str, ...]
    link: str | None
    """The defect that linked cases share."""
    topic: str | None
    wrap_up_until: Moment | None
    document: DocumentReply | None
    documentation_missing: tuple[str, ...]
    """What must still be written down before a compliance case ends."""
    needs_attachments: int
    """How many files its record must name, where it is one of compliance or asks about an action."""
    score_card: ScoreCardReply | None
    decided_by: str | None
    outcome: str | None
    disposition: str | None
    practice: bool
    estimate: EstimateReply | None = None
    """While it waits in a queue, where one case is read."""
    allowed: tuple[CaseVerb, ...] | None = None
    """What you may do with it now, where one case is read or a list was asked for it; each verb decides again."""
    version: int | None = None
    """Where one case is read; in lists `number` tells which events of the stream are older."""


class Cases(Reply, frozen=True, kw_only=True):
    """Cases in the order of work; `number` is the place in the stream before this read."""

    cases: tuple[CaseReply, ...]
    next: str | None
    number: int


class PersonWork(Reply, frozen=True, kw_only=True):
    """What a verb did: the case and the floor afterwards."""

    case: CaseReply | None
    floor: FloorState | None
    turn: int | None = None
