"""Somebody may come to harm: self-harm, a threat to others, abuse. A hard reason; a negation does not silence it."""

from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.spoken import EITHER, Spoken

SAFETY = Spoken(
    name="safety",
    version="2",
    authors=EITHER,
    negated=0.4,
    quoted=0.6,
    alone=0.3,
    phrases=(
        Phrases(
            "self_harm",
            0.97,
            """
            (kill|killing|hang|hanging|shoot|shooting|hurt|hurting|harm|harming|cut|cutting) myself
            (end|ending|take|taking) (my own life|my life|it all)
            (suicide|suicidal|commit suicide|self harm|overdose on purpose|want to overdose)
            (want|wanna|ready|going|better off|rather be|wish i was|wish i were) [to] (die|be dead|dead|disappear
                forever)
            (don't|do not|no longer) (want|wish) to (live|be alive|go on living|be here anymore|exist|wake up)
            (no (reason|point) (to live|in living)|not worth living|nothing to live for|can't go on living|life is
                not worth)
            (jump off (a|the) (bridge|roof|building)|overdose|slit my wrists)
            (mich umbringen|bringe mich um|mir das leben nehmen|nicht mehr leben|selbstmord|suizid|suizidgedanken)
            (me suicider|(veux|voudrais) mourir|me tuer|mettre fin à mes jours|envie de mourir|plus envie de vivre)
            (suicidarme|matarme|quitarme la vida|no quiero vivir|quiero morir|suicidio|me matar|tirar minha vida|
                quero morrer|não quero viver|suicídio)
            """,
        ),
        Phrases(
            "threat",
            0.95,
            """
            (i will|i'll|ill|im going to|i'm going to|i am going to|gonna|i swear i will|we will) (kill|shoot|stab|
                hurt|murder|beat up|burn down|blow up|bomb|hunt down|harm|attack|strangle) (you|him|her|them|everyone|
                everybody|somebody|someone|your|all of you|people|myself)
            (come|coming) (to|down to) your (office|house|store|branch|building) (with a gun|and (kill|shoot|hurt|
                burn|make you))
            (bomb|shoot up|burn down|blow up) (your|the|this) (office|offices|building|store|branch|place|
                headquarters|plane|airport)
            (i know where you (live|work)|watch your back|you will pay with your life|you are dead|you're a dead)
            (have a gun|bring a gun|got a gun|bringing a gun|there is a bomb|bomb threat|death threat|death threats)
            (ich bringe (dich|euch|sie) um|je vais (te|vous) tuer|te voy a matar|los voy a matar|vou te matar|vou
                matar vocês)
            """,
        ),
        Phrases(
            "abuse",
            0.9,
            """
            (he|she|my husband|my wife|my partner|my boyfriend|my girlfriend|my father|my mother|my stepfather|my dad|
                my ex) (hits|hit|beats|beat|abuses|abused|rapes|raped|molested|strangled|chokes|choked|threatens to
                kill|hurts|stalks|stalking) (me|us|my|the kids|our)
            (domestic (violence|abuse)|child abuse|being abused|sexually (assaulted|abused|harassed)|was raped|elder
                abuse|human trafficking|being held against)
            (afraid for my life|fear for my life|in danger|not safe at home|life is in danger)
            (häusliche gewalt|violence conjugale|violences conjugales|violencia doméstica|violencia de género|
                violência doméstica)
            """,
        ),
        Phrases(
            "danger",
            0.75,
            """
            (caught fire|on fire|is smoking|exploded|electric shock|electrocuted|burned (me|my|myself)|gas leak|
                carbon monoxide|allergic reaction|anaphylactic|can't breathe|cannot breathe|chest pain|chest pains|
                unconscious|bleeding|poisoned|poisoning|was injured|got injured|seriously injured|choking
                hazard)
            (i|he|she|child|baby|son|daughter|kid|toddler|dog|cat) [has|have|just] swallowed
            swallowed (a|the|some|my) (battery|batteries|pill|pills|magnet|magnets|coin|button|bleach|poison)
            (call|calling|called) (an ambulance|911|999|112|the police)
            """,
        ),
    ),
)
