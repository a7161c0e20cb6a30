"""The agent asks for a person itself, with its reason: in words, or by calling its own hand-over tool."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import View

_WORDS = Phrases(
    "words",
    0.7,
    """
    (needs|need|requires|require) human (review|approval|intervention|assistance|specialist|agent|representative)
    (needs|need|requires|require) (a|an) (human|person|specialist|supervisor|manager) to
    (am|now|i'm|be) (transferring|connecting|escalating) (you|this|your case|your issue|your request) to (a|an|our)
        [human|live] (agent|representative|specialist|colleague|supervisor|team|person)
    (being|been) (transferred|escalated|connected) to (a|an|our) [human|live] (agent|representative|specialist|
        colleague|supervisor|team)
    (will|ll|going to) (transfer|connect|escalate) (you|this|your case|your issue|your request) to [our] [human|live]
        (agent|agents|representative|specialist|colleague|supervisor|team|person)
    (ich verbinde sie|ich leite sie weiter|je vous transfère|je vous mets en relation|le transfiero|le voy a
        transferir|vou transferir)
    """,
)
_SUGGESTED = Phrases(
    "suggested",
    0.4,
    """
    (recommend|suggest|advise) (transferring|connecting|speaking|contacting|talking) [you] [to|with] [a|an|our]
        [human|live] (agent|representative|specialist|supervisor|team|person)
    (you should|you may want to|you will need to|you'll need to|please) (talk|speak|contact|reach out) [to|with] (a|an|
        our|one of our) [human|live|licensed|support|customer service] (agent|agents|representative|specialist|
        specialists|supervisor|team|person|advisor|human)
    """,
)
_TOOL_VERBS = ("transfer", "escalat", "handoff", "hand_off", "hand_over", "handover")
_TOOL_TARGETS = ("human", "agent", "person", "representative", "support", "supervisor", "live", "escalat", "hand")


def calls_for_a_person(tool: str) -> bool:
    """Whether a tool's name says that it hands the conversation to a person (`transfer_to_human_agents`)."""
    name = tool.lower()
    return any(verb in name for verb in _TOOL_VERBS) and any(target in name for target in _TOOL_TARGETS)


@dataclass(frozen=True, slots=True)
class AgentRequest:
    """`kind`: tool or words; `reason`: the agent's own words are evidence, shown as the agent's assessment."""

    name: str = "agent_request"
    version: str = "2"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("agent_request",)
    phrases: tuple[Phrases, ...] = (_WORDS, _SUGGESTED)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.AGENT:
            return ()
        asked = [call for call in view.turn.tool_calls if calls_for_a_person(call.name)]
        weighed = weigh(view.hits.get(self.name, ()))
        if not asked and not weighed:
            return ()
        evidence = tuple(
            Evidence(turn=view.turn.number, fact=f"tool.{call.name}", value=call.arguments[:200]) for call in asked
        )
        return (
            Signal(
                name=self.name,
                score=0.95 if asked else together(weight for _, weight in weighed),
                detector=f"{self.name}@{self.version}",
                evidence=evidence[:4] + spans(view, (hit for hit, _ in weighed)),
                values={"kind": "tool"} if asked else kinds(weighed),
            ),
        )


AGENT_REQUEST = AgentRequest()
