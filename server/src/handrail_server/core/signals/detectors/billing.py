"""A charge is disputed, or money is asked back."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import Spoken
from handrail_server.core.signals.view import View

_THING = "(charge|charges|fee|fees|payment|transaction|invoice|bill|withdrawal|debit|amount|premium|claim)"

BILLING_DISPUTE = Spoken(
    name="billing_dispute",
    version="2",
    phrases=(
        Phrases(
            "disputed",
            0.85,
            f"""
            (dispute|disputing|contest|contesting|challenge|query) (a|the|this|that|my|an|these|those) [credit card|
                card|medical|hospital] {_THING}
            (charge back|chargeback|billing dispute|payment dispute|disputed charge|disputed transaction)
            (don't|do not|didn't|did not|never) (recognize|recognise|authorize|authorise|authorized|authorised|make|
                agree
                to)
                (this|that|these|those|any) {_THING}
            (eine|die|der) (rechnung|abbuchung) (ist falsch|stimmt nicht|reklamieren|anfechten)
            (contester|conteste) (un|une|la|le|cette|ma) (facture|prélèvement|paiement)
            (no reconozco|disputar|reclamar) (este|esta|un|una|el|la) (cargo|cobro|factura)
            (não reconheço|contestar) (esta|essa|uma|a) (cobrança|fatura|compra)
            """,
        ),
        Phrases(
            "wrong_charge",
            0.75,
            f"""
            {_THING} [that|which] (i|we) (don't|do not|didn't|did not) (recognize|recognise|authorize|authorise)
            (charged|billed|debited|charging|billing|debiting) [me|us|my card|my account] (twice|double|two times|
                three times|# times|multiple
                times|again|too much|extra|incorrectly|wrongly|by mistake|the wrong amount|for something)
            (double|over|wrongly|incorrectly|mistakenly) (charged|billed|charging|billing)
            (overcharged|overcharging|overbilled)
            (wrong|incorrect|unexpected|unknown|unexplained|hidden|extra|duplicate|unauthorised|unauthorized|
                fraudulent|mysterious|bogus|double) {_THING}
            {_THING} (is|are|was|looks|seems) (wrong|incorrect|too high|not right|not correct|a mistake)
            (why (was|am|have|did|were) (i|we|you) [been|get|got] (charged|charge|charging|billed))
            (charged|billed) (for (a|an) [service|item|order|subscription] (i|we) (didn't|did not|never|cancelled|
                canceled|don't))
            (doppelt abgebucht|zu viel berechnet|prélevé deux fois|facturé deux fois|me cobraron (dos veces|de más|
                doble)|cobrado (duas vezes|a mais|em dobro)|cobraram (duas vezes|a mais))
            """,
        ),
        Phrases(
            "question",
            0.4,
            """
            (explain|question about|problem with|issue with|error on) (my|the|this) (bill|invoice|charge|charges|
                statement)
            """,
        ),
    ),
)


class _RefundRequest(Spoken):
    """As any phrases, and the amount named with them."""

    __slots__ = ()

    def notice(self, view: View) -> tuple[Signal, ...]:
        found = Spoken.notice(self, view)
        if not found or not view.amounts:
            return found
        largest = max(view.amounts, key=lambda amount: amount.value)
        found[0].values.update(amount=largest.value, exact=largest.exact, currency=largest.currency)
        return found


REFUND_REQUEST = _RefundRequest(
    name="refund_request",
    version="2",
    phrases=(
        Phrases(
            "refund",
            0.9,
            """
            (want|need|demand|request|requesting|like|get|give me|expect|receive|owed|due|deserve|process|issue|
                claim) [me] [my|our|full|my full|partial|immediate] (refund|refunds|reimbursement|compensation)
            (refund|reimburse|compensate) (me|us|my|it|this|our)
            (give me|want|need|send me|demand|get me) [my|our|all my] (money|cash) back
            (asking|asked|applied|apply|waiting|here) for [my] refund
            (refund|money back) (please|now|immediately|request)
            (geld zurück|rückerstattung|erstattung|erstatten sie|remboursement|remboursez|rembourser|être remboursé|
                reembolso|reembolsen|reembolsem|reembolsar|devolución|dinero de vuelta|devuélvanme|
                devolver el dinero|me devuelvan|estorno|dinheiro de volta|ser
                reembolsado)
            """,
        ),
        Phrases(
            "question",
            0.6,
            """
            (can|could|may|will|would) (i|we|you) [please|be able to] (get|have|be|request|receive) (refunded|refund|
                reimbursed)
            (get|have) (my|our) money back
            (any|some) [kind of|form of|type of|sort of] (refund|compensation)
            (how about|getting) [a] [full|partial] refund
            """,
        ),
        Phrases(
            "credit",
            0.6,
            """
            (want|need|demand|expect|deserve|offer me) [a|some|an] (compensation|credit|goodwill credit|discount for
                this|store credit|voucher for)
            """,
        ),
    ),
)
