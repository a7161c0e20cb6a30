"""The customer means to leave, ends a contract, threatens a public review, or a deal is about to be lost."""

from dataclasses import dataclass

from handrail_server.core.basics.time import DAY
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import Spoken
from handrail_server.core.signals.view import View

_MY = "(my|our|the|this)"
_TIE = (
    "(account|accounts|subscription|membership|service|services|plan|policy|contract|line|lines|broadband|"
    "internet|phone service|cable)"
)

CHURN = Spoken(
    name="churn",
    version="2",
    phrases=(
        Phrases(
            "cancelling",
            0.85,
            f"""
            (cancel|cancelling|canceling|close|closing|terminate|terminating|end|ending|delete|deleting|deactivate|
                discontinue) {_MY} [entire|whole|premium|annual|monthly|bank|internet|phone] {_TIE}
            (cancel|close|delete) {_TIE}
            (shut down|disable|invalidate|inactivate|remove|close out|close down|stop|get rid of) my (account|
                subscription|membership)
            my (account|subscription|membership) (be|to be|should be) (closed|terminated|deleted|cancelled|canceled|
                removed)
            no longer (want|wish) to be (a|your) (customer|client|member)
            not want to be (a|your) (customer|client|member) [anymore|any more|any longer]
            don't want to be (a|your) (customer|client|member) [anymore|any more|any longer]
            (cancel|end) my sub
            (konto (kündigen|löschen|schliessen)|(mein|meinen|das|den) (abo|vertrag|konto) (kündigen|auflösen)|
                kündige ich|ich kündige|hiermit kündige)
            (fermer|clôturer|résilier|supprimer) (mon|ma|notre|le|la) (compte|abonnement|contrat)
            (cancelar|cerrar|eliminar|darme de baja de) (mi|mis|nuestra|la|el) (cuenta|suscripción|contrato|servicio)
            (darme de baja|dar de baja (mi|el|la))
            (cancelar|encerrar|fechar) (minha|meu|a|o) (conta|assinatura|contrato|plano)
            """,
        ),
        Phrases(
            "leaving",
            0.8,
            """
            (switch|switching|move|moving|change|changing|go|going) [over] to [another|your|one of your|different|
                some other] (competitor|competitors|provider|company|carrier|supplier|bank|airline|vendor)
            (take|taking|took) (my|our) (business|money|custom) (elsewhere|somewhere else|to)
            (leave|leaving|quit|quitting|ditch|ditching|dump|dumping) (you guys|your company|your service|your bank|
                for good|you for)
            (lost|losing|lose) (a|my|our|me as a|us as a|another) [loyal|good|long time] (customer|business|client)
            (done|finished|through) with (you|you guys|your company|this company|your service|this airline|this bank)
            (never|won't|will not|not) [ever|be] (fly|flying|buy|buying|use|using|order|ordering|shop|shopping|book|
                booking|bank|do business) [with|from] (you|here|this airline|this company|your company|your service)
                [again|ever]
            (never|won't|will not) [be] (coming back|come back|return|flying again|buying again)
            (looking for|time to find|find|finding) (another|a different|a new|a better) (provider|supplier|carrier|
                bank|company|vendor)
            (wechsle zu|wechseln wir zu|changer de (fournisseur|banque|opérateur)|cambiarme a|cambiarme de compañía|
                mudar de (operadora|banco))
            """,
        ),
    ),
)

CONTRACT_TERMINATION = Spoken(
    name="contract_termination",
    version="2",
    phrases=(
        Phrases(
            "termination",
            0.85,
            """
            (terminate|terminating|end|ending|cancel|exit|exiting|break|get out of) (the|our|this|my) [service|master|
                annual|enterprise|existing|current] (contract|agreement|msa|lease|engagement|partnership)
            (termination|cancellation|exit|break) (clause|notice|of contract|of the contract|of our contract|for
                convenience|for cause|letter)
            (out of) (the|our|this) (contract|agreement)
            (notice of) (termination|cancellation|non renewal)
            (early termination|terminate early|contract termination)
            (kündigen (den|unseren|diesen) vertrag|vertrag kündigen|kündigung des vertrags|vertragskündigung|
                résiliation du contrat|résilier le contrat|
                rescindir el contrato|terminación del contrato|rescindir o contrato|rescisão do contrato)
            """,
        ),
        Phrases(
            "no_renewal",
            0.75,
            """
            (not|won't|don't|decided against) [be|want to|plan to|intend to|going to] (renew|renewing|extend|
                extending) [the|our|this|my|with] [contract|agreement|subscription|license|licence|you]
            (decided|decide|deciding) not to (renew|extend)
            (non renewal|opt out of renewal|let (the|our) (contract|agreement) (lapse|expire))
            """,
        ),
    ),
    negated=0.2,
)

