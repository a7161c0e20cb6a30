"""How every verb on a case ends: its state, its facts, and exactly the deadlines that the new state has."""

from dataclasses import replace

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.deadlines import due_times, rearmed
from handrail_server.core.cases.moves import is_open


def settled(before: Case | None, after: Case, *facts: Fact, effects: tuple[Effect, ...] = ()) -> Outcome[Case]:
    """The outcome of a verb. An open case without a deadline is a fault of ours and fails here."""
    times = due_times(after)
    assert bool(times) == is_open(after), f"{after.state} has deadlines {sorted(times)}"
    state = replace(after, due_at=min(times.values())) if times else after
    return Outcome(state=state, facts=facts, effects=effects, deadlines=rearmed(before, state))
