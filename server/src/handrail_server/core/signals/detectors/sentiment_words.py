"""The lexicon of feeling: phrases with weights 0..1 by kind. Kinds other than `praise` are negative."""

from handrail_server.core.signals.grammar import Phrases

NEGATIVE = ("problem", "disappointment", "frustration", "long_waiting", "anger", "distress", "hostility")

_UNIT = "(minute|minutes|min|mins|hour|hours|hrs|hr|day|days|week|weeks|month|months|year|years)"

FEELING = (
    Phrases(
        "praise",
        0.55,
        """
        (great|awesome|amazing|excellent|fantastic|wonderful|perfect|brilliant|superb|outstanding|terrific|fabulous|
            lovely)
        (love|loved|loving|best|delighted|thrilled|impressed|beautiful|flawless|exceptional|fab|kudos|props|rocks|rock)
        (happy|glad|pleased|enjoyed|enjoy|fun|excited|cool|sweet|yay|nice|smooth|seamless|friendly|helpful|kind)
        (thank you so much|thanks so much|many thanks|much appreciated|really appreciate|well done|good job|great job|
            nice job)
        (you rock|you guys rock|made my day|thank you for your help|thanks for your help|thanks for the help|
            appreciate it)
        (keep up the good work|shout out|shoutout|above and beyond|life saver|lifesaver|hats off)
        (wunderbar|toll|prima|super|ausgezeichnet|génial|parfait|merci beaucoup|excelente|perfecto|genial|muchas
            gracias|ótimo|perfeito|muito obrigado|muito obrigada)
        """,
    ),
    Phrases(
        "praise",
        0.35,
        """
        (good|appreciate|appreciated|better|fine|works|worked|solved|resolved|fixed|easy|quick|fast|welcome|congrats|
            safe|comfortable|clean|polite|professional|courteous)
        """,
    ),
    Phrases("name", 0.0, "(angry (birds|orchard|whopper)|crazy (frog|egg|horse)|hell's kitchen|bad bunny|ugly betty)"),
    Phrases("praise", 0.6, "((couldn't|could not) be happier|(can't|cannot) complain|nothing to complain about)"),
    Phrases(
        # What is praised only in words: a few set phrases, not irony as such.
        "frustration",
        0.6,
        f"""
        (thanks|thank you) [so much|a lot|very much] for (nothing|no help|ruining|losing|wasting|cancelling|canceling|
            the delay)
        (great|good|nice|well|fantastic|excellent|awesome) [job|work|done] [on] (losing|ruining|breaking|destroying|
            cancelling|canceling|delaying) (my|our|the)
        well done you (lost|broke|ruined|cancelled|forgot)
        (oh|just) (great|wonderful|perfect|fantastic|brilliant|lovely) (another|now|again|so|still|more)
        (oh|just) great
        (yeah right|just what i needed|way to go|slow clap|so much for|what a surprise|big surprise)
        only (waited|took|been|waiting) # {_UNIT}
        """,
    ),
    Phrases("praise", 0.2, "(thanks|thank|thx|thankyou|ty|danke|merci|gracias|obrigado|obrigada)"),
    Phrases(
        "problem",
        0.12,
        """
        (can't|cannot|won't|didn't|doesn't|haven't|hasn't|wasn't|isn't|never|nothing|nobody|why|still|again|instead|
            another)
        (hours|hour|hrs|hr|hold|told|refund|compensation|apology|apologize|supposed|attitude|yelled|glitch|forgot|
            forgotten|sitting|charged|trying|tried|hoping|guess|line|lines|luggage lost|lost)
        """,
    ),
    Phrases(
        "problem",
        0.3,
        """
        (problem|problems|issue|issues|error|errors|fail|fails|failed|failing|failure|broken|broke|lost|missing|
            missed|late|delay|delays|delayed|cancelled|canceled|stuck|stranded|damaged|defective|faulty|wrong|
            incorrect|mistake|mistakes|mess|crash|crashed|crashes|crashing|slow|unable|refused|refuse|denied|rejected|
            declined|stolen|ruined|trouble|complaint|complaints|complain|dirty|rude|unprofessional)
        (does not|doesn't|did not|didn't|won't|will not|can't|cannot|isn't|not) (work|working|load|loading|open|
            respond|responding|answer|help|arrive|arrived|receive|received|log|show|showing|going)
        (no (response|reply|answer|help|luck|update|updates|solution|communication|explanation|info|information|one))
        (nobody|no one) (answers|answered|picks|cares|helps|helped|knows|called|responds|responded|is)
        (never|not) (arrived|came|received|got|called|showed|responded|replied|answered|delivered|happened|heard)
        (hung up|hang up|hanging up|disconnected|dropped the call|cut off|left me|bumped|overbooked|sitting on|double
            charged)
        (over|more than|almost|after) # [more] (hour|hours|hrs|hr)
        (need help|please help)
        (how is it (that|possible)|how can you|what is going on|what's going on)
        """,
    ),
    Phrases(
        "disappointment",
        0.55,
        """
        (disappointed|disappointing|disappointment|dissatisfied|unhappy|unsatisfied|poor|bad|worse|sad|sadly|
            unfortunate|upset|let down|sucks|suck|lame|crappy|unreliable|subpar|mediocre|underwhelming|unimpressed|
            regret|unfair|displeased|inconvenience|inconvenienced|inconvenient|unfriendly|amateurish|disorganized|
            careless|unhelpful|inappropriate|frown|fails|fail)
        (not (happy|satisfied|impressed|good|acceptable|great|cool|helpful|helping|fair))
        (poor|bad|terrible|horrible|awful|lousy|shoddy|worst) (service|experience|customer service|communication|
            quality)
        (is|are|was|total|complete|pure|utter|absolute) (trash|garbage|rubbish)
        (expected better|expect better|deserve better|do better|used to be|never again|waste of (time|money)|rip off|
            ripoff)
        (enttäuscht|enttäuschend|unzufrieden|schlecht|schlechter|déçu|déçue|mécontent|mécontente|decepcionado|
            decepcionada|insatisfecho|descontento|decepcionante|insatisfeito|péssimo|pésimo|mauvais)
        """,
    ),
    Phrases(
        "frustration",
        0.75,
        """
        (ridiculous|absurd|unacceptable|unbelievable|insane|frustrated|frustrating|frustration|annoyed|annoying|
            annoyance|nonsense|joke|laughable|pathetic|useless|pointless|clueless|incompetent|incompetence|nightmare|
            disaster|fiasco|shambles|inexcusable|terrible|horrible|awful|atrocious|abysmal|appalling|dreadful|worst|
            ludicrous|infuriating|exasperated|exasperating|hopeless|painful|wtf|smh|bs|embarrassing|
            embarrassed|aggravating|aggravated|nightmarish|horrid|deplorable|appalled|mess up|messed up|idiotic|
            moronic|clown show|obnoxious|gross|bummer)
        (fed up|sick|tired) (of|with) (you|your|this|these|that|it|waiting|calling|asking|being|having|hearing|
            explaining|repeating|dealing|paying|getting|chasing)
        (really|so|totally|completely|absolutely) (fed up|sick of|tired of)
        (had enough|enough is enough|give me a break|are you kidding|you must be kidding|are
            you serious|you can't be serious|driving me crazy|losing my patience|lost my patience|running out of
            patience|going (around|round) in circles|at my wits end|going nowhere|getting nowhere|wasting my time|
            waste my time|what a joke|total joke|makes no sense|come on|for the (second|third|fourth|fifth|3rd|4th|
            5th|last|hundredth) time|over and over|again and again|how many times|how hard can it be|beyond me|get it
            together|get your act together)
        (lächerlich|unverschämt|frustriert|frustrierend|inakzeptabel|unmöglich|katastrophe|genervt|ridicule|
            inadmissible|inacceptable|frustré|frustrée|agacé|n'importe quoi|ridículo|inaceptable|frustrado|frustrada|
            harto|harta|vergüenza|inaceitável|absurdo|frustrante|palhaçada|vergonha)
        """,
    ),
    Phrases(
        # Weaker by themselves: people are tired of cooking, and restaurants are called Crazy.
        "frustration",
        0.5,
        """
        (fed up|sick of|tired of|ugh|crazy)
        """,
    ),
    Phrases(
        "long_waiting",
        0.65,
        f"""
        (waiting|waited|wait|on hold) [for] [over|about|more than|almost|nearly|another] [#] [whole|full] {_UNIT}
        (still|been|am|keep) (waiting|on hold)
        (#|an|a) (hour|hours|hrs|day|days|week|weeks|month|months) [long] (wait|on hold|late|delay|delayed)
        (it's been|it has been) (#|several|many|a few|a couple of) (weeks|months|days|hours) [now] [still|no|nothing]
        (for|over|after) (#|several|many|a few|a couple of) (weeks|months|days|hours) [and] (still|no|nothing|not|now)
        (been|for) # {_UNIT} (now|and still|and no|and nothing|and counting|waiting)
        (taking|takes|took|taken) (forever|ages|so long|too long|way too long)
        (waiting|waited) (forever|ages|so long|too long|all day|since|patiently|long enough)
        (still (no|haven't|have not|not|hasn't|nothing|waiting)) [received|heard|gotten|got|arrived|response|reply|
            answer]
        (warte (seit|schon|immer noch)|seit (wochen|tagen|stunden|monaten)|attends depuis|depuis des (semaines|jours|
            heures|mois)|esperando (desde|hace)|llevo (semanas|dias|horas|meses)|esperando há|há (semanas|dias|horas|
            meses))
        """,
    ),
    Phrases(
        "anger",
        0.85,
        """
        (angry|furious|outraged|outrageous|outrage|livid|enraged|fuming|pissed|disgusted|disgusting|disgrace|
            disgraceful|shameful|shame|hate|hated|infuriated|irate|scandalous|despicable|fuck|fucking|fucked|fuckin|
            shit|shitty|bullshit|crap|damn|dammit|goddamn|hell|ass|fck|effing|freaking|screwed|scam|scammers|liars|
            lied|lying|crooks|thieves|stealing|robbery|con artists)
        (how dare you|shame on you|go to hell|screw you|what the (hell|heck|fuck|f))
        (wütend|stinksauer|sauer|empört|frechheit|verarscht|scheisse|furieux|furieuse|scandaleux|honte|en colère|
            merde|furioso|furiosa|indignado|indignada|enojado|enojada|mierda|indignante|raiva|revoltado|revoltada|
            merda)
        """,
    ),
    Phrases(
        "distress",
        0.7,
        """
        (desperate|desperately|panicking|panicked|scared|terrified|anxious|devastated|heartbroken|crying|in tears|
            helpless|miserable|distressed|hopeless)
        (don't know what to do|can't sleep|at a loss|begging you|i'm begging|can't afford|life or death|afraid for|so
            worried|very worried|really worried)
        (verzweifelt|angst|désespéré|désespérée|angoissé|desesperado|desesperada|angustiado|angustiada|assustado)
        """,
    ),
    Phrases("distress", 0.4, "(worried|funeral|passed away|emergency|stressed|stressful|overwhelmed)"),
    Phrases(
        "hostility",
        0.95,
        """
        (you (are|guys are|people are) [a|an|all] [bunch of|fucking|complete|total|stupid|absolute] (idiot|idiots|
            moron|morons|stupid|useless|dumb|imbecile|imbeciles|retarded|clown|clowns|worthless|trash|garbage|scum|
            liars|thieves|crooks|joke|incompetent))
        (you (stupid|dumb|useless|idiotic|worthless|fucking|damn|piece of shit|idiot|moron|bastard|bastards|asshole|
            assholes|bitch))
        (fuck (you|off|yourself)|screw you|go fuck|shut up|piss off|bastards|assholes|stupid (bot|machine|robot|
            computer|ai|agent)|dumb (bot|machine|robot|ai|agent)|useless (bot|machine|robot|ai|agent)|f you)
        (du idiot|ihr idioten|arschloch|halt die klappe|connard|connards|ta gueule|imbécile|imbéciles|idiota|idiotas|
            cállate|hijos de puta|cala a boca|filho da puta)
        """,
    ),
)

