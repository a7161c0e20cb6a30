"""Common misspellings of the words that phrases are made of, and words that are numbers."""

CORRECTED = {
    wrong: right
    for right, wrongs in {
        "human": "humen humn hooman humna huamn humam",
        "person": "persn preson peson perosn pers0n",
        "agent": "agnet aget aegnt agant",
        "representative": "representitive represenative reprsentative representive represntative",
        "representatives": "representitives",
        "manager": "maneger managr",
        "supervisor": "superviser supervizor suprvisor",
        "speak": "speek spaek spek speack spk",
        "talk": "tlak tak tallk tlk",
        "someone": "somone sumone some1",
        "transfer": "tranfer trasfer",
        "cancel": "cancle cansel cancell",
        "refund": "refun refnd rfund",
        "charge": "chrage chagre",
        "charged": "chraged chargd",
        "ignore": "ign0re lgnore",
        "instructions": "instuctions intructions lnstructions",
        "lawyer": "lawer laywer",
        "ridiculous": "rediculous ridiculus",
        "terrible": "terible terribel",
        "unacceptable": "unaceptable unexceptable",
        "disappointed": "dissapointed disapointed",
        "disappointing": "dissapointing disapointing",
        "frustrated": "frustated",
        "frustrating": "frustating",
        "waiting": "wating waitng",
        "account": "acount acccount",
        "immediately": "imediately immediatly",
        "doesnt": "dosent dosnt doesn",
        "you": "u ya",
        "your": "ur",
        "please": "pls plz",
        "people": "ppl",
        "because": "bc cuz",
    }.items()
    for wrong in wrongs.split()
}

NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty".split())
