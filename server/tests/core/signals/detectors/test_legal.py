"""Threats with the law: said and denied, shouted, misspelt, mixed."""

import pytest

from server.tests.core.signals.scenes import score

FIRES = {
    "legal_threat": [
        "I will sue you",
        "You will hear from my lawyer",
        "I'm going to report this to the ombudsman",
        "See you in small claims court!",
        "Mein Anwalt wird sich melden",
        "voy a demandarlos, acciones legales",
        "I'll see you in court!!",
        "MY LAWYER WILL CONTACT YOU",
        "im gonna sue u",
        "my laywer is already on it",
        "I'm reporting you to the FTC",
        "Such a lovely company. My attorney will enjoy this.",
        "Ich werde Sie verklagen",
        "Mon avocat va vous contacter",
        "Mi abogado se pondrá en contacto",
        "Vou processar vocês",
        "I will take legal action ⚖️",
        "this is illegal and you know it",
        "habla con mi abogado, I'm suing you",
        "Ich schalte einen Anwalt ein",
        "Voy a presentar una denuncia",
        "Je vais porter plainte",
    ],
}
SILENT = {
    "legal_threat": [
        "I won't sue you",
        "Do you sell the game Phoenix Wright: Ace Attorney?",
        "Susan called me",
        "What are the legal notices on your page?",
        "I like the court of the hotel",
        "I'm not going to sue you",
        "I don't want to involve my lawyer",
        "I won't take legal action",
        'He said "I will sue you" in the movie',
        "I am a lawyer and need an invoice for my office",
        "Can I play tennis on the court?",
        "Sue from accounting called",
        "Do you have legal size paper?",
        "I would like to pursue a refund",
        "Ich werde Sie nicht verklagen",
        "No voy a demandar",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FIRES.items() for text in texts])
def test_what_is_meant_is_noticed(name: str, text: str) -> None:
    assert score(name, text) >= 0.5


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_what_only_sounds_like_it_is_not(name: str, text: str) -> None:
    assert score(name, text) < 0.5