PUBLIC_REVIEW = Spoken(
    name="public_review",
    version="2",
    phrases=(
        Phrases(
            "review",
            0.85,
            """
            (leave|leaving|write|writing|post|posting|give|giving|publish) [you|my|very] (bad|negative|terrible|one
                star|horrible|honest|scathing|public|zero star|awful) (review|reviews|rating)
            (leave|leaving|write|writing|post|posting) [my|online] (review|reviews)
            (one|zero) star (review|rating|reviews)
            (on|to|in) (trustpilot|yelp|tripadvisor|trip advisor|glassdoor)
            (google review|google reviews|app store review)
            (hear|read|know|learn) about this on (facebook|twitter|instagram|tiktok|youtube|linkedin|reddit|x)
            (schlechte bewertung|negative bewertung|mauvais avis|avis négatif|mala reseña|reseña negativa|avaliação
                negativa|no reclame aqui|reclameaqui)
            """,
        ),
        Phrases(
            "publicity",
            0.8,
            """
            (post|posting|share|sharing|put|putting|tweet|tweeting|blast|expose|going) [this|it|about this|about it|
                my story|my experience|you] [all over|on|to|about] (social media|twitter|facebook|instagram|tiktok|
                youtube|linkedin|reddit|the internet|online)
            (go|going|went|take this|talk|speak) [public|straight] to the (press|media|news|newspapers|newspaper|
                papers|consumer program)
            (go|going) (public|viral)
            (tell|telling|warn|warning) (everyone|everybody|all my friends|all my followers|my followers|the world|
                people|others) (about this|about you|i know|not to|to avoid|how (you|bad|they|your|terrible|awful))
            (tell|telling|warn|warning) (everyone|everybody|all my friends|all my followers|my followers|the world)
            (consumer (watchdog|affairs|reports|forum))
            (in den sozialen medien|réseaux sociaux|redes sociales|redes sociais|an die presse)
            """,
        ),
    ),
)

AT_RISK = Spoken(
    name="opportunity_at_risk",
    version="2",
    phrases=(
        Phrases("no_doubt", 0.0, "(not|isn't|no) [a] (deal breaker|dealbreaker)"),
        Phrases(
            "competitor",
            0.75,
            """
            (evaluating|considering|comparing|talking to|looking at|speaking with|shortlisted|quoted by|offer from|
                proposal from) [other|your|a|another|competing|several|some] (vendors|competitors|competitor|
                providers|suppliers|alternatives|vendor|rival)
            (your (competitor|competitors|competition)) (offered|offers|quoted|is cheaper|are cheaper|gave|has|have|
                can|will|is|are)
            (go|going|went|leaning) (with|towards|toward) (another|a different|a competing|your) (vendor|provider|
                competitor|supplier|solution)
            """,
        ),
        Phrases(
            "doubt",
            0.7,
            """
            (deal breaker|dealbreaker|walk away from (the|this) deal|pull out of (the|this) deal|back out of the deal)
            (reconsider|reconsidering|rethinking|second thoughts about|pause|pausing|put on hold|delay|delaying) (the|
                our|this) (deal|purchase|order|project|renewal|rollout|contract|partnership|decision)
            (not|won't|can't|cannot) (move forward|moving forward|sign|proceed|go ahead) (with (the|this|you)|until|
                unless|at this price|the contract)
            (put|putting) (the|this|our) (deal|purchase|project|renewal|order) on hold
            (lost|losing) (confidence|faith|trust) in (you|your|the)
            (too expensive compared|over (our|the) budget|out of (our|the) budget|can't justify (the|this) (price|
                cost|spend))
            """,
        ),
    ),
    negated=1.0,
)
"""`we won't sign`: the negation is part of the meaning."""

_UNHEALTHY = 0.4
_ENDS_SOON = 90 * DAY


@dataclass(frozen=True, slots=True)
class RenewalAtRisk:
    """An unhealthy account whose contract ends within 90 days puts its renewal at risk, whatever it asks."""

    name: str = "renewal_at_risk"
    version: str = "1"
    reads: Reads = Reads.PROFILE
    signals: tuple[str, ...] = ("opportunity_at_risk",)

    def notice(self, view: View) -> tuple[Signal, ...]:
        account = view.profile.account if view.profile else None
        if account is None or account.health is None or account.contract_ends is None:
            return ()
        left = account.contract_ends - view.now
        if account.health >= _UNHEALTHY or not 0 <= left <= _ENDS_SOON:
            return ()
        return (
            Signal(
                name="opportunity_at_risk",
                score=0.6,
                detector=f"{self.name}@{self.version}",
                evidence=(
                    Evidence(fact="account.health", value=f"{account.health:.2f}"),
                    Evidence(fact="account.contract_ends", value=str(account.contract_ends)),
                ),
                values={"kind": "renewal", "days_left": float(left // DAY)},
            ),
        )


RENEWAL_AT_RISK = RenewalAtRisk()
