"""Fraud: reported by the customer, or a payment that shows several of its marks at once. The marks are its evidence."""

from dataclasses import dataclass, field
from decimal import Decimal

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE, Spoken, spans, together, weigh
from handrail_server.core.signals.view import View

_TRANSFER = "(wire|wire transfer|transfer|payment|remittance|bank transfer)"
_LARGE = Decimal(5_000)
_UNUSUAL_TIMES = 5
"""A payment this many times the customer's usual one is out of the ordinary."""

FACTORS = {
    "changed_details": 0.5,
    "pressure": 0.45,
    "unusual_destination": 0.4,
    "unusual_amount": 0.4,
    "large_amount": 0.3,
    "urgency": 0.3,
}
"""How much each mark weighs where money is to move. One alone is no fraud."""

_PAYMENT = Phrases(
    "payment",
    0.1,
    f"""
    (send|make|do|initiate|process|need|want|authorize|approve|release|execute|set up) [this|our] [urgent|immediate|
        international|large|new] {_TRANSFER}
    (wire|transfer|send|remit|pay) [my|our|this|out|over|all my] (money|funds|sum|balance|savings|#)
    (wire|transfer|send) [all|everything] (my|our|the) (money|funds|savings)
    (überweisen|überweisung|virement|virer|transferencia|transferir|transferência|pix)
    """,
)
_CHANGED = Phrases(
    "changed_details",
    0.5,
    """
    (changed|updated|new|different|revised|change|update) (our|my|their|your|supplier|vendor|payee) (bank|banking|
        account|payment|wire|routing|payroll|direct deposit) (details|information|account|instructions|number)
    (new|different|updated|changed) (bank|banking|account|payment|wire|wiring|routing|direct deposit) (details|
        information|account|instructions|number)
    (bank|account|payment) details have (changed|been changed|been updated)
    (neue bankverbindung|neue kontodaten|nouveau rib|nouvelles coordonnées bancaires|nuevos datos bancarios|nueva
        cuenta bancaria|novos dados bancários)
    """,
)
_DESTINATION = Phrases(
    "unusual_destination",
    0.4,
    """
    (new|unknown|different|foreign|overseas|offshore|third party|unfamiliar|first time) (beneficiary|payee|recipient|
        account|bank|wallet|supplier|vendor)
    (overseas|offshore|abroad|foreign country|cayman|cayman islands|seychelles|crypto wallet|bitcoin wallet|crypto
        exchange|western union|moneygram|gift card|gift cards|itunes cards|cryptocurrency|bitcoin|usdt)
    (never (sent|paid|transferred|wired) (to|money to) (them|him|her|this|it|there) before)
    (account|bank) in (nigeria|russia|cyprus|panama|belize|hong kong|latvia|estonia|malta|dubai|ghana|a foreign
        country)
    """,
)
_URGENCY = Phrases(
    "urgency",
    0.3,
    """
    (urgent|urgently|asap|immediately|right away|right now|straight away|this instant|within the hour|before close of
        business|before end of day|by end of day|by eod|today before|must go out today|has to go out today|needs to
        go out today|no later than today|time sensitive|before the deadline|in the next hour)
    (dringend|sofort|eilig|urgemment|immédiatement|urgente|inmediatamente|imediatamente)
    """,
)
_PRESSURE = Phrases(
    "pressure",
    0.45,
    """
    (skip|bypass|without|ignore|waive|avoid) (the|any|all|your|further|usual) [usual|security|normal|identity]
        (verification|verifications|checks|check|approval|approvals|callback|call back|controls|procedure|procedures|
        questions)
    (don't|do not|no need to|cannot|can't) (call|tell|contact|inform|verify with|notify|ask) (me|my|the|him|her|
        anyone|anybody|them) [to verify|to confirm|about this|about it]
    (keep (this|it) (confidential|secret|between us|quiet)|strictly confidential|highly confidential)
    (he|she|they|someone|caller|man|woman|guy) (told|asked|instructed) me (to|not to) (buy|send|transfer|move|wire|
        tell|download|install|stay on)
    (safe account|remote access|anydesk|teamviewer)
    """,
)
_REPORTED = Phrases(
    "reported",
    0.9,
    """
    (fraud|fraudulent|unauthorized|unauthorised|suspicious) (charge|charges|transaction|transactions|payment|payments|
        activity|withdrawal|withdrawals|purchase|purchases|transfer|transfers|use)
    (i|we) [have|was|were|got|am|have been|had been|think i was|think i have been|believe i was] [been] (scammed|
        defrauded|phished|conned|robbed)
    (victim of) [a|an] (fraud|scam|identity theft|phishing|fraudster|scammer)
    (transaction|transactions|charge|charges|payment|payments|withdrawal|withdrawals|purchase|transfer|transfers|this|
        that|it) [that|which] (i|we) (didn't|did not|never|haven't|don't) (make|made|authorize|authorise|recognize|
        recognise|approve|approved|authorized|recognised|recognized)
    (wasn't|was not|isn't) me who (made|did|bought|paid|withdrew)
    (didn't|did not|never) (make|made|authorize|authorise) (this|that|these|those|any of these|the|a|it) [charge|
        transaction|transactions|payment|purchase|withdrawal|cash withdrawal|transfer]
    (someone|somebody|stranger|thief|they) [else] [has|is|have|has been|might have|may have] (used|using|stole|stolen|
        cloned|copied|skimmed|withdrew|took|emptied|drained) (my|money|cash)
    (card|wallet|phone|purse|identity|details) (was|has been|got|is|were|have been) (stolen|cloned|skimmed|swallowed
        by|compromised)
    (stole|stolen) my (card|wallet|identity|phone|purse|money|information)
    (karte|geldbeutel|handy|konto) (wurde|ist) (gestohlen|geklaut|missbraucht)
    (wurde|bin|worden) (betrogen|abgezockt)
    (volé|piraté|utilisé) ma carte
    (me (robaron|clonaron|quitaron) (la|mi|el) (tarjeta|cartera|dinero|celular))
    ((roubaram|clonaram|furtaram) (meu|minha|o|a) (cartão|carteira|dinheiro|celular))
    (caí|cai) (em|num|no) [um] golpe
    this is [a|clearly|pure] (fraud|scam)
    (identity theft|phishing|scam|scammed|scammer|betrug|betrogen worden|arnaque|fraude|estafa|estafado|golpe do|fui
        estafada|victime d'une fraude|burla)
    (unknown|unrecognised|unrecognized|strange|mystery) (payment|payments|transaction|transactions|charge|charges|
        withdrawal|withdrawals|direct debit|purchase)
    (don't|do not|didn't|did not|can't|cannot) (recognise|recognize|remember|recall) (this|the|that|making|making
        this|one|a|some|any) [card|direct debit|cash|recent] (payment|payments|transaction|transactions|charge|
        charges|withdrawal|purchase|debit)
    (withdrawal|withdrawals|payment|transaction|purchase|charge|debit) [that|which] (isn't mine|is not mine|wasn't
        mine|wasn't me|was not me|i don't remember|i do not remember)
    (stolen|cloned|hacked) (card|phone|wallet|debit card|credit card)
    (money|cash|funds) (is|are|was|has gone|gone) missing [from]
    (report|reporting) [a|an|this] (fraud|scam|stolen card|fraudulent)
    (lost or stolen|my card is missing|lost my card)
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment as far as it is known: from a turn's words, or from an action's arguments."""

    amount: Decimal | None = None
    currency: str | None = None
    destination: str | None = None
    marks: frozenset[str] = field(default_factory=frozenset)
    """Factors that words already showed, such as `urgency`."""


def payment_factors(payment: Payment, profile: Profile | None) -> tuple[str, ...]:
    """The marks of fraud on a payment, the weightiest first; those that need the profile only where it is there."""
    factors = set(payment.marks)
    if payment.amount is not None and payment.amount >= _LARGE:
        factors.add("large_amount")
    if profile is not None:
        usual, known = profile.usual_amount, profile.known_destinations
        if payment.amount is not None and usual is not None and payment.amount > usual * _UNUSUAL_TIMES:
            factors.add("unusual_amount")
        if payment.destination and known and payment.destination not in known:
            factors.add("unusual_destination")
    return tuple(sorted(factors, key=lambda factor: (-FACTORS[factor], factor)))


def payment_score(factors: tuple[str, ...]) -> float:
    """The marks together; one alone counts half, so that urgency by itself is no suspicion."""
    score = together(FACTORS[factor] for factor in factors)
    return score if len(factors) > 1 else round(score / 2, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fraud:
    """`kind`: reported or payment; `factors`: the marks, comma-separated."""

    name: str
    reads: Reads
    version: str = "2"
    signals: tuple[str, ...] = ("fraud",)
    phrases: tuple[Phrases, ...] = ()

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.CUSTOMER:
            return ()
        hits = weigh(view.hits.get("fraud", ()))
        if not hits:
            return ()
        profile = view.profile if self.reads is Reads.PROFILE else None
        factors = _factors(view, {hit.kind for hit, _ in hits}, profile)
        reported = together(weight for hit, weight in hits if hit.kind == "reported")
        suspected = payment_score(factors) if len(factors) > 1 else 0.0
        if not reported and not suspected:
            return ()
        values: dict[str, str | float | bool] = {"kind": "reported" if reported >= suspected else "payment"}
        if factors:
            values.update(factors=",".join(factors), count=float(len(factors)))
        if view.amounts:
            largest = max(view.amounts, key=lambda amount: amount.value)
            values.update(amount=largest.value, exact=largest.exact, currency=largest.currency)
        named = tuple(Evidence(fact=f"payment.{factor}") for factor in factors if factor.endswith("_amount"))
        return (
            Signal(
                name="fraud",
                score=max(reported, suspected),
                detector=f"{self.name}@{self.version}",
                evidence=(*spans(view, (hit for hit, _ in hits)), *named)[: MOST_EVIDENCE + 2],
                values=values,
            ),
        )


def _factors(view: View, kinds: set[str], profile: Profile | None) -> tuple[str, ...]:
    """Marks count only where money is to move."""
    if not kinds & {"payment", "changed_details"}:
        return ()
    largest = max(view.amounts, key=lambda amount: amount.value) if view.amounts else None
    payment = Payment(
        amount=Decimal(largest.exact) if largest else None,
        currency=largest.currency if largest else None,
        marks=frozenset(kinds & FACTORS.keys()),
    )
    return payment_factors(payment, profile)


FRAUD = _Fraud(
    name="fraud",
    reads=Reads.TEXT,
    phrases=(_PAYMENT, _CHANGED, _DESTINATION, _URGENCY, _PRESSURE, _REPORTED),
)
FRAUD_HISTORY = _Fraud(name="fraud_history", reads=Reads.PROFILE)
"""The same marks against what is usual for this customer."""

ACCOUNT_TAKEOVER = Spoken(
    name="account_takeover",
    version="2",
    phrases=(
        Phrases(
            "takeover",
            0.92,
            """
            (my|our) [bank|online|business] (account|accounts|profile|login|email) (was|has been|is|is being|got|have
                been|may have been|might be|might have been|may be) (hacked|compromised|hijacked|breached|taken over|
                broken into|accessed by)
            (someone|somebody|stranger|hacker|hackers|they) [else] [has|has been|is|have|may have|might have|must
                have] (hacked|hacking|logged into|logging into|logged in to|accessed|accessing|access to|got into|
                broke into|took over|taken over|hijacked) (my|our)
            (someone|somebody|hacker|hackers|they) [else] [has|have|just] (changed|reset|stole) my (password|email|email
                address|login|pin)
            (someone|somebody) [else] is in my account
            (someone|somebody|they) [else] [has|have] (logged|signed) in [from|to|with]
            (account|login) (takeover|hijacked)
            (i (was|got|have been|am being) hacked)
            (sim swap|sim swapped|sim swapping)
            (password|email|email address|phone number|address) (was|has been|got|were) changed (without|but i|and i|
                by someone|by somebody|not by me)
            (login|log in|sign in|logins|access|activity) [attempts] (that|which) (wasn't|was not|weren't|isn't|is
                not|i don't|i do not|i did) [me|recognize|recognise|not]
            (unauthorized|unauthorised|suspicious|unknown|strange) (login|logins|access|sign in|log in|device|devices)
            (verification code|verification codes|otp|password reset|passcode) (i|that i|which i) (didn't|did not|
                never|haven't) (request|ask|requested|asked)
            (konto [wurde] (gehackt|übernommen)|gehackt|compte (piraté|a été piraté)|piraté|cuenta (hackeada|fue
                hackeada)|me hackearon|conta (hackeada|invadida|foi hackeada)|fui hackeado)
            """,
        ),
    ),
)
