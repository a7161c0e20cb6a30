"""The agent says that it cannot help, or only with other things: `out_of_scope`, and the refusals that others weigh."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.spoken import AGENT, Spoken

_I = "(i am|im|i'm|we are|we're)"

REFUSALS = (
    Phrases(
        "cannot",
        0.6,
        f"""
        {_I} [sorry but i am] [currently] (unable|not able) to
        {_I} not (allowed|permitted|authorized|authorised) to
        i (cannot|can't|can not|am afraid i cannot|am afraid i can't) (help|assist|do that|process|answer|provide|
            access|make|change|offer|modify|cancel|book)
        (unfortunately|sorry|afraid) (i|we) (cannot|can't|can not|am unable|am not able|do not have|don't have)
        (i|we) (do not|don't) have (access|the ability|that information|information|any information|enough
            information|the authority)
        es tut mir leid aber ich kann
        (ich kann [ihnen] [leider] nicht|das kann ich leider nicht|leider kann ich)
        (je ne peux pas|je ne suis pas en mesure|no puedo ayudar|no puedo ayudarle|não posso ajudar|não consigo ajudar)
        """,
    ),
    Phrases(
        "unknown",
        0.7,
        """
        i (do not|don't) (know|understand|have the answer|have an answer)
        i (did not|didn't) (understand|get that|catch that|quite get|quite catch)
        {_I} not sure [i|what|how|about]
        (could|can) you [please] rephrase
        (das weiss ich nicht|ich habe das nicht verstanden|je n'ai pas compris|no he entendido|não entendi)
        """.replace("{_I}", _I),
    ),
)

OUT_OF_SCOPE = Spoken(
    name="out_of_scope",
    version="2",
    authors=AGENT,
    phrases=(
        Phrases(
            "only_helps_with",
            0.8,
            """
            (i|we) (can only|am only able to|am only allowed to|only) (help|assist|answer|support) [you] [with|
                questions]
            (outside|beyond) (the scope|my scope|of what i|what i can|my capabilities|my abilities|my expertise|my
                area|the scope of)
            (not|isn't|is not) (something|a topic|a question) (i|we) (can|am able to) (help|assist|answer|handle|do)
            (not|isn't) within (my|our) (scope|capabilities|abilities|area)
            (please|you (should|need to|will need to|may want to|must)) (contact|consult|speak to|speak with|reach
                out to) (a|an|your|the|our) (doctor|lawyer|attorney|financial advisor|tax advisor|bank|insurer|
                insurance company|manufacturer|vendor)
            (i am|i'm) (just|only) (a|an) [virtual|shopping|booking|support|travel|banking|order] (ai|bot|
                assistant|chatbot|language model)
            (not able|unable) to help [you] with (that|this)
            (außerhalb|ausserhalb) meiner (möglichkeiten|zuständigkeit|fähigkeiten)
            (ich kann nur|dabei kann ich nicht helfen|je peux seulement|solo puedo ayudar|só posso ajudar)
            """,
        ),
    ),
    negated=1.0,
)
"""`not within my scope`: the negation is part of the meaning, so nothing is taken off for one."""
