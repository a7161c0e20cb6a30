"""What customers and agents say in the benches: calm talk in a shop, a customer's turn and an agent's in alternation.

Sixteen pairs, more than the running state remembers, so that nobody seems to repeat themselves; requests are made ready
beforehand, so that only an id is put in while the clock runs.
"""

import json
from collections import deque
from itertools import count

PAIRS = (
    (
        "Hello, I would like to know when the blue lamp that I ordered last week will arrive at my address.",
        "Your lamp left our warehouse this morning and is planned for Thursday, between nine and noon.",
    ),
    (
        "That is good to know. Can the parcel go to my neighbour, since I am at work on Thursday?",
        "Yes, the courier accepts a neighbour's name in the tracking page until the evening before.",
    ),
    (
        "Where do I find the tracking page? I only have the confirmation e-mail with the order number in it.",
        "The link stands at the bottom of that e-mail, next to the picture of the lamp and the price.",
    ),
    (
        "Found it, thank you. I also wonder which bulb fits the lamp, since none seems to be in the box.",
        "An E14 bulb of up to forty watts fits; a warm white one of 470 lumen suits a bedside table.",
    ),
    (
        "Do you sell such bulbs as well, and could you put two of them into a new order for me?",
        "We have them in packs of two. I can prepare the basket, and you confirm it with one click.",
    ),
    (
        "Please prepare it. I will pay by card this time, the same one as for my first purchase.",
        "The basket is ready in your account under saved items. Payment by card is chosen already.",
    ),
    (
        "I see it there. What does shipping cost for something as small as a pack of bulbs?",
        "Letters up to that size travel for 2.95, and above thirty in value there is no charge at all.",
    ),
    (
        "Then I may add a shade. Is the linen one available in grey, or only in the beige of the photo?",
        "Linen comes in grey, beige and dark green. Grey is in stock, nineteen pieces at the moment.",
    ),
    (
        "What is the diameter of the grey shade, and does the fitting ring match my lamp?",
        "It measures thirty centimetres across, and its ring matches every lamp of the same family.",
    ),
    (
        "Great. May I return the shade if the colour looks different in daylight, and how long do I have?",
        "Within thirty days, unused and in its box. The return label can be printed from your account.",
    ),
    (
        "Would I need to pay for sending it back, or does the label cover the postage?",
        "The label covers the postage inside the country; from abroad the sender pays the difference.",
    ),
    (
        "Understood. Could you tell me how to clean linen, I have never owned a shade of that cloth before.",
        "A soft dry brush is best. A damp cloth helps with spots; water and detergent are to be avoided.",
    ),
    (
        "My sister admired the lamp on your site. Is there a gift card that I could send to her by e-mail?",
        "Gift cards start at ten and go up to five hundred. They arrive within minutes, with your words.",
    ),
    (
        "Can she spend a gift card in your shops in town as well, or only in the online store?",
        "Both. At the till she shows the code on her phone, and any rest stays on the card.",
    ),
    (
        "Until what time is the shop by the river open on Saturdays? We might go there together.",
        "Saturdays from ten until six. Parking behind the building is free for customers for two hours.",
    ),
    (
        "Perfect, that answers all that I wanted to know today. Have a pleasant evening.",
        "You are welcome. I wish you joy with the lamp, and a pleasant evening to you too.",
    ),
)  # fmt: skip


CUSTOMERS = 1_000
_IDS = count()
_BEGIN = b'{"id":"%012d","customer":"customer-%04d",'


class Talk:
    """Conversations shared out among clients; each goes on where it was. With `path` its turns are sent there."""

    def __init__(self, token: str, name: str, *, conversations: int = 64, clients: int = 1, path: str = "") -> None:
        self.conversations = conversations
        self._turns = [0] * conversations
        self._lines = [deque(range(client, conversations, clients)) for client in range(clients)]
        self._heads = [
            _head(token, path or f"/v1/conversations/{name}-{number:06}/turns") for number in range(conversations)
        ]

    def __call__(self, client: int) -> bytes:
        """The next turn of a client; its conversations take turns."""
        line = self._lines[client]
        number = line[0]
        line.rotate(-1)
        return self.turn(number)

    def turns(self, number: int) -> int:
        """How many turns of a conversation were sent."""
        return self._turns[number]

    def turn(self, number: int) -> bytes:
        """The next turn of a conversation."""
        length, rest = _TURNS[self._turns[number] % len(_TURNS)]
        self._turns[number] += 1
        begin = _BEGIN % (next(_IDS), number % CUSTOMERS)
        return b"%bcontent-length: %d\r\n\r\n%b%b" % (self._heads[number], length, begin, rest)


def customers() -> str:
    """The customers who talk, as a file that can be imported: one in ten is a gold one."""
    return "\n".join(
        json.dumps(
            {"id": f"customer-{number:04}", "name": f"Customer {number}", "tier": "standard" if number % 10 else "gold"}
        )
        for number in range(CUSTOMERS)
    )


def _head(token: str, path: str) -> bytes:
    lines = (
        f"POST {path} HTTP/1.1",
        "host: bench",
        f"authorization: Bearer {token}",
        "content-type: application/json",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _turn(author: str, text: str) -> tuple[int, bytes]:
    shape: dict[str, object] = {"author": author, "text": text, "language": "en", "topic": "orders"}
    if author == "agent":
        shape |= {
            "floor": 1,
            "confidence": {"value": 0.93, "origin": "model"},
            "sources": [{"id": "faq-12", "title": "Orders and shipping", "score": 0.81}],
        }
    rest = json.dumps(shape, separators=(",", ":")).encode()[1:]
    return len(_BEGIN % (0, 0)) + len(rest), rest


_TURNS = tuple(_turn(author, text) for pair in PAIRS for author, text in zip(("customer", "agent"), pair, strict=True))
