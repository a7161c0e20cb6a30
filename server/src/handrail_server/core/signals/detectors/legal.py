"""The customer threatens with the law: a lawyer, a court, an authority."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.spoken import Spoken

LEGAL_THREAT = Spoken(
    name="legal_threat",
    version="2",
    phrases=(
        Phrases(
            "lawsuit",
            0.95,
            """
            (sue|suing) (you|your|them|the company|this company|for|u)
            (legal action|class action|legal proceedings|legal steps|small claims|small claims court|take you to
                court|taking you to court|see you in court|day in court|file a lawsuit|filing a lawsuit|file suit|
                filing suit|press charges|pressing charges|legal recourse|breach of contract|letter before action|
                cease and desist)
            (will|gonna|going to) sue
            (rechtliche schritte|verklage (sie|euch)|verklagen|vor gericht|klage einreichen|anzeige erstatten)
            (poursuites judiciaires|porter plainte|action en justice|vous poursuivre|au tribunal)
            (acciones legales|demandarlos|demandarles|los voy a demandar|voy a demandar|llevarlos a juicio|(poner|
                presentar|interponer) una
                (denuncia|demanda))
            (ação judicial|processar vocês|vou processar|medidas legais|entrar na justiça)
            """,
        ),
        Phrases(
            "lawyer",
            0.85,
            """
            (my|our|contact|call|hire|hired|get|calling|contacting|consult|consulting|involve|involving) (lawyer|
                lawyers|attorney|attorneys|solicitor|solicitors|barrister|legal team|legal counsel|legal department)
            (hear|hearing) from (my|our) (lawyer|lawyers|attorney|solicitor|legal team|legal)
            (mein anwalt|meinen anwalt|meinem anwalt|rechtsanwalt|einen anwalt|anwalt einschalten|mon avocat|
                mi abogado|mis abogados|meu advogado|
                nosso advogado)
            """,
        ),
        Phrases(
            "regulator",
            0.85,
            """
            (report you|report this|report it|report them|reporting you|reporting this|complain|complaining|complaint|
                file a complaint|going|go|escalate this) (to|with) (ombudsman|regulator|regulators|authorities|fcc|
                ftc|cfpb|dot|faa|fca|ofcom|ofgem|bbb|better business bureau|attorney general|consumer protection|
                trading standards|data protection|information commissioner|department of transportation|department of
                insurance|insurance commissioner|financial ombudsman|aviation authority|sec|caa)
            (financial ombudsman|ombudsman service|trading standards|consumer court|consumer protection agency|gdpr
                (complaint|violation|breach))
            (verbraucherzentrale|bafin|datenschutzbehörde|ombudsmann|dgccrf|défenseur des droits|la cnil|profeco|
                condusef|oficina del consumidor|procon|banco central vai)
            """,
        ),
        Phrases(
            "illegal",
            0.6,
            """
            (this|that|it|which) (is|must be|has to be) [completely|totally|probably|surely] (illegal|unlawful|
                against the law|a crime|criminal|fraud)
            """,
        ),
    ),
)
