"""The one list of the default detectors, and of the phrases they look for."""

from collections.abc import Iterable

from handrail_server.core.signals.detector import Detector
from handrail_server.core.signals.detectors.agent_limits import OUT_OF_SCOPE, REFUSALS
from handrail_server.core.signals.detectors.agent_request import AGENT_REQUEST
from handrail_server.core.signals.detectors.amount import AMOUNT
from handrail_server.core.signals.detectors.answer import CLAIMS, HEDGES
from handrail_server.core.signals.detectors.billing import BILLING_DISPUTE, REFUND_REQUEST
from handrail_server.core.signals.detectors.complexity import COMPLEXITY
from handrail_server.core.signals.detectors.confidence import LOW_CONFIDENCE, UNSUPPORTED_ANSWER
from handrail_server.core.signals.detectors.customer import CUSTOMER_RECORD
from handrail_server.core.signals.detectors.explicit_request import EXPLICIT_REQUEST
from handrail_server.core.signals.detectors.fraud import ACCOUNT_TAKEOVER, FRAUD, FRAUD_HISTORY
from handrail_server.core.signals.detectors.injection import INJECTION
from handrail_server.core.signals.detectors.leaving import (
    AT_RISK,
    CHURN,
    CONTRACT_TERMINATION,
    PUBLIC_REVIEW,
    RENEWAL_AT_RISK,
)
from handrail_server.core.signals.detectors.legal import LEGAL_THREAT
from handrail_server.core.signals.detectors.promise import FALSE_PROMISE, PROMISES
from handrail_server.core.signals.detectors.regulated_data import REGULATED_DATA
from handrail_server.core.signals.detectors.regulated_terms import REGULATED_DECISION
from handrail_server.core.signals.detectors.repeat_contact import CONTACT_HISTORY, REPEAT_CONTACT
from handrail_server.core.signals.detectors.repeated_failure import REPEATED_FAILURE
from handrail_server.core.signals.detectors.safety import SAFETY
from handrail_server.core.signals.detectors.selling import COMMITMENT, OPPORTUNITY
from handrail_server.core.signals.detectors.sentiment import SENTIMENT
from handrail_server.core.signals.detectors.trouble import AGENT_ERROR
from handrail_server.core.signals.grammar import Phrases

_PHRASED = (
    REGULATED_DATA,
    SAFETY,
    EXPLICIT_REQUEST,
    LEGAL_THREAT,
    FRAUD,
    ACCOUNT_TAKEOVER,
    REGULATED_DECISION,
    INJECTION,
    SENTIMENT,
    REPEATED_FAILURE,
    BILLING_DISPUTE,
    REFUND_REQUEST,
    CONTRACT_TERMINATION,
    CHURN,
    PUBLIC_REVIEW,
    OPPORTUNITY,
    AT_RISK,
    REPEAT_CONTACT,
    COMPLEXITY,
    AGENT_REQUEST,
    OUT_OF_SCOPE,
    COMMITMENT,
    AGENT_ERROR,
)


def default_detectors() -> tuple[Detector, ...]:
    """Every detector that a new installation runs: those of the text, then those of the profile."""
    return (
        *_PHRASED,
        AMOUNT,
        LOW_CONFIDENCE,
        UNSUPPORTED_ANSWER,
        FALSE_PROMISE,
        CUSTOMER_RECORD,
        CONTACT_HISTORY,
        FRAUD_HISTORY,
        RENEWAL_AT_RISK,
    )


def phrase_families() -> dict[str, Iterable[Phrases]]:
    """The phrases of each family; most bear their detector's name, a few are shared by several detectors."""
    shared: dict[str, Iterable[Phrases]] = {
        "refusal": REFUSALS,
        "promise": PROMISES,
        "hedge": HEDGES,
        "claim": CLAIMS,
    }
    return {detector.name: detector.phrases for detector in _PHRASED} | shared
