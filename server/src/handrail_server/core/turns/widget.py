"""A chat widget: where it may stand, which agent answers in it, how it looks and what it says."""

import re
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.turns.size import check_code, check_id

CHANNEL: Final = "chat"
"""The channel of every conversation that is held in a widget."""
ORIGINS: Final = 50
KEYS: Final = 5
TEXTS: Final = 60
TEXT_CHARACTERS: Final = 300
SCHEMES: Final = ("auto", "light", "dark")

_ORIGIN = re.compile(
    r"(https?)://([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)*|\[[0-9a-f:]+\])"
    r"(?::([1-9][0-9]{0,4}))?"
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_TEXT_NAME = re.compile(r"[a-z][A-Za-z0-9]{0,40}")
_PUBLIC_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_USUAL: Final = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """One place where customers meet the organisation."""

    id: str
    agent: AgentId
    """The agent that answers in it."""
    title: str = ""
    """Above the talk; empty: the organisation's name."""
    greeting: str = ""
    """The first words, before the customer has said anything; empty: the widget's own."""
    language: str = "en"
    origins: tuple[str, ...] = ()
    """The sites that may embed it, exactly. The server's own pages always may."""
    accent: str = "#1f5fbf"
    scheme: str = "auto"
    """`auto` follows the customer's system; `light` or `dark` hold."""
    texts: tuple[tuple[str, str], ...] = ()
    """Words of the widget that the organisation says differently, by their names."""
    files: bool = True
    """Whether customers may send files."""
    keys: tuple[str, ...] = ()
    """Public Ed25519 keys (base64url) whose customer tokens are believed, beside those of the widget's secret."""
    generation: int = 0
    """When its secret was made. A new one ends what the last one signed, and every session with it."""


def checked(widget: Widget) -> Widget:
    """The widget as it is kept; raises `Invalid` that names the field."""
    check_id(widget.id, field="widget")
    check_code(widget.language, field="language")
    _limit(len(widget.origins), ORIGINS, field="origins")
    _limit(len(widget.keys), KEYS, field="keys")
    _limit(len(widget.texts), TEXTS, field="texts")
    if not _COLOUR.fullmatch(widget.accent.lower()):
        raise Invalid("A colour is `#` and six digits.", field="accent", fix="Send one such as #1f5fbf.")
    if widget.scheme not in SCHEMES:
        raise Invalid("A scheme is auto, light or dark.", field="scheme", fix="Choose one of them.")
    for index, key in enumerate(widget.keys):
        if not _PUBLIC_KEY.fullmatch(key):
            raise Invalid(
                "This is no public Ed25519 key.",
                field=f"keys[{index}]",
                fix="Send its 32 bytes as base64url (43 signs).",
            )
    for name, text in widget.texts:
        if not _TEXT_NAME.fullmatch(name) or not 0 < len(text) <= TEXT_CHARACTERS:
            raise Invalid(
                f"A text has a name and 1 to {TEXT_CHARACTERS} characters.",
                field=f"texts.{name[:50]}",
                fix="Shorten it, or leave it out for the widget's own.",
            )
    origins = tuple(dict.fromkeys(origin(each, field=f"origins[{i}]") for i, each in enumerate(widget.origins)))
    return replace(widget, origins=origins, accent=widget.accent.lower())


def origin(given: str, *, field: str) -> str:
    """An origin as browsers send it: scheme, host, and the port where it is not the usual one."""
    match = _ORIGIN.fullmatch(given.strip().rstrip("/").lower())
    if match is None or int(match.group(3) or 1) > 65_535:
        raise Invalid(
            "This is no origin.",
            field=field,
            fix="Send scheme and host only, such as https://shop.example; no path, and no * for many.",
        )
    scheme, host, port = match.groups()
    return f"{scheme}://{host}" if port in (None, _USUAL[scheme]) else f"{scheme}://{host}:{port}"


def may_embed(widget: Widget, given: str | None, own: str) -> bool:
    """Whether a page of this origin may use the widget: exactly those that were named, and the server's own.

    No origin at all is no page: a program, which can say whatever it likes and gets nothing by it.
    """
    return given is None or given == own or given in widget.origins


def _limit(count: int, most: int, *, field: str) -> None:
    if count > most:
        raise Invalid(f"There are more than {most}.", field=field, fix="Leave some out, or make a second widget.")
