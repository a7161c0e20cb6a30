"""The names of all reads and of all writes that are no commits, with the type of what they answer.

Each engine has a statement or function of every name here; a test compares the lists.
"""

from typing import NamedTuple

from handrail_server.adapters.store.engine import Command, Query
from handrail_server.adapters.store.rows import AnswerRow, SecretRow, SubjectRow


class TurnSeen(NamedTuple):
    """A turn with the first decision made about it."""

    turn: str
    status: str
    judged: str | None


class HeadSeen(NamedTuple):
    """A fact's head with its ledger number."""

    number: int | None
    kind: str
    id: str
    version: int
    head: str
    hash: bytes


class FactSeen(NamedTuple):
    """A fact with its ledger number and what is needed to open its body."""

    number: int | None
    kind: str
    id: str
    version: int
    head: str
    hash: bytes
    key_id: str | None
    body: bytes | None


class EntrySeen(NamedTuple):
    """A fact as the ledger holds it; `number` is None while it has no place."""

    org: str
    number: int | None
    commit_id: str
    kind: str
    id: str
    version: int
    head: str
    hash: bytes
    body: bytes | None


class CaseSeen(NamedTuple):
    """A case with the columns that order it."""

    rank: int
    secondary_rank: int
    target_accept_at: int
    requested_at: int
    id: str
    state: str


class QueueSeen(NamedTuple):
    """How many cases wait in a queue, and since when the oldest was asked for."""

    queue: str
    waiting: int
    oldest: int


class ActiveSeen(NamedTuple):
    """A conversation's, or a decided case's, state with the column that orders it."""

    active_at: int
    id: str
    state: str


class ParcelSeen(NamedTuple):
    """An outbox row."""

    seq: int
    org: str
    id: str
    lane: str
    destination: str
    kind: str
    payload: str
    state: str
    attempts: int
    created_at: int
    due_at: int
    error: str | None


class DueSeen(NamedTuple):
    """A claimed deadline."""

    org: str
    kind: str
    id: str
    name: str
    due_at: int
    attempts: int


class KeySeen(NamedTuple):
    """A wrapped data key; `wrapped` is None once it was destroyed."""

    id: str
    wrapped: bytes | None


class NoticeSeen(NamedTuple):
    """A notice in a person's list."""

    seq: int
    id: str
    person: str
    case_id: str | None
    document: str
    at: int
    acknowledged_at: int | None


class Tree(NamedTuple):
    """An organisation's tree: `frontier` is 32-byte hashes, one after the other."""

    size: int
    frontier: bytes


class Checkpoint(NamedTuple):
    """A signed checkpoint."""

    size: int
    note: str


class Lapsed(NamedTuple):
    """A person whose console fell silent."""

    org: str
    person: str


class CrmSeen(NamedTuple):
    """A document of the embedded CRM."""

    kind: str
    id: str
    document: str


class Text(NamedTuple):
    """One text."""

    text: str


class Moment(NamedTuple):
    """The store's time in milliseconds."""

    at: int


class Number(NamedTuple):
    """One number, or none where there is nothing to count."""

    number: int | None


class DraftSeen(NamedTuple):
    """The reply that is being written, sealed."""

    version: int
    person: str
    at: int
    key_id: str
    body: bytes


class WeightsSeen(NamedTuple):
    """A fitted model's numbers, sealed."""

    key_id: str
    body: bytes


class ViewerSeen(NamedTuple):
    """A person who has a conversation open, and whether they write."""

    conversation: str
    person: str
    writes: int


# Subjects and what was recorded.
SUBJECT = Query("subject", SubjectRow, point=True)
SUBJECTS = Query("subjects", SubjectRow)
SUBJECTS_NAMED = Query("subjects_named", SubjectRow)
LESSONS = Query("lessons", SubjectRow)
ANSWER = Query("answer", AnswerRow, point=True)
ORGANISATIONS = Query("organisations", Text)

# Conversations.
TURN = Query("turn", TurnSeen, point=True)
TURNS = Query("turns", TurnSeen)
JUDGED = Query("judged", Text, point=True)
CONVERSATIONS = Query("conversations", ActiveSeen)
OPEN_CONVERSATIONS = Query("open_conversations", ActiveSeen)
LIVE_CONVERSATIONS = Query("live_conversations", SubjectRow)
CONVERSATIONS_OF_CUSTOMER = Query("conversations_of_customer", ActiveSeen)
ACTIONS = Query("actions", Text)
ACTION_BY_CALL = Query("action_by_call", Text, point=True)

