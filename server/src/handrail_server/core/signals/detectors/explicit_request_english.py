"""How the customer asks for a person, a supervisor or a department in English."""

from handrail_server.core.signals.grammar import Phrases

_REAL = "[real|live|actual|human|normal|different|another|senior]"
_HUMAN = "(human|human being|person|representative|rep|operator|agent|somebody|someone|man|woman|employee)"
_DESK = (
    "(customer service|customer support|customer care|support team|support agent|service agent|support staff|"
    "support rep|support representative|sales rep|sales representative|sales person|service rep|advisor|adviser|"
    "specialist|associate|consultant|live agent|call centre|call center|front desk|reception|receptionist|concierge|"
    "colleague|colleagues|"
    "team member|member of staff|staff member|member of your team|someone else|somebody else|anyone else|staff|anyone|"
    "one of your agents|one of your people|one of your staff|human support|live support|live chat agent)"
)
_BOSS = "(manager|supervisor|team lead|team leader|boss|superior|person in charge|someone in charge|head of department)"
_SOME = "[your|some|any|one of your]"

_PERSON = Phrases(
    "person",
    0.95,
    f"""
    (speak|talk|chat) (to|with|w) {_SOME} {_REAL} {_HUMAN}
    (speak|talk|chat) (to|with|w) {_SOME} {_DESK}
    (speak|talk|chat) (to|with) (real|live|actual|human|normal|your) people
    (speak|talk|chat) (to|with) (one|some) of your
    (speak|talk|chat) # (human|person|agent|rep|someone|somebody)
    (reach|get through to) (a|an|any) {_REAL} (human|human being|person|representative|rep|agent|someone|somebody)
    put me on (to|with) {_REAL} {_HUMAN}
    (can|could|may) (a|an|some) [real|actual|live] (human|person|agent) [please] (look|check|review|handle|help|
        take|deal|assist)
    (like|want|need|let|have|get) (a|an) [real|actual|live] human [to] (handle|look|help|deal|review|take|assist|
        involved|on this|on it)
    (help|assistance|support|answer|reply|response) from (a|an) [real|actual|live] (human|human being|person|agent)
    (prefer|rather have) (a|an) [real|actual|live] (human|human being|human agent|person|live agent)
    (sharing|giving|discussing) my [personal|private|bank|account] (details|information|data) (to|with) (a|this|some)
        (machine|bot|robot|computer|chatbot|ai)
    comfortable (talking|speaking|chatting|dealing) (to|with) (a|this) (machine|bot|robot|computer|chatbot|ai)
    (speaking|talking|chatting) (to|with) {_SOME} (real|live|actual) {_HUMAN}
    (prefer|rather|appreciate|like) (speaking|talking|chatting) (to|with) {_REAL} {_HUMAN}
    have a (chat|word) with {_SOME} {_REAL} {_HUMAN}
    (connect|transfer|put|pass|forward) me [over|through] (to|with) [real|live|actual|human|different|another] {_HUMAN}
    (connect|transfer|pass|put|forward|hand) me [over|through] (to|with) [your] {_DESK}
    (escalate|forward|transfer|connect) (this|it|us|my case|my issue) to [real|live|human] {_HUMAN}
    gimme (a|an|some|your) {_REAL} {_HUMAN}
    (get|give|find|send|fetch) (me|us) {_SOME} {_REAL} (human|human being|person|representative|rep|operator|
        live agent)
    (get|give|find) (me|us) {_SOME} (real|live|actual|different) {_HUMAN}
    (get me|get me to|give me|put me through to) (someone else|somebody else|someone real|someone who can|someone
        that can|someone on the)
    (want|need|like|demand|prefer|require) {_SOME} (real|live|actual) {_HUMAN}
    (want|need|demand|require) {_SOME} (human|human being|human agent|live agent|live chat agent)
    (reach|contact|call) (a|an|some) (real|live|actual) {_HUMAN}
    (get|reach|get a hold of|get hold of|contact) (a|an) (human|human being|human agent|representative|operator)
    [is|are] there (a|an|any) (human|humans|real person|real people|live agent|actual person|person i can talk to) [i
        can]
    (someone|somebody) (else on the line|else take a look|i can (talk|speak) to|to (talk|speak) to)
    (someone|somebody|anyone|anybody) else (i|we) (can|could|may|might) (talk|speak|chat) (to|with)
    (is there|isn't there) (anyone|anybody) (i|we) (can|could|may|might) (talk|speak|chat) (to|with)
    (let|have) (someone|somebody|a person|a human|an agent|a representative) (call|contact|phone|ring) (me|us)
    (can|could|will|would|please have|please ask) (someone|somebody|a person|a human|an agent) [from your team|
        from your side|there] [please] (call me|call us|phone me|ring me|ring us|give me a call|give us a call)
    (call|ring|phone) me back
    (switch|hand) [me|this] [over] to (a|an) (human|person|agent|representative|live agent)
    (stop talking to|done talking to|tired of talking to|sick of talking to|fed up talking to) [this|these|you] (bot|
        bots|machine|machines|robot|robots)
    (not|dont) want to (talk|speak|chat) (to|with) [this|another|your] [stupid] (you|bot|bots|robot|machine|computer|
        chatbot|ai|chat bot|automated system)
    (talk|speak) (to|with) (a|an) non robotic (agent|person)
    (human|live) (agent|representative|person|operator|support|assistance|help) please
    (agent|representative|operator|real person) please
    escalate (this|it|my case|my issue|my complaint|the issue|the matter|this issue|this matter|immediately|now)
    """,
)
_SUPERVISOR = Phrases(
    "supervisor",
    0.95,
    f"""
    (speak|talk|chat) (to|with) {_SOME} [real|different|senior] {_BOSS}
    (connect|transfer|pass|put) me [over|through] (to|with) [your|senior] {_BOSS}
    escalate (me|this|it) to [your] {_BOSS}
    (get|give|find|fetch|send) (me|us) {_SOME} {_BOSS}
    (want|need|demand|like|request) {_SOME} (manager|supervisor|superior)
    (ask|request) (for|to see) (a|an|your|the) (manager|supervisor|superior)
    your (manager|supervisor|superior) (please|now|immediately)
    (where is|wheres) your (manager|supervisor|boss)
    have (a|your|the) {_BOSS} (call|contact|phone|ring) (me|us)
    (raise|take) (this|it) [up] (with|to) (a|your|the) {_BOSS}
    """,
)
_TEAM = Phrases(
    "department",
    0.75,
    """
    (connect|transfer|put) (me|us) [over|through] (to|with) (the|your) [billing|sales|technical|tech|fraud|legal|
        accounts|retention|claims|spa|room] (department|team|service|desk|support)
    (transfer|connect) me to (room service|housekeeping|the spa|the restaurant|the bar|the gym|sales|billing|support)
    (speak|talk|chat) (to|with) (the|your) [billing|sales|technical|tech|fraud|legal|accounts|retention|claims]
        (department|team)
    (speak|talk|chat) (to|with) (billing|sales|tech support|technical support|human resources)
    """,
)

_CLOSING = Phrases(
    "closing",
    0.95,
    f"""
    (want|need|demand|require|like|give me|get me) {_SOME} (person|agent|representative|rep|operator)
    (ask|asked|asking|request|requested) [# times|many times|several times|already|repeatedly] for (a|an) [real|live]
        (human|person|agent|representative|manager|supervisor)
    """,
)
"""They ask only where the sentence ends with them or goes on about the person: not `a representative sample`."""

ENGLISH = (_PERSON, _SUPERVISOR, _TEAM, _CLOSING)
