"""Today so far, against the same part of the same weekday in the weeks before."""

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.time import DAY, HOUR, MINUTE, At
from handrail_server.core.learning.day import Against, Day, against, handle_seconds, service_level
from handrail_server.core.learning.head import Head

MIDNIGHT = At(20_000 * DAY)


def head(of: SubjectKind, name: str, verb: str, at: int, **data: object) -> Head:
    return Head(subject=Subject(kind=of, id=name), version=1, verb=verb, at=At(at), by={}, data=data)


def opened(day: Day, name: str, at: int) -> None:
    day.take(head(SubjectKind.CONVERSATION, name, "ConversationOpened", day.midnight + at))


def said(day: Day, at: int, author: str, **scores: str) -> None:
    day.take(head(SubjectKind.CONVERSATION, "c", "TurnObserved", day.midnight + at, author=author, **scores))


def asked(day: Day, case: str, talk: str, at: int, *, kind: str = "hand_over", practice: bool = False) -> None:
    when = day.midnight + at
    data = {"kind": kind, "conversation": talk, "requested_at": when, "practice": practice}
    day.take(head(SubjectKind.CASE, case, "CaseRequested", when, **data))


def queued(day: Day, case: str, queue: str | None, at: int, accept_by: int, verb: str = "CaseQueued") -> None:
    when = day.midnight + at
    day.take(head(SubjectKind.CASE, case, verb, when, queue=queue, accept_by=day.midnight + accept_by))


def happened(day: Day, case: str, verb: str, at: int, **data: object) -> None:
    day.take(head(SubjectKind.CASE, case, verb, day.midnight + at, **data))


def a_day(midnight: int, *, opens: int, hands_over: int) -> Day:
    """`opens` conversations in the morning, of which the first are handed over at noon."""
    day = Day(At(midnight))
    for number in range(opens):
        opened(day, f"c{number}", 9 * HOUR + number)
    for number in range(hands_over):
        asked(day, f"k{number}", f"c{number}", 12 * HOUR + number)
    return day


def figure(found: tuple[Against, ...], name: str) -> Against:
    return next(each for each in found if each.name == name)


def test_a_rate_is_compared_at_the_same_time_of_day() -> None:
    past = [a_day(MIDNIGHT - 7 * DAY * week, opens=10, hands_over=week) for week in (1, 2, 3)]
    today = a_day(MIDNIGHT, opens=20, hands_over=8)
    morning = figure(against(today, past, now=At(MIDNIGHT + 10 * HOUR)), "escalation_rate")
    assert (morning.today.value, morning.usual) == (0.0, 0.0), "what came at noon is not yet compared at ten"
    evening = figure(against(today, past, now=At(MIDNIGHT + 20 * HOUR)), "escalation_rate")
    assert (evening.today.value, evening.today.of) == (0.4, 20)
    assert (evening.usual, evening.lowest, evening.highest, evening.days, evening.of) == (0.2, 0.1, 0.3, 3, 30)


def test_days_with_hardly_anything_are_not_usual() -> None:
    past = [a_day(MIDNIGHT - 7 * DAY, opens=4, hands_over=4)]
    today = a_day(MIDNIGHT, opens=20, hands_over=8)
    found = figure(against(today, past, now=At(MIDNIGHT + 20 * HOUR)), "escalation_rate")
    assert (found.usual, found.days, found.of) == (None, 0, 0)


def test_a_second_hand_over_practice_and_yesterdays_conversation_do_not_count() -> None:
    day = a_day(MIDNIGHT, opens=10, hands_over=1)
    asked(day, "again", "c0", 13 * HOUR)
    asked(day, "trying", "c1", 13 * HOUR, practice=True)
    asked(day, "wire", "c2", 13 * HOUR, kind="approval")
    asked(day, "old", "opened-yesterday", 13 * HOUR)
    found = figure(against(day, (), now=At(MIDNIGHT + 20 * HOUR)), "escalation_rate")
    assert found.today.value == 0.1


def test_resolution_sentiment_and_confidence() -> None:
    day = Day(MIDNIGHT)
    for number, minutes in enumerate((1, 2, 30)):
        asked(day, f"k{number}", f"c{number}", 0)
        happened(day, f"k{number}", "CaseClosed" if number else "CaseHandedBack", minutes * MINUTE)
    happened(day, "from-yesterday", "CaseClosed", MINUTE)
    said(day, 1, "customer", sentiment="-0.5", confidence="0.1")
    said(day, 2, "customer", sentiment="0.1")
    said(day, 3, "agent", confidence="0.8")
    said(day, 4, "person", confidence="0.1")
    said(day, 5, "agent")
    found = against(day, (), now=At(MIDNIGHT + HOUR))
    assert figure(found, "resolution_time").today.value == 120.0
    assert figure(found, "sentiment").today.value == -0.2
    assert (figure(found, "confidence").today.value, figure(found, "confidence").today.of) == (0.8, 1)


def test_a_fact_that_was_placed_late_has_its_own_time() -> None:
    day = Day(MIDNIGHT)
    for at in (5, 3, 9, 1):
        opened(day, f"c{at}", at)
    assert day.opened.at == [MIDNIGHT + 1, MIDNIGHT + 3, MIDNIGHT + 5, MIDNIGHT + 9]


def test_the_service_level_counts_what_was_taken_and_what_should_have_been() -> None:
    day = Day(MIDNIGHT)
    for case, accepted in (("fast", 50), ("slow", 90), ("left", None), ("fresh", None)):
        queued(day, case, "care", 0, 200 if case == "fresh" else 60)
        if accepted is not None:
            happened(day, case, "CaseAccepted", accepted)
    level = service_level(day, "care", now=At(MIDNIGHT + 100))
    assert (level.value, level.of) == (1 / 3, 3)
    assert service_level(day, "sales", now=At(MIDNIGHT + 100)).value is None


def test_a_case_that_moves_on_counts_where_it_waits_last() -> None:
    day = Day(MIDNIGHT)
    queued(day, "k", "care", 0, 60)
    queued(day, "k", "sales", 70, 130, "CaseEscalated")
    queued(day, "k", None, 71, 140, "CaseRequeued")
    happened(day, "k", "CaseAccepted", 120)
    queued(day, "k", "legal", 150, 200, "CaseTransferred")
    asked(day, "trying", "c", 0, practice=True)
    queued(day, "trying", "sales", 0, 1)
    assert service_level(day, "care", now=At(MIDNIGHT + 500)).of == 0
    assert service_level(day, "sales", now=At(MIDNIGHT + 500)).value == 1.0


def test_how_long_cases_of_a_queue_lately_took() -> None:
    day = Day(MIDNIGHT)
    assert handle_seconds(day, "care") is None
    for case, took in (("a", 60_000), ("b", 120_000)):
        queued(day, case, "care", 0, 60)
        happened(day, case, "CaseClosed", 500, handled_ms=took)
    assert handle_seconds(day, "care") == 90.0
