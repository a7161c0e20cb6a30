"""What a model is asked about a turn. Each question is a signal, so that a policy says what follows from the answer."""

from collections.abc import Mapping
from typing import Final

from handrail_server.core.basics.actors import ActorKind

NEEDS_PERSON: Final = "judged_needs_person"
UPSET: Final = "judged_upset"
RISK: Final = "judged_risk"
WRONG_ANSWER: Final = "judged_wrong_answer"

QUESTIONS: Final[Mapping[ActorKind, Mapping[str, str]]] = {
    ActorKind.CUSTOMER: {
        NEEDS_PERSON: "The customer asks for a person, or needs one: the matter is beyond an automatic agent.",
        UPSET: "The customer is angry, distressed or losing patience, also where it is said politely or ironically.",
        RISK: "Somebody may come to harm, or there is a legal, regulatory, fraud or safety risk in what was said.",
    },
    ActorKind.AGENT: {
        WRONG_ANSWER: "The answer is wrong, invented, harmful or beside the question, or promises what it may not.",
    },
}
"""By who spoke. Other authors' turns are not judged."""

JUDGED: Final = tuple(name for asked in QUESTIONS.values() for name in asked)
"""All signals that a second opinion can give."""
