"""What the stories of the signals room begin with: a turn, a conversation before it, and what was noticed."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.actors import ActorKind, agent, customer, person
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    KeyId,
    PersonId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.prepare import prepare
from handrail_server.core.signals.profile import Account, Profile
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.sketching import remember
from handrail_server.core.signals.view import View
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

NOW = At(1_790_000_000_000)
SHOP = AgentId("shop")
DETECTORS = default_detectors()
AUTHORS = {
    "customer": customer(CustomerId("clara"), reported_by=SHOP),
    "agent": agent(SHOP),
    "person": person(PersonId("rita")),
}


def a_conversation() -> Conversation:
    """Nothing was said yet."""
    return Conversation(
        id=ConversationId("c1"),
        agent=SHOP,
        key=KeyId("k1"),
        channel="chat",
        mode=Mode.ENFORCE,
        control=Control(holder=by_agent(SHOP)),
        opened_at=NOW,
    )


def a_turn(text: str, by: str = "customer", number: int = 1) -> Turn:
    """Somebody says something."""
    return Turn(
        conversation=ConversationId("c1"),
        id=TurnId(f"t{number}"),
        number=TurnNumber(number),
        author=AUTHORS[by],
        text=text,
        channel="chat",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
    )


def a_profile() -> Profile:
    """A good customer of a strategic account."""
    return Profile(
        customer=CustomerId("clara"),
        name="Clara",
        tier="Gold",
        lifetime_value=Money(amount=Decimal(30_000), currency="EUR"),
        role="CFO",
        account=Account(
            id="acme",
            name="Acme",
            strategic=True,
            contract_size=Money(amount=Decimal(150_000), currency="EUR"),
            contract_ends=At(NOW + 30 * DAY),
            health=0.3,
        ),
        contacts_30_days=4,
        known_destinations=("DE1",),
        usual_amount=Decimal(500),
        fetched_at=NOW,
    )


def view_of(turn: Turn, before: Conversation | None = None, profile: Profile | None = None) -> View:
    """The prepared turn."""
    return prepare(turn, before or a_conversation(), profile, NOW)


def noticed(
    text: str | Turn, by: str = "customer", before: Conversation | None = None, profile: Profile | None = None
) -> dict[str, Signal]:
    """The signals that were read in a turn, by name."""
    turn = a_turn(text, by) if isinstance(text, str) else text
    return read(notice(view_of(turn, before, profile), DETECTORS))


def read(signals: Iterable[Signal]) -> dict[str, Signal]:
    """Those that were read."""
    return {signal.name: signal for signal in signals if signal.reading is Reading.READ}


def score(name: str, text: str, by: str = "customer", before: Conversation | None = None) -> float:
    """How strongly the text shows it; 0 where it does not."""
    found = noticed(text, by, before).get(name)
    return found.score if found else 0.0


def after(*said: tuple[str, str] | Turn) -> Conversation:
    """The conversation in which this was said, turn by turn."""
    before = a_conversation()
    for number, words in enumerate(said, 1):
        turn = words if isinstance(words, Turn) else a_turn(words[1], words[0], number)
        view = view_of(turn, before)
        seen = remember(view, notice(view, DETECTORS))
        by_customer = turn.author.kind is ActorKind.CUSTOMER
        failed = () if seen.failed_attempt is None else (seen.failed_attempt,)
        before = replace(
            before,
            turns=number,
            recent=(*before.recent, seen.sketch)[-20:],
            attempts=before.attempts + len(failed),
            attempted=before.attempted + failed,
            promises=before.promises + seen.promises,
            last_customer_turn=turn.number if by_customer else before.last_customer_turn,
            last_customer_at=turn.received_at if by_customer else before.last_customer_at,
        )
    return before
