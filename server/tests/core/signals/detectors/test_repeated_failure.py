"""A conversation that gets nowhere."""

from dataclasses import replace

import pytest

from server.tests.core.signals.scenes import a_turn, after, noticed, score


def test_asking_the_same_in_other_words_is_noticed_with_the_turn_it_repeats() -> None:
    before = after(
        ("customer", "Where is my parcel 4711 that I ordered on Monday?"), ("agent", "You can track parcels online.")
    )
    found = noticed(a_turn("So where is that parcel 4711 I ordered Monday?", number=3), before=before)
    signal = found["repeated_failure"]
    assert signal.values["kind"] == "rephrased"
    assert signal.evidence[-1].turn == 1


def test_another_question_and_a_confirmation_are_not() -> None:
    before = after(("customer", "Book a table at Celia's in San Bruno on Friday"), ("agent", "For how many people?"))
    assert "repeated_failure" not in noticed(a_turn("Is there parking near the place?", number=3), before=before)
    yes = a_turn("Yes, book the table at Celia's in San Bruno on Friday", number=3)
    assert "repeated_failure" not in noticed(yes, before=before)


def test_failed_attempts_add_up() -> None:
    story = [
        ("customer", "my router blinks red"),
        ("agent", "Please restart it."),
        ("customer", "that doesn't help"),
        ("agent", "Please unplug it."),
        ("customer", "still not working"),
        ("agent", "Please press the button."),
    ]
    before = after(*story)
    assert before.attempts == 2
    assert before.attempted == (2, 4)
    found = noticed(a_turn("That did nothing", number=7), before=before)["repeated_failure"]
    assert found.values["attempts"] == 2.0
    assert found.score > noticed("That did nothing")["repeated_failure"].score


def test_many_failed_attempts_speak_for_themselves_unless_the_customer_says_thanks() -> None:
    before = replace(after(("customer", "it is red"), ("agent", "Restart it.")), attempts=5)
    assert noticed(a_turn("it blinks", number=3), before=before)["repeated_failure"].values["kind"] == "attempts"
    assert "repeated_failure" not in noticed(a_turn("Great, thank you", number=3), before=before)


def test_still_asking_after_a_refusal_is_unanswered() -> None:
    before = after(("customer", "How do I reset my meter?"), ("agent", "I'm sorry, I don't know."))
    found = noticed(a_turn("You didn't answer my question", number=3), before=before)["repeated_failure"]
    assert "unanswered" in str(found.values["kinds"])


@pytest.mark.parametrize(
    "text",
    [
        "That's not what I asked",
        "you didn't answer my question",
        "still not working",
        "das hilft mir nicht",
        "That doesn't answer my question",
        "You already told me that",
        "this is not helpful at all",
        "STILL NOT WORKING",
        "No! That's not what I asked",
        "you keep repeating yourself",
        "didnt work again 😡",
        "Das hilft mir nicht",
        "Das hat nicht funktioniert",
        "Ça ne marche toujours pas",
        "Eso no me ayuda",
        "Isso não ajuda",
        "sigue sin funcionar",
        "continua não funcionando",
    ],
)
def test_who_says_that_it_did_not_help_is_heard(text: str) -> None:
    assert score("repeated_failure", text) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "thanks, that works",
        "Is the shop still open?",
        "That worked, thank you",
        "That answers my question",
        "It is working again",
        "You helped me a lot",
        "No, that's all, thanks",
        "Das hat funktioniert",
        "Eso me ayuda mucho",
    ],
)
def test_who_is_content_has_no_failure(text: str) -> None:
    assert score("repeated_failure", text) < 0.5
