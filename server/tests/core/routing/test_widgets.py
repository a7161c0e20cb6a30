"""Widgets come, change, get a new secret, and go."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import person
from handrail_server.core.basics.errors import MoveRefused, NotFound
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.widgets import WIDGETS, remove_widget, renew_secret, set_widget, widget_of
from handrail_server.core.turns.widget import Widget

ADA = person(PersonId("ada"))
ACME = Organisation(id="acme", name="Acme", created_at=At(0))
WEB = Widget(id="web", agent=AgentId("shop"), origins=("https://shop.example",))


def test_a_widget_is_added_altered_and_its_secret_stays() -> None:
    added = set_widget(ACME, WEB, by=ADA, at=At(1_000))
    assert widget_of(added.state, "web").generation == 1_000
    altered = set_widget(added.state, replace(WEB, title="Help"), by=ADA, at=At(2_000))
    assert widget_of(altered.state, "web").title == "Help"
    assert widget_of(altered.state, "web").generation == 1_000
    assert [type(fact).__name__ for fact in (*added.facts, *altered.facts)] == ["WidgetSet", "WidgetSet"]
    assert set_widget(altered.state, replace(WEB, title="Help"), by=ADA, at=At(3_000)).facts == ()


def test_a_new_secret_is_newer_also_within_the_same_moment() -> None:
    added = set_widget(ACME, WEB, by=ADA, at=At(1_000)).state
    renewed = renew_secret(added, "web", by=ADA, at=At(1_000)).state
    assert widget_of(renewed, "web").generation == 1_001


def test_a_widget_made_again_believes_nothing_of_its_namesake() -> None:
    added = set_widget(ACME, WEB, by=ADA, at=At(1_000)).state
    gone = remove_widget(added, "web", by=ADA, at=At(2_000))
    assert gone.state.widgets == ()
    again = set_widget(gone.state, WEB, by=ADA, at=At(3_000)).state
    assert widget_of(again, "web").generation == 3_000


def test_there_are_not_endlessly_many() -> None:
    state = ACME
    for number in range(WIDGETS):
        state = set_widget(state, replace(WEB, id=f"web{number}"), by=ADA, at=At(1)).state
    with pytest.raises(MoveRefused):
        set_widget(state, WEB, by=ADA, at=At(1))


def test_what_is_not_there_is_not_found() -> None:
    for verb in (renew_secret, remove_widget):
        with pytest.raises(NotFound):
            verb(ACME, "web", by=ADA, at=At(1))
