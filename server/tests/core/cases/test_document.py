"""The record of a case: written more than once, and nothing of it lost."""

from dataclasses import replace

from handrail_server.core.cases.case import Document
from handrail_server.core.cases.claim import claim
from handrail_server.core.cases.document import document
from handrail_server.core.cases.facts import CaseDocumented
from server.tests.core.cases.given import ANA, BEN, CONFIRMED, LETTER, NOW, is_, queued, reads


def test_what_was_written_down_stays_where_a_later_record_does_not_say_it_anew() -> None:
    full = Document(decision="Covered.", ground="Clause 4.", verification=CONFIRMED, attachments=(LETTER,))
    photo = replace(LETTER, id="photo")
    case = claim(queued(), reader=reads(ANA), by=is_(ANA), at=NOW).state
    first = document(case, full, by=is_(ANA), at=NOW).state
    later_on = Document(decision="Not covered.", authoriser=BEN, attachments=(photo, LETTER))
    outcome = document(first, later_on, by=is_(ANA), at=NOW)
    assert outcome.state.document == replace(full, decision="Not covered.", authoriser=BEN, attachments=(LETTER, photo))
    fact = outcome.facts[0]
    assert isinstance(fact, CaseDocumented)
    assert (fact.attachments, fact.files) == (2, (photo, LETTER)), "the ledger has what was said each time"
