"""The customer is answered in the language they write in, whether or not somebody says which it is."""

from server.tests.flows.given import a_world

GERMAN = "Ich möchte mit einem Menschen sprechen, bitte."


async def test_a_conversation_opens_in_the_language_of_its_first_words() -> None:
    world = await a_world()
    heard = await world.customer(GERMAN)
    assert heard.conversation.language == "de"
    assert heard.decision is not None
    assert [reason.code for reason in heard.decision.reasons] == ["explicit_request"]
    assert (await world.case(heard.case)).item.language == "de"


async def test_who_changes_the_language_is_followed_and_a_short_word_changes_nothing() -> None:
    world = await a_world()
    await world.customer("Where is my parcel?")
    switched = await world.customer("Wo ist mein Paket? Ich warte seit einer Woche.")
    assert switched.conversation.language == "de"
    assert (await world.customer("OK, DHL.")).conversation.language == "de"


async def test_mixed_words_leave_the_language_as_it_was() -> None:
    world = await a_world()
    heard = await world.customer("hola my friend, mein parcel bitte, gracias")
    assert heard.conversation.language == "en"
