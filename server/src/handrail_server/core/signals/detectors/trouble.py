"""The agent itself is in trouble: an error, failed tools, an empty answer, an outage; or it has fallen silent."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import spans
from handrail_server.core.signals.view import View
from handrail_server.core.turns.conversation import Conversation

_OUTAGE_AFTER = 2
"""So many failed turns in a row are an outage."""

_WORDS = Phrases(
    "words",
    0.6,
    """
    (technical (difficulties|difficulty|error|issue|issues|problem|problems)) (on our|on my|at the moment|right now|
        with our|with the|and|in our|preventing)
    (experiencing|having|encountered|facing) (a|some|an) [unexpected|internal|temporary] (technical|system|internal|
        unexpected|server) (difficulties|error|issue|issues|problem|problems|outage)
    (an|internal|unexpected) (error) (occurred|has occurred|while processing)
    (our|my|booking|payment|reservation) (system|systems|database|service|server|tool|backend) (is|are) [currently|
        temporarily] (down|unavailable|not responding|offline)
    (system|systems|server|servers) (is|are) [currently|temporarily] (down|unavailable|not responding|offline|not
        available|unreachable)
    (something went wrong|internal server error|service unavailable|request timed out)
    """,
)


@dataclass(frozen=True, slots=True)
class AgentError:
    """`kind`: error, tool, empty, words, outage (several in a row)."""

    name: str = "agent_error"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("agent_error",)
    phrases: tuple[Phrases, ...] = (_WORDS,)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.AGENT:
            return ()
        score, kind, evidence = _trouble(view)
        if score == 0.0:
            return ()
        row = _failed_in_a_row(view.before) + 1
        if row > _OUTAGE_AFTER:
            score, kind = max(score, 0.95), "outage"
        return (
            Signal(
                name=self.name,
                score=score,
                detector=f"{self.name}@{self.version}",
                evidence=evidence,
                values={"kind": kind, "in_a_row": float(row)},
            ),
        )


def _trouble(view: View) -> tuple[float, str, tuple[Evidence, ...]]:
    turn = view.turn
    if turn.error is not None:
        return 1.0, "error", (Evidence(turn=turn.number, fact="turn.error", value=turn.error[:200]),)
    failed = [call for call in turn.tool_calls if call.failed]
    if failed:
        evidence = tuple(Evidence(turn=turn.number, fact=f"tool.{call.name}", value="failed") for call in failed[:4])
        if turn.tool_calls[-1].failed:
            return (0.7 if len(failed) == len(turn.tool_calls) > 1 else 0.5), "tool", evidence
    if not turn.text.strip() and not turn.tool_calls and not turn.attachments:
        return 0.8, "empty", (Evidence(turn=turn.number, fact="turn.text", value="empty"),)
    hits = [hit for hit in view.hits.get("agent_error", ()) if not hit.negated and not hit.quoted]
    return (0.6, "words", spans(view, hits)) if hits else (0.0, "", ())


def _failed_in_a_row(before: Conversation) -> int:
    count = 0
    for seen in reversed(before.recent):
        if seen.author is ActorKind.AGENT:
            if not seen.tool_failed:
                break
            count += 1
    return count


AGENT_ERROR = AgentError()

_HALF_SILENCE = 60 * SECOND


def silence(before: Conversation, now: At) -> Signal | None:
    """How long the customer's last turn has been waiting for an answer; None where nobody waits. A minute scores 0.5.

    Not a detector: silence has no turn. The worker asks when the conversation's deadline comes.
    """
    if before.last_customer_turn is None or before.last_customer_at is None or before.closed_at is not None:
        return None
    answered = (seen.number for seen in before.recent if seen.author is not ActorKind.CUSTOMER and not seen.proposed)
    if any(number > before.last_customer_turn for number in answered):
        return None
    waited = max(0, now - before.last_customer_at)
    return Signal(
        name="silence",
        score=round(waited / (waited + _HALF_SILENCE), 4),
        detector="silence@1",
        evidence=(Evidence(turn=before.last_customer_turn, fact="conversation.waiting_ms", value=str(waited)),),
        values={"seconds": waited / SECOND},
    )
