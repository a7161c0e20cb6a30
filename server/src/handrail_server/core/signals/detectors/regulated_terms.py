"""Health words, and the decisions that only a licensed person may take."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.spoken import EITHER, Spoken

HEALTH = (
    Phrases(
        "health",
        0.8,
        """
        (diagnosed|diagnosis|diagnoses|chemotherapy|chemo|radiation therapy|biopsy|mri|ct scan|colonoscopy|dialysis|
            mammogram|ultrasound|x ray|x rays|blood test|blood tests|lab results|test results from my doctor|pathology)
        (cancer|tumor|tumour|leukemia|diabetes|diabetic|hiv|aids|hepatitis|epilepsy|asthma|parkinson|alzheimer|
            dementia|multiple sclerosis|bipolar|schizophrenia|psychiatrist|psychiatric|depression|ptsd|miscarriage|
            abortion|pregnancy complications|hysterectomy|heart attack|stroke|cardiac|copd|lupus|arthritis|
            endometriosis)
        (my|her|his|our) (medical|health) (record|records|history|condition|file|information|data|report)
        (my|her|his) (prescription|prescriptions|medication|medications|surgery|operation|treatment plan|therapist|
            psychologist|oncologist|cardiologist|surgeon|symptoms|insulin|chemo)
        (explanation of benefits|prior authorization|prior authorisation|icd #|icd10|cpt code|procedure code|medical
            claim|medical necessity|medically necessary|hospital bill|medical bill|medical bills|health claim|
            protected health information|phi|hospital stay|er visit|emergency room visit|inpatient|outpatient)
        (mit (krebs|diabetes)|meine diagnose|mein befund|krankenakte|patientenakte|mon diagnostic|dossier médical|mi
            diagnóstico|historia clínica|mi tratamiento|meu diagnóstico|prontuário médico|meu tratamento)
        """,
    ),
    Phrases(
        "health",
        0.29,
        """
        (doctor|physician|hospital|clinic|patient|medication|medicine|surgery|prescription|treatment|therapy|symptoms|
            medicaid|medicare|nurse|pharmacy|disability|disabled|illness|sick|injury|deductible|copay|co pay|in
            network|out of network|health insurance|health plan)
        (arzt|krankenhaus|krankenversicherung|hôpital|médecin|ordonnance|hospital|médico|receta|medicamento|receita
            médica)
        """,
    ),
)

REGULATED_DECISION = Spoken(
    name="regulated_decision",
    version="2",
    authors=EITHER,
    phrases=(
        Phrases(
            "coverage_dispute",
            0.85,
            """
            (denied|deny|denying|rejected|refused|declined) (my|our|the|this|her|his|a) [insurance|medical|health|
                dental|disability|coverage|last] (claim|claims|coverage|authorization|authorisation|benefits)
            (claim|coverage|authorization|benefits) (was|were|has been|is|got|have been|being) [wrongly|incorrectly|
                unfairly] (denied|rejected|refused|declined|processed wrong|processed incorrectly|processed as)
            (appeal|appealing|dispute|disputing|contest) (the|my|this|a|that|your) [coverage|claim|insurance] (denial|
                decision|claim decision|determination|claim)
            (should (be|have been) covered|not covered under|isn't covered|wasn't covered|says it's not covered|
                refuses to cover|refused to cover|won't cover my)
            (denial (letter|of coverage|of my claim)|claim denial|coverage dispute|coverage denial)
            """,
        ),
        Phrases(
            "claim_interpretation",
            0.8,
            """
            (does|do|will|would|is|are) (my|our|this|the) (policy|plan|insurance|coverage|benefits) (cover|covered|
                include|pay for|pay)
            (this|that|my) [procedure|treatment|surgery|visit|drug|medication|test|therapy|operation|damage|claim|
                accident] covered (by|under) (my|our) [insurance|health] (policy|plan|insurance|coverage)
            (explain|interpret|understand|clarify) (my|the|this) (explanation of benefits|eob|claim|claim decision|
                policy wording|policy terms|coverage|benefits|exclusion|exclusions)
            why (was|is|were|did) (my|this|the|our) [medical|insurance|health|dental] claim [get|got] (denied|rejected|
                refused|declined)
            (how|why) (was|is|were) (my|this|the) [medical|insurance|health|dental] (claim) (processed|paid|
                calculated|adjusted|settled|coded)
            (claim|claims) (interpretation|adjudication|processed (as|under|incorrectly|out of network))
            (out of network instead of in network|applied to my deductible|counted toward my deductible)
            """,
        ),
        Phrases(
            "loan_modification",
            0.85,
            """
            (loan|mortgage) (modification|restructuring|restructure|forbearance|deferment|deferral|hardship|relief)
            (modify|restructure|renegotiate|defer|reschedule|postpone|pause|lower|reduce) (my|our|the) [home|car|auto|
                student|personal|monthly|business] (loan|mortgage|loan payments|mortgage payments|loan payment|
                mortgage payment|interest rate)
            (forbearance|payment holiday|hardship program|hardship plan)
            (change|extend) (the|my) (terms|term|repayment terms|interest rate) (of|on) (my|the|our) (loan|mortgage)
            (kredit stunden|umschuldung|darlehen (umschulden|stunden)|renégocier mon prêt|reestructurar mi (préstamo|
                hipoteca)|renegociar (meu|minha) (empréstimo|financiamento|dívida))
            """,
        ),
        Phrases(
            "medical_advice",
            0.85,
            """
            (should i|can i|is it safe to|is it ok to|may i) (take|stop taking|mix|combine|increase|double|skip|keep
                taking) [my|the|this|these|both|a] (medication|medications|medicine|pills|tablets|dose|insulin|
                antibiotics|ibuprofen|aspirin|paracetamol|antidepressants|drug|drugs|prescription)
            (what|which) (dose|dosage|medication|medicine|treatment) (should|do|would|is)
            (is it|could it be|could this be|do i have) (cancer|serious|an infection|a heart attack|a stroke|
                contagious)
            (side effects of|drug interaction|drug interactions|safe during pregnancy|safe while pregnant|stop taking
                (your|my) medication)
            """,
        ),
        Phrases(
            "investment_advice",
            0.85,
            """
            (should i|should we|would you) (invest|buy|sell|hold|put my money|move my savings|move my pension|move my
                401k) [in|into] [this|these|my|some] (stock|stocks|shares|fund|funds|bonds|crypto|bitcoin|etf|etfs|
                gold|portfolio|property|index funds|position)
            (which|what) (stock|stocks|shares|fund|funds|etf|etfs|crypto|investment|investments|portfolio) (should|
                would|do you|are best|is best|is the best)
            (good|safe|best|bad) (investment|time to (buy|sell|invest))
            (where|how) should i invest
            (investment|financial|retirement|tax) advice
            (you should (invest|buy|sell) )
            (anlageberatung|soll ich (investieren|kaufen)|conseil en investissement|asesoramiento de inversión|
                conselho de investimento)
            """,
        ),
    ),
)
