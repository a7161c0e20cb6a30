"""What is at hand is what is stored."""

import pytest

from handrail_server.adapters.store import recent as module
from handrail_server.adapters.store.recent import Recent
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.writing import Loaded, Secret

ACME, OTHER = OrgId("acme"), OrgId("other")
KIND = SubjectKind.CONVERSATION.value
KEY = Secret(id="s1", kind="agent_key", holder="shop", hash="h1", created_at=At(1))


def known(version: int, state: str = "state") -> Loaded[str]:
    return Loaded(subject=Subject(kind=SubjectKind.CONVERSATION, id="c1"), state=state, version=version, tip=b"t")


def test_the_newest_state_is_kept_whoever_comes_last() -> None:
    recent = Recent(alone=True)
    recent.keep(ACME, known(2, "new"))
    recent.keep(ACME, known(1, "old"))
    assert recent.subject(ACME, str, KIND, "c1") == known(2, "new")
    assert recent.subject(OTHER, str, KIND, "c1") is None
    assert recent.subject(ACME, int, KIND, "c1") is None


def test_where_others_write_no_state_is_kept() -> None:
    recent = Recent(alone=False)
    recent.keep(ACME, known(1))
    assert recent.subject(ACME, str, KIND, "c1") is None


def test_what_is_forgotten_is_asked_for_again() -> None:
    recent = Recent(alone=True)
    recent.keep(ACME, known(1))
    recent.forget(ACME, [(KIND, "c1"), (KIND, "c2")])
    assert recent.subject(ACME, str, KIND, "c1") is None


def test_after_a_commit_that_nobody_waited_for_nothing_is_kept() -> None:
    recent = Recent(alone=True)
    recent.keep(ACME, known(1))
    recent.keep_secret(ACME, KEY, revision=recent.revision)
    recent.give_up()
    recent.keep(ACME, known(2))
    assert recent.subject(ACME, str, KIND, "c1") is None
    assert recent.secret("h1") is None


def test_only_so_many_states_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SUBJECTS", 1)
    recent = Recent(alone=True)
    recent.keep(ACME, known(1))
    recent.keep(OTHER, known(1))
    assert recent.subject(ACME, str, KIND, "c1") is None
    assert recent.subject(OTHER, str, KIND, "c1") == known(1)


def test_a_secret_is_kept_for_its_second(monkeypatch: pytest.MonkeyPatch) -> None:
    recent = Recent(alone=False)
    recent.keep_secret(ACME, KEY, revision=recent.revision)
    assert recent.secret("h1") == (ACME, KEY)
    monkeypatch.setattr(module, "SECONDS", -1.0)
    recent.keep_secret(ACME, KEY, revision=recent.revision)
    assert recent.secret("h1") is None


def test_a_secret_that_was_read_before_one_changed_is_not_kept() -> None:
    recent = Recent(alone=False)
    before = recent.revision
    recent.forget_secrets()
    recent.keep_secret(ACME, KEY, revision=before)
    assert recent.secret("h1") is None
