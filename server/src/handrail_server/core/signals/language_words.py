"""The most frequent small words of each language, as they are after folding: no accents, no apostrophes."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final = {
    "en": """the and to of is it you that for on with my i me this have are was not be we your do can im dont its what
        how please want need get from would been there has had they will just when why which where who by or at if but
        an he she his her our their them because about could should did does any some out up still again after id ive
        cant hello thanks thank ordered order money help am as so then than also talk speak
        a
        human person card refund""",
    "de": """der die das und ich ist nicht sie ein eine einen einem einer mit auf fur von zu dem den es ihr ihre ihren
        mir mich wir uns sich bei wie was wann warum wo auch noch aber oder wenn dass kann konnen mochte habe hat haben
        bitte sehr nur schon bin sind war im am zum zur aus nach uber keine kein mein meine meinen meiner seit wurde
        werden wird jetzt immer endlich danke hallo guten tag geld hier dieses diese als vom karte konto
        sprechen bestellung mitarbeiter mensch menschen""",
    "fr": """le la les de des du et je est pas que vous un une pour dans sur avec mon ma mes ne ce cette il elle nous
        votre vos en au aux plus mais ou qui suis ai avez cest jai bonjour merci svp veux voudrais peux pouvez etre
        fait sont comment pourquoi quand depuis toujours encore tres bien rien tout sil plait leur commande
        quelquun moi dun dune lai na pu ete avoir faire parler compte argent deja jamais sans son ses par carte
        conseiller""",
    "es": """el la los las de del y que es no un una por para con mi mis me se su sus en lo al pero como mas esta este
        esto yo usted ustedes nos le les hola gracias quiero puedo puede necesito tengo ha he hay muy ya cuando donde
        porque favor si estoy son fue ser hace desde todo nada dinero cuenta pedido quisiera hablar estan sin tambien
        ayer dias otra vez mucho aqui ese eso tarjeta persona alguien""",
    "pt": """o a os as de do da dos das e que nao um uma por para com meu minha meus minhas me se seu sua em no na nos
        nas ao mas como mais este esta isto eu voce voces ola obrigado obrigada quero posso pode preciso tenho foi ha
        muito ja quando onde porque favor sim estou sao ser desde tudo nada dinheiro conta pedido gostaria falar ate
        tambem ontem dias outra vez isso esse pelo pela sem ainda agora so cartao pessoa
        alguem atendente""",
    "it": """il lo la gli le di del della che e non un una per con mio mia miei mi si suo sua in al alla ma come piu
        questo questa io lei voi ciao grazie voglio posso puo ho ha sono molto gia quando dove perche favore essere da
        tutto niente soldi conto ordine vorrei parlare ancora nel nella dal sul anche buongiorno""",
    "nl": """de het een en van ik is niet dat je u met op voor mijn te zijn er maar wat hoe waarom wanneer waar ook nog
        als kan kunnen wil heb heeft hebben bedankt alstublieft graag naar bij uit over geen al wordt deze dit jullie
        ons onze mij goedendag geld bestelling spreken iemand sinds weer""",
    "sv": """och jag att det som en ett ar inte med for pa av till har den vi du ni min mitt mina kan vill hej tack men
        om eller nar hur vad varfor fran skulle vara mig er""",
    "da": """og jeg at det som en et er ikke med for pa af til har den vi du min mit mine kan vil hej tak men om eller
        nar hvordan hvad hvorfor fra skal vaere mig jer""",
    "pl": """i w nie na sie z do jest to ze mi mam moje moj jak co czy dlaczego kiedy prosze dziekuje chce moge ale od
        dla po za tak juz tylko bardzo""",
    "tr": """ve bir bu icin ben ile de da ne nasil neden lutfen tesekkurler degil var yok mi mu istiyorum cok ama gibi
        daha kadar sonra""",
}  # fmt: skip


_NEIGHBOURS: Final = frozenset({"sv", "da", "pl", "tr"})
"""Known by the words that the others do not have."""


def _owners() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Each word's languages; a word that several have says little for each."""
    owners: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            have = owners.setdefault(word, [])
            if language not in _NEIGHBOURS or _NEIGHBOURS.issuperset(have):
                have.append(language)
    return {word: tuple((each, 1.0 / len(have)) for each in have) for word, have in owners.items()}


OWNERS: Final = _owners()

MARKS: Final = {
    "ß": ("de",), "ä": ("de", "sv"), "ö": ("de", "sv", "tr"), "ü": ("de", "tr"), "ñ": ("es",), "¿": ("es",),
    "¡": ("es",), "ã": ("pt",), "õ": ("pt",), "ê": ("pt", "fr"), "ç": ("fr", "pt", "tr"), "à": ("fr", "it", "pt"),
    "è": ("fr", "it"), "ù": ("fr", "it"), "œ": ("fr",), "å": ("sv", "da"), "ø": ("da",), "æ": ("da",), "ł": ("pl",),
    "ę": ("pl",), "ą": ("pl",), "ż": ("pl",), "ş": ("tr",), "ğ": ("tr",), "ı": ("tr",),
}  # fmt: skip
"""Letters that few languages have."""