# Cases, in the order of work.
CASES_IN_STATE = Query("cases_in_state", CaseSeen)
CASES_OF_QUEUE = Query("cases_of_queue", CaseSeen)
CASES_OF_OWNER = Query("cases_of_owner", CaseSeen)
CASES_OF_CONVERSATION = Query("cases_of_conversation", CaseSeen)
CASES_OF_CUSTOMER = Query("cases_of_customer", CaseSeen)
CASES_OFFERED_TO = Query("cases_offered_to", CaseSeen)
WAITING_IN_QUEUES = Query("waiting_in_queues", QueueSeen)
DECIDED_APPROVALS = Query("decided_approvals", ActiveSeen)

# People.
PEOPLE = Query("people", SubjectRow)
PEOPLE_OF_QUEUE = Query("people_of_queue", SubjectRow)
PERSON_BY_EMAIL = Query("person_by_email", SubjectRow, point=True)
SECRET_BY_HASH = Query("secret_by_hash", SecretRow, point=True)
SECRET_BY_ID = Query("secret_by_id", SecretRow, point=True)
SECRETS_OF = Query("secrets_of", SecretRow, point=True)
LAPSED = Command("lapsed", Lapsed)
BEAT = Command("beat", Number)

# Time.
STORE_TIME = Query("store_time", Moment, point=True)

# Facts and the ledger.
HEADS = Query("heads", HeadSeen)
HEADS_NUMBERED = Query("heads_numbered", HeadSeen)
HISTORY = Query("history", FactSeen)
LAST_NUMBER = Query("last_number", Number, point=True)
ENTRIES = Query("entries", EntrySeen)
UNPLACED = Query("unplaced", EntrySeen)
TREE = Query("tree", Tree, point=True)
CHECKPOINT = Query("checkpoint", Checkpoint, point=True)
LEASE = Command("lease", Text)
PLACE = Command("place", Number)
SAVE_CHECKPOINT = Command("save_checkpoint", Number)

# The outbox.
STALE_PARCELS = Query("stale_parcels", ParcelSeen)
UNACKNOWLEDGED = Query("unacknowledged", ParcelSeen)
DEAD_PARCELS = Query("dead_parcels", ParcelSeen)
PARCEL = Query("parcel", ParcelSeen, point=True)
WORDS_OF_LANE = Query("words_of_lane", ParcelSeen)
NEXT_PARCEL = Query("next_parcel", Number)
CLAIM_PARCELS = Command("claim_parcels", ParcelSeen)
PARCEL_SENT = Command("parcel_sent", Text)
PARCELS_RESENT = Command("parcels_resent", Text)
PARCEL_ACKNOWLEDGED = Command("parcel_acknowledged", Text)
PARCEL_FAILED = Command("parcel_failed", Text)
PARCEL_WITHDRAWN = Command("parcel_withdrawn", Text)
PARCEL_REDRIVEN = Command("parcel_redriven", Text)

# Deadlines.
CLAIM_DEADLINES = Command("claim_deadlines", DueSeen)
SETTLE_DEADLINE = Command("settle_deadline", Text)
DEADLINE_AGAIN = Command("deadline_again", Text)
NEXT_DEADLINE = Query("next_deadline", Number, point=True)

# Keys, documents, weights, notices.
KEY = Query("key", KeySeen, point=True)
KEY_OF_OWNER = Query("key_of_owner", KeySeen, point=True)
KEEP_KEY = Command("keep_key", Text)
DOCUMENT = Query("document", Text, point=True)
KEEP_DOCUMENT = Command("keep_document", Text)
WEIGHTS = Query("weights", WeightsSeen, point=True)
KEEP_WEIGHTS = Command("keep_weights", Text)
CRM_DOCUMENTS = Query("crm_documents", CrmSeen, point=True)
KEEP_CRM = Command("keep_crm", Text)
SWAP_CRM = Command("swap_crm", Text)
NOTICES = Query("notices", NoticeSeen)
NOTICE = Query("notice", NoticeSeen, point=True)
KEEP_NOTICE = Command("keep_notice", Text)
ACKNOWLEDGE_NOTICE = Command("acknowledge_notice", Text)

# The desk: drafts, and who is looking.
DRAFT = Query("draft", DraftSeen, point=True)
KEEP_DRAFT = Command("keep_draft", Number)
DROP_DRAFT = Command("drop_draft", Number)
LOOK = Command("look", Text)
LOOK_AWAY = Command("look_away", Text)
VIEWERS = Query("viewers", ViewerSeen, point=True)

# Search.
COUNT_WORDS = Query("count_words", Number, point=True)
CONVERSATIONS_BY_WORD = Query("conversations_by_word", ActiveSeen)
CONVERSATIONS_BY_ACTIVITY = Query("conversations_by_activity", ActiveSeen)
CUSTOMERS_BY_WORD = Query("customers_by_word", Text)
TURN_OF_WORDS = Query("turn_of_words", Number, point=True)
INDEX_WORDS = Command("index_words", Text)
DROP_WORDS = Command("drop_words", Text)
INDEXED_UNTIL = Query("indexed_until", Number, point=True)
CRM_OF_KIND = Query("crm_of_kind", CrmSeen)
