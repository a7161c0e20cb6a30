"""A plausible body for each request that has one, and a path for it: what tests of all endpoints send."""

from collections.abc import Mapping
from typing import Final

from handrail_server.api.endpoint import Endpoint

Json = dict[str, object]
DIGEST: Final = "0" * 64
PASSWORD: Final = "correct horse battery"

BODIES: Final[Mapping[str, Json]] = {
    "show_form": {"document": "format: handrail/1\nname: Ours\n"},
    "make_edits": {"document": "format: handrail/1\nname: Ours\n", "edits": [{"path": ["name"], "set": "Theirs"}]},
    "read_difference": {"before": 1, "after": 1},
    "rehearse_version": {"conversations": 10},
    "propose_number": {"threshold": "low_confidence"},
    "adopt_setting": {"setting": "organisation.thresholds.low_confidence"},
    "observe": {"id": "t9", "author": "customer", "text": "Hello?", "agent": "shop"},
    "hear": {"id": "g9", "text": "Hello?"},
    "propose": {"id": "d9", "text": "We open at nine.", "floor": 1},
    "ask": {"id": "h9", "reason": "I cannot help", "floor": 1},
    "act_myself": {"call_id": "p9", "tool": "give_credit", "arguments": {"amount": "5.00", "currency": "EUR"}},
    "act": {"call_id": "k9", "tool": "look_up", "arguments": {}, "floor": 1},
    "take_lease": {"digest": DIGEST},
    "complete": {"lease": "lease_1", "result": {}},
    "fail": {"lease": "lease_1", "error": "It broke."},
    "reconcile": {"committed": False, "ground": "The bank says no."},
    "decline": {"reason": "busy"},
    "transfer": {"queue": "sales"},
    "reassign": {"person": "person_0002", "why": "Better placed."},
    "consult": {"asked": "sales", "question": "May we?"},
    "answer": {"answer": "Yes."},
    "link": {"case": "case_0002", "defect": "late_parcel"},
    "resolve": {"outcome": "resolved"},
    "write_up": {"decision": "Paid."},
    "hand_back": {"note": "Done."},
    "hand_back_conversation": {"note": "Done."},
    "extend_wrap_up": {"seconds": 60},
    "unseal": {"purpose": "reply"},
    "withdraw": {"reason": "not_needed"},
    "vote": {"vote": "reject", "digest": DIGEST, "ground": "No."},
    "verify": {"means": "video", "contact": "Mr. Doe", "result": "It was him.", "confirmed": True},
    "release": {},
    "discard": {},
    "score": {"scores": [5]},
    "say": {"id": "m9", "text": "Hello, a person here."},
    "note": {"id": "n9", "text": "Kind customer."},
    "whisper": {"text": "Ask for the number."},
    "open_personal": {"purpose": "quality"},
    "identify": {"customer": "cust_1", "verified_by": "login"},
    "label_case": {"label": "needed"},
    "judge_sample": {"needed_a_person": False},
    "label_turn": {"label": "unhelpful"},
    "rate": {"kind": "csat", "score": 5},
    "search_lessons": {"query": "When does the lamp come?"},
    "adopt_lesson": {},
    "set_up": {"token": "x", "organisation": "Acme", "name": "Eve", "email": "eve@x.example", "password": PASSWORD},
    "start_session": {"email": "eve@x.example", "password": PASSWORD},
    "start_demo_session": {"person": "person_0001"},
    "accept_invite": {"token": "x", "password": PASSWORD},
    "ask_for_password": {"email": "eve@x.example"},
    "choose_password": {"token": "x", "password": PASSWORD},
    "change_own_password": {"old": PASSWORD, "new": PASSWORD + "!"},
    "put_presence": {"status": "online"},
    "new_key": {"agent": "shop"},
    "renew_key": {},
    "invite_somebody": {"name": "Eve", "email": "eve@acme.example", "roles": ["rep"]},
    "alter_person": {"name": "Rita R."},
    "register_agent": {"name": "Shop"},
    "change_organisation": {"name": "Acme & Co"},
    "put_opinion": {"address": "https://model.example/v1", "model": "small"},
    "put_queue": {"name": "General"},
    "put_team": {"name": "Reds"},
    "write_draft": {"text": "Dear Ann", "version": 0},
    "view_conversation": {},
    "put_canned": {"shortcut": "hello", "title": "Greeting", "text": "Hello {customer.first_name|there}!"},
    "put_skills": {"skills": ["billing"]},
    "start_stop": {"scope": "topic", "id": "refunds", "why": "Wrong prices."},
    "check_document": {"document": "format: 1"},
    "answer_exercise": {"reply": "Hello.", "label": "needed"},
    "word_document": {"document": "format: 1"},
    "draft_version": {"document": "format: 1"},
    "put_widget": {"agent": "shop", "origins": ["https://shop.example"]},
    "open_chat": {},
    "write_message": {"id": "w9", "text": "Hello?"},
    "leave_address": {"email": "anna@example.com"},
    "rate_chat": {"kind": "csat", "score": 5},
    "import_file": {"document": '[{"id": "cust_9", "name": "Ann"}]', "dry_run": True},
}

PLACES: Final[Mapping[str, str]] = {
    "conversation": "c1",
    "case": "case_0001",
    "consultation": "consultation_0001",
    "action": "action_0001",
    "turn": "1",
    "delivery": "commit_0001.1",
    "notice": "notice_0001",
    "decision": "decision_0001",
    "letter": "commit_0001.1",
    "key": "key_0001",
    "person": "person_0002",
    "agent": "shop",
    "queue": "general",
    "team": "reds",
    "scope": "topic",
    "id": "refunds",
    "version": "1",
    "rule": "explicit_request",
    "kind": "customers",
    "measure": "csat",
    "exercise": "made-up-kettle",
    "widget": "acme.web",
    "attachment": "file_1",
    "reply": "greeting",
    "lesson": "lesson_0001",
    "fitted": "needs_person",
    "alarm": "1",
}


def path_of(each: Endpoint, places: Mapping[str, str] = PLACES) -> str:
    """The endpoint's path with ids in it."""
    return each.path.replace(":path", "").format_map(places)


def body_of(each: Endpoint) -> Json | None:
    """What to send; None where the endpoint takes no body."""
    return dict(BODIES[each.name]) if each.body is not None else None
