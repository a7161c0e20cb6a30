"""Facts in words."""

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.time import At
from handrail_server.core.learning.dossiers import dossier_made
from handrail_server.core.learning.facts import DossierMade
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.told_facts import details, what
from server.tests.core.cases.given import ANA, NOW, is_, queued


def test_a_verb_is_told_as_words() -> None:
    assert what("CaseAccepted") == "Case accepted"
    assert what("SampleJudged") == "Sample judged"


def test_details_are_what_the_head_says_without_what_is_absent() -> None:
    head = Head(
        subject=Subject(kind=SubjectKind.CASE, id="k"),
        version=1,
        verb="CaseRequested",
        at=At(1),
        by={},
        data={
            "kind": "hand_over", "topic": None, "sealed": False, "practice": True, "rank": 5, "labels": [],
            "target": {"kind": "queue", "id": "general"}, "reasons": [{"code": "churn", "score": "0.9"}, {"code": "x"}],
            "turn": "t" * 300,
        },
    )  # fmt: skip
    told = dict(details(head))
    assert told["kind"] == "hand_over"
    assert told["practice"] == "yes"
    assert told["rank"] == "5"
    assert told["target kind"] == "queue"
    assert told["reasons"] == "churn 0.9, x"
    assert len(told["turn"]) == 200
    assert told.keys().isdisjoint({"topic", "sealed", "labels"})


def test_who_takes_a_dossier_away_is_a_fact_and_the_case_stays_as_it_is() -> None:
    case = queued()
    made = dossier_made(case, facts=12, withheld=3, by=is_(ANA), at=NOW)
    assert made.state == case
    assert made.facts == (DossierMade(person=ANA, facts=12, withheld=3, by=is_(ANA), at=NOW),)
