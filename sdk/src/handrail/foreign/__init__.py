"""What other guardrails found, as the signals and the confidence that a turn carries.

    from handrail import foreign

    chat.customer(text, signals=foreign.llm_guard(scan_prompt(scanners, text)))
    chat.propose(draft, confidence=foreign.token_confidence(completion))

None of these tools need be installed: their documented results are read as objects or as decoded JSON.
A score of 0.5 or more says that the tool tripped. What a tool could not check is `blind`, never "nothing found";
so is a result of an unknown shape.
"""

from handrail.foreign._guardrails_ai import guardrails_ai
from handrail.foreign._llm_guard import llm_guard
from handrail.foreign._nemo import nemo
from handrail.foreign._openai_guardrails import openai_guardrails
from handrail.foreign._presidio import presidio
from handrail.foreign._token_confidence import token_confidence

__all__ = ["guardrails_ai", "llm_guard", "nemo", "openai_guardrails", "presidio", "token_confidence"]
