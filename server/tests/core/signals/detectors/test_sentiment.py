"""How the customer feels: strength, kind, trend."""

import pytest

from server.tests.core.signals.scenes import after, noticed, score


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is ridiculous", "frustration"),
        ("I've been waiting for weeks", "long_waiting"),
        ("I am furious, shame on you", "anger"),
        ("I'm desperate and don't know what to do", "distress"),
        ("you are an idiot", "hostility"),
        ("I am disappointed", "disappointment"),
        ("Ich bin enttäuscht", "disappointment"),
    ],
)
def test_a_bad_feeling_has_its_kind(text: str, kind: str) -> None:
    found = noticed(text)["sentiment"]
    assert found.score >= 0.5
    assert found.values["kind"] == kind
    assert found.evidence


@pytest.mark.parametrize(
    "text", ["Thank you so much, great service!", "not bad at all", "I'd like to book a flight", "ok", "", "👍", "???"]
)
def test_good_and_plain_words_are_no_bad_feeling(text: str) -> None:
    assert score("sentiment", text) < 0.2


@pytest.mark.parametrize(
    "text",
    [
        "I am tired of cooking and would like to eat out",
        "We are fed up of our own food, book us a table",
        "I want to eat at Crazy Pepper at eight",
        "Ugh, how about another choice?",
    ],
)
def test_a_word_of_frustration_about_something_else_is_not_enough_for_a_person(text: str) -> None:
    assert 0.2 < score("sentiment", text) < 0.75


@pytest.mark.parametrize("text", ["I am tired of waiting", "so fed up with this", "I'm sick of being asked again"])
def test_frustration_with_what_is_done_to_them_is(text: str) -> None:
    assert score("sentiment", text) >= 0.75


def test_negation_intensity_capitals_and_emoji_move_it() -> None:
    assert score("sentiment", "I am not happy") > 0.2
    assert score("sentiment", "very disappointed") > score("sentiment", "disappointed")
    assert score("sentiment", "slightly disappointed") < score("sentiment", "disappointed")
    assert score("sentiment", "this is TERRIBLE today") > score("sentiment", "this is terrible today")
    assert score("sentiment", "so late 😡") > score("sentiment", "so late")
    assert score("sentiment", "it broke!!!") > score("sentiment", "it broke")


def test_the_trend_falls_when_it_grows_worse() -> None:
    before = after(("customer", "Thank you, that is great"), ("agent", "Done."), ("customer", "great, thanks"))
    found = noticed("This is ridiculous", before=before)["sentiment"]
    assert isinstance(found.values["trend"], float)
    assert found.values["trend"] < -0.5


@pytest.mark.parametrize(
    "text",
    [
        "Oh great, another hour on hold 🙄",
        "Thanks for nothing",
        "well done, you lost my parcel again",
        "Yeah right, 'soon'. Third week now.",
        "THIS IS A DISGRACE",
        "disgusting 🤮🤮",
        "i am so frustated",
        "your bot is trash",
        "Das ist eine Frechheit",
        "C'est inadmissible",
        "Esto es inaceptable, estoy harto",
        "Isso é um absurdo",
        "the service is una vergüenza, honestly",
    ],
)
def test_mockery_capitals_emoji_typos_and_other_languages_are_felt(text: str) -> None:
    assert score("sentiment", text) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "This is not ridiculous at all",
        "I'm not angry, just curious",
        "Do you sell Angry Birds toys?",
        "I couldn't be happier",
        "I can't complain",
        "no problem, thanks!",
    ],
)
def test_denied_feelings_and_names_are_none(text: str) -> None:
    assert score("sentiment", text) < 0.2


@pytest.mark.parametrize(
    "text",
    [
        "I'm really upset because my flight has been delayed. Can you tell me what's going on?",
        "So frustrating, the app will not load my ticket",
        "I am annoyed!! Why is my order not here?",
        "We are sad and disappointed that the lamp came broken",
        "I'm angry because my parcel is late",
    ],
)
def test_ones_own_mood_at_what_happened_is_about_the_situation(text: str) -> None:
    found = noticed(text)["sentiment"]
    assert found.score >= 0.5
    assert found.values["about"] == "situation"


@pytest.mark.parametrize(
    "text",
    [
        "This is ridiculous, my flight is delayed",
        "I'm upset and your service is the worst",
        "I'm really upset, your support told me it would be here",
        "I am frustrated, it is delayed again",
        "I am so frustrated, you are an idiot",
        "I'm annoyed and furious",
        "I'm upset, I've been waiting for weeks",
        "I'm worried and desperate, I don't know what to do",
        "I was told twice that it is on its way, so disappointing",
        "fuck this, I am upset",
        "The driver was rude and I am annoyed",
    ],
)
def test_blame_abuse_distress_and_earlier_contacts_are_not(text: str) -> None:
    found = noticed(text)["sentiment"]
    assert found.score >= 0.5
    assert "about" not in found.values


@pytest.mark.parametrize("text", ["I'm not upset, just curious", "Hello", "Where is my order?", "It is late."])
def test_without_a_strong_bad_feeling_there_is_nothing_to_be_about(text: str) -> None:
    assert "about" not in noticed(text)["sentiment"].values


def test_lately_is_the_worst_of_the_two_turns_before() -> None:
    assert "lately" not in noticed("I am upset")["sentiment"].values
    before = after(("customer", "I am furious"), ("agent", "Oh."), ("customer", "ok"), ("agent", "Yes."))
    assert noticed("fine", before=before)["sentiment"].values["lately"] == -0.85
    later = after(("customer", "I am furious"), ("customer", "ok"), ("customer", "ok"))
    assert noticed("fine", before=later)["sentiment"].values["lately"] == 0.0
