"""How the customer asks for a person in German, French, Spanish and Portuguese."""

from handrail_server.core.signals.grammar import Phrases

_DE = (
    "(menschen|person|mitarbeiter|mitarbeiterin|berater|beraterin|jemandem|jemanden|vorgesetzten|kollegen|"
    "ansprechpartner|kundenberater|kundendienst|kundenservice)"
)
_FR = (
    "(humain|etre humain|personne|vraie personne|conseiller|conseillere|quelqu'un|agent|agent humain|responsable|"
    "operateur|superieur|service client|vrai conseiller|employe)"
)
_ES = (
    "(persona|persona real|humano|ser humano|agente|agente humano|representante|alguien|operador|operadora|supervisor|"
    "encargado|gerente|asesor|asesora|empleado)"
)
_PT = (
    "(pessoa|pessoa real|humano|ser humano|atendente|agente|agente humano|alguem|operador|supervisor|gerente|"
    "responsavel|representante|assistente humano|funcionario)"
)

_GERMAN = Phrases(
    "person",
    0.95,
    f"""
    mit [einem|einer|einen|ihrem|ihrer] [echten|richtigen|lebenden|menschlichen|anderen] {_DE} (sprechen|reden|
        verbunden werden|chatten|telefonieren|verbinden)
    [einen|einem|eine|ein] (echten|richtigen|menschlichen|echter|echte) {_DE}
    verbinden sie mich
    verbinde mich
    (möchte|will|brauche|möchten|wollen) [bitte] [endlich] (einen menschen|einen mitarbeiter|einen berater|jemanden
        sprechen|einen vorgesetzten)
    (mensch|mitarbeiter) bitte
    rufen sie mich (an|zurück)
    (geben|holen|schicken) sie mir [bitte] [endlich] [einen|eine|ihren|ihre] [echten|richtigen] {_DE}
    (holen|rufen) sie [bitte] (ihren|einen) (vorgesetzten|chef|kollegen|manager)
    (kann|könnte|soll) [mich|uns] [bitte] [mal] (jemand|ein mensch|ein mitarbeiter) [mich|uns] [bitte] [mal] (anrufen|
        zurückrufen)
    (leiten|reichen|geben|stellen) sie mich [bitte] (an|zu|durch zu) [einen|eine|ihren|ihre] {_DE} (weiter|durch)
    (bitte um|erbitte|ich möchte) [einen] rückruf
    (gibt es|ist) (hier|da|dort) [auch] [irgendwo] [ein|einen|einen echten|echte|richtige] (mensch|menschen|jemand)
    mit [einem|ihrem|dem|ihrer] (chef|chefin|manager|leiter|abteilungsleiter|teamleiter) (sprechen|reden)
    keinen (bot|roboter|computer|automaten)
    """,
)
_FRENCH = Phrases(
    "person",
    0.95,
    f"""
    (parler|discuter|échanger) (à|avec) (un|une|votre|le|la|d'autres|un vrai|une vraie|un autre|une autre) {_FR}
    (parler|discuter) (à|avec) (quelqu'un|quelqu'un d'autre)
    (passez|transférez|mettez) moi [à|avec|en relation avec|en contact avec] [un|une|votre|le|la] {_FR}
    (veux|voudrais|voudrai|besoin d'un|souhaite|besoin d'une|avoir|aurais) [un|une] (humain|conseiller|vraie personne|
        conseiller humain|agent humain|être humain)
    (transférez|transférer|connectez|passez) [moi|me] (au|à un|à une|à votre|vers un|vers votre) {_FR}
    (rappelez|appelez|contactez) moi [par téléphone]
    (pouvez vous|merci de|veuillez) me (rappeler|passer un conseiller|passer quelqu'un|mettre en relation)
    y a t il (un|une|quelqu'un) [vrai|vraie|être] (humain|personne|conseiller|ici|là)
    """,
)
_SPANISH = Phrases(
    "person",
    0.95,
    f"""
    (hablar|comunicarme|contactar|chatear) con (un|una|el|la|su|otro|otra) [verdadero|verdadera] {_ES}
    hablar con (alguien|otra persona)
    (páseme|pásame|transfiérame|comuníqueme|comuníquenme|conécteme|póngame) (con|a) [un|una|el|la|su] {_ES}
    (quiero|necesito|deseo) (un agente|un humano|una persona|un representante|una persona real|un supervisor)
    me (puede|podría|pueda) (atender|ayudar|llamar|pasar con|comunicar con) [un|una|con un|con una] (humano|persona|
        persona real|agente|alguien|supervisor|representante)
    (me|que me) (atienda|llame|ayude|contacte) (un|una) (persona|humano|agente|persona real|supervisor)
    (que me atienda|me atienda) alguien
    (llámenme|llámeme|llámame|que me llamen|pueden llamarme|puede llamarme|devuélvanme la llamada)
    (hay|existe) (alguna|algún|una|un) (persona|humano|agente|ser humano) (ahí|aquí|real|que|con quien)
    (atención|asistencia|ayuda|agente) (humana|humano|de una persona)
    """,
)
_PORTUGUESE = Phrases(
    "person",
    0.95,
    f"""
    (falar|conversar) com (um|uma|o|a|seu|outro|outra) [verdadeiro|verdadeira] {_PT}
    (falar|conversar) com (alguém|outra pessoa)
    (transfira|passe|conecte|transfere|me passa|me transfere) [me] (para|com|a) [um|uma|o] {_PT}
    (falar|conversar) (c|cm) (um|uma|o|a|alguém)
    (me passa|passa|me passe|transfere|me transfere|transfira|me transfira) [me] (pra|para|pro|para o|para a) [um|uma|
        o|a] {_PT}
    (me liguem|me ligue|me liga|podem me ligar|pode me ligar|liguem para mim|me retornem)
    (tem|há|existe) (algum|alguma|um|uma) (humano|pessoa|atendente|ser humano) (aí|ai|aqui|real|que|de verdade)
    (atendimento|atendente|suporte) (humano|humana)
    (quero|preciso de|gostaria de) (um atendente|um humano|um agente humano|uma pessoa|falar com atendente)
    """,
)

OTHER_LANGUAGES = (_GERMAN, _FRENCH, _SPANISH, _PORTUGUESE)
