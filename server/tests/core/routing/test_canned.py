"""Canned replies: checked when they are written, filled when they are used."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import Conflict, Invalid, NotFound
from handrail_server.core.basics.time import At
from handrail_server.core.routing.canned import MOST_REPLIES, fill, remove_canned, set_canned
from handrail_server.core.routing.organisation_facts import CannedReplyRemoved, CannedReplySet
from handrail_server.core.routing.queue import CannedReply, Organisation

NOW = At(1_800_000_000_000)
BY = system("test")
ACME = Organisation(id="acme", name="Acme", created_at=NOW)
HELLO = CannedReply(
    id="c1", shortcut="hello", title="Greeting", text="Hello {customer.first_name|there}, I am {me.name}."
)


def test_a_reply_is_added_altered_and_removed_each_time_with_a_fact() -> None:
    added = set_canned(ACME, HELLO, by=BY, at=NOW)
    altered = set_canned(added.state, replace(HELLO, title="Welcome"), by=BY, at=NOW)
    assert altered.state.canned == (replace(HELLO, title="Welcome"),)
    gone = remove_canned(altered.state, "c1", by=BY, at=NOW)
    assert gone.state.canned == ()
    facts = [type(fact) for outcome in (added, altered, gone) for fact in outcome.facts]
    assert facts == [CannedReplySet, CannedReplySet, CannedReplyRemoved]
    with pytest.raises(NotFound):
        remove_canned(ACME, "c1", by=BY, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(HELLO, shortcut="Hello you"), "shortcut"),
        (replace(HELLO, text="  "), "text"),
        (replace(HELLO, text="x" * 1_001), "text"),
        (replace(HELLO, text="Dear {customer.password}"), "text"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(wrong: CannedReply, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_canned(ACME, wrong, by=BY, at=NOW)
    assert refused.value.field == field


def test_a_shortcut_stands_for_one_reply_and_the_list_stays_short() -> None:
    one = set_canned(ACME, HELLO, by=BY, at=NOW).state
    with pytest.raises(Conflict):
        set_canned(one, replace(HELLO, id="c2"), by=BY, at=NOW)
    full = replace(ACME, canned=tuple(replace(HELLO, id=f"r{n}", shortcut=f"r{n}") for n in range(MOST_REPLIES)))
    with pytest.raises(Conflict):
        set_canned(full, HELLO, by=BY, at=NOW)


def test_what_is_known_is_filled_in_and_what_is_not_is_told() -> None:
    known = {"me.name": "Rita", "customer.first_name": "Ann", "case": None}
    assert fill(HELLO.text, known).text == "Hello Ann, I am Rita."
    assert fill(HELLO.text, {"me.name": "Rita"}).text == "Hello there, I am Rita."
    unknown = fill("About {case} and {case}: {me.name}", known)
    assert (unknown.text, unknown.missing) == ("About {case} and {case}: Rita", ("case",))