STRONGER = frozenset(
    """
    very really so extremely absolutely completely totally utterly incredibly super too highly deeply beyond truly such
    sehr wirklich total absolut tres vraiment totalement muy realmente totalmente muito
    """.split()
)
WEAKER = frozenset("slightly somewhat bit little kinda kind sort mildly fairly etwas ein peu poco pouco".split())

EMOJI = {
    "😡": -0.8, "😠": -0.8, "🤬": -0.95, "😤": -0.7, "😒": -0.6, "🙄": -0.6, "😞": -0.55, "😔": -0.5,
    "😢": -0.6, "😭": -0.55, "😩": -0.6, "😫": -0.6, "😖": -0.5, "😣": -0.5, "😕": -0.45, "🙁": -0.5,
    "☹": -0.5, "👎": -0.65, "💔": -0.5, "😑": -0.45, "😱": -0.4, "🤦": -0.55, "😳": -0.2, "😬": -0.35,
    "💩": -0.6, "🖕": -0.95, "😰": -0.5, "😥": -0.5, "🤡": -0.6, "😀": 0.5, "😃": 0.5, "😄": 0.5,
    "😁": 0.45, "😊": 0.6, "☺": 0.55, "🙂": 0.35, "😍": 0.7, "❤": 0.6, "💕": 0.6, "💙": 0.5, "💜": 0.5,
    "💗": 0.6, "😘": 0.6, "👍": 0.55, "👏": 0.5, "🎉": 0.55, "🙌": 0.5, "🙏": 0.15, "😎": 0.4, "👌": 0.5,
    "😉": 0.3, "🥰": 0.7, "💯": 0.4, "✈": 0.1,
}  # fmt: skip
EMOTICONS = {
    ":(": -0.5,
    ":-(": -0.5,
    ":'(": -0.6,
    ":/": -0.3,
    ":-/": -0.35,
    ":)": 0.45,
    ":-)": 0.45,
    ":d": 0.5,
    "<3": 0.55,
}
