"""What the embedded agent tells or sends a customer of their own: a balance, a form."""

import re
from typing import Final

from handrail_server.adapters.responding.embedded.reading import says
from handrail_server.adapters.responding.embedded.talk import Talk, call, words
from handrail_server.ports.responding import Given

_WHICH_FORM: Final = "Which form do you need"
_FORM: Final = re.compile(r"\bform (?:for|to|about) (?:an? |the |my |our )?([a-z][a-z ]{2,40}[a-z])", re.IGNORECASE)


def balance(talk: Talk) -> Given | None:
    """How much there is; whose it is must be known."""
    asked = says(talk.said, "balance", "how much money", "how much do i have", "how much is on", "how much is in")
    if not asked or not talk.can("look_up_balance"):
        return None
    if talk.ask.customer is None:
        return words("Please sign in first: I tell a balance to nobody but the account's holder.", topic="balance")
    return call("look_up_balance", "balance")


def form(talk: Talk) -> Given | None:
    """A form that is sent to the address on record."""
    if not talk.can("send_form"):
        return None
    asked = says(talk.said, "send me", "send us", "post me", "mail me", "need") and says(talk.said, "form", "forms")
    if not asked and _WHICH_FORM not in talk.last:
        return None
    named = _FORM.search(talk.said)
    if named is None and asked:
        return words(f"Gladly. {_WHICH_FORM}: for a family member, for an appeal, for a new address?", topic="forms")
    if talk.ask.customer is None:
        return words("Please sign in first: I send forms to the address that we have of you.", topic="forms")
    return call("send_form", "forms", form=named[1].lower() if named else talk.said.strip(" .!").lower()[:60])
