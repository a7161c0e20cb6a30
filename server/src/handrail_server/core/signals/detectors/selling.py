"""A sale that is bigger than the agent (custom terms, years, tenders, budgets), and what the agent commits to."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.spoken import AGENT, Spoken

OPPORTUNITY = Spoken(
    name="opportunity",
    alone=0.45,
    phrases=(
        Phrases(
            "custom_terms",
            0.7,
            """
            (custom|tailored|bespoke|special|enterprise|non standard|individual|negotiated) (terms|pricing|contract|
                agreement|plan|sla|slas|quote|package|payment terms)
            (negotiate|negotiating|discuss|redline) (the|our|your|a) [enterprise|custom|volume|annual] (terms|
                contract|pricing|price|msa|agreement|sla|rate|rates)
            (master service agreement|master services agreement|msa|data processing agreement|dpa|net #|payment terms|
                volume discount|volume discounts|volume pricing|bulk pricing|enterprise license|enterprise licence|
                enterprise plan|enterprise tier|enterprise pricing)
            (individuelle konditionen|rahmenvertrag|mengenrabatt|conditions sur mesure|contrat cadre|condiciones
                especiales|contrato marco|condições especiais)
            """,
        ),
        Phrases(
            "multi_year",
            0.75,
            """
            (multi year|multiyear|# year|three year|two year|five year) [enterprise] (contract|agreement|deal|
                commitment|term|pricing|plan|subscription|license|licence|quote)
            (pricing|contract|agreement|commit|deal|quote) (for|over) # years
            (mehrjahresvertrag|contrat pluriannuel|contrato plurianual)
            """,
        ),
        Phrases(
            "integration",
            0.5,
            """
            (integrate|integrates|integration|integrations|integrating|connect|connector|connectors) (with|to|into|
                for) [our|your] [existing] (salesforce|sap|hubspot|netsuite|oracle|workday|servicenow|dynamics|crm|
                erp|sso|okta|azure|active directory|data warehouse|snowflake|api|apis|system|systems|stack|
                infrastructure|slack|jira|zendesk|shopify)
            (single sign on|saml|scim|soc #|soc2|iso #|security questionnaire|on premise|on prem|private cloud|api
                access|data residency)
            """,
        ),
        Phrases(
            "procurement",
            0.8,
            """
            (rfp|rfq|rfi|request for proposal|request for quotation|tender|procurement|vendor selection|vendor
                onboarding|purchasing department|security review|proof of concept|pilot program|pilot project|
                ausschreibung|appel d'offres|licitación|licitação)
            (our|the) (procurement|purchasing|legal|buying) (team|department|committee|process)
            """,
        ),
        Phrases(
            "budget",
            0.6,
            """
            (our|a|the|have) [annual|approved|allocated|total] budget (of|is|for|approved|around|between|allocated)
            (budget (approved|allocated|cycle|holder)|decision maker|decision makers|sign off from|sign off by our|
                buying decision|board approval)
            """,
        ),
        Phrases(
            "volume",
            0.65,
            """
            (for|about|around|over|roughly|have|need|with) # [thousand] [+] (users|licenses|licences|employees|agents|
                locations|stores|devices|vehicles|endpoints|user seats|named users)
            # (licenses|licences|users|employees|user seats|seat license|seat licence)
            contract for # (seats|users)
            (company wide|companywide|enterprise wide|organization wide|organisation wide|across all our (locations|
                offices|stores|sites)|for our entire (company|team|organization|organisation|workforce))
            """,
        ),
        Phrases(
            "demo",
            0.5,
            """
            (schedule|book|arrange|get|request|have) (a|an) [product|live|personalised|personalized|sales] (demo|
                demonstration|sales call)
            (talk to|speak to|speak with|contact) (sales|your sales team|an account executive)
            """,
        ),
    ),
)

_CAN = (
    "(i can|we can|i will|we will|i could|i am able to|we are able to|i am happy to|i have|we have|i'll|"
    "we'll|i've|we've)"
)

COMMITMENT = Spoken(
    name="commitment",
    version="2",
    authors=AGENT,
    phrases=(
        Phrases(
            "discount",
            0.8,
            f"""
            {_CAN} (offer|offered|give|given|apply|applied|provide|grant) [you] [#|additional|special|extra|#
                percent] (discount|reduction|rebate|price)
            (offer|give|apply|grant) you # [percent] (off|discount)
            # [percent] (off|discount) (for you|on your|if you)
            """,
        ),
        Phrases(
            "compensation",
            0.7,
            f"""
            {_CAN} (offer|offered|issue|issued|give|provide|send) you [with] [full|partial|goodwill|travel|free|#]
                (refund|credit|compensation|voucher|certificate|gift card|upgrade|replacement)
            (i will|i'll|we will|we'll) refund (you|your|the|it)
            (give|send|offer) you # (voucher|credit|gift card|refund)
            as compensation (you|i|we) (get|receive|will|can|offer)
            {_CAN} (credit|credited) (you|your account) [with]
            """,
        ),
        Phrases(
            "waiver",
            0.75,
            f"""
            {_CAN} (waive|waived) (your|this|that|all) [late|cancellation|change|service|annual|overdraft|shipping]
                (fee|fees|charge|charges|penalty|penalties)
            {_CAN} (waive|waived) [late|cancellation|change|service|annual|overdraft|shipping] (fee|fees|charge|
                charges|penalty|penalties)
            (fee|fees|charge) (has|have) been waived
            """,
        ),
        Phrases(
            "guarantee",
            0.75,
            """
            (i|we) [can|will|hereby] (guarantee|promise|commit to|warrant)
            (you have my word|legally binding|guaranteed delivery|guaranteed refund|guaranteed returns|guaranteed
                price|guaranteed approval)
            """,
        ),
        Phrases(
            "terms",
            0.75,
            f"""
            {_CAN} (extend|change|modify|amend|adjust) (your|our) [contract|payment] (terms|contract|agreement|price|
                rate|warranty|sla)
            (price|rate) (lock|locked|match|matched) (for|at|until)
            """,
        ),
    ),
)
