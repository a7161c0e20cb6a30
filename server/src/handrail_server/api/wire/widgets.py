"""Chat widgets in the settings."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import END, Line, Name, OptionalText, Reply, Request


class WidgetRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/widgets/{widget}`."""

    agent: Name
    title: OptionalText = ""
    greeting: Annotated[str, msgspec.Meta(max_length=1_000)] = ""
    language: Name = "en"
    origins: Annotated[tuple[Line, ...], msgspec.Meta(max_length=50)] = ()
    """Such as `https://shop.example`; exactly those, no `*`."""
    accent: Annotated[str, msgspec.Meta(pattern=r"^#[0-9a-fA-F]{6}" + END)] = "#1f5fbf"
    scheme: Literal["auto", "light", "dark"] = "auto"
    texts: dict[Name, Annotated[str, msgspec.Meta(max_length=300)]] = msgspec.field(default_factory=dict)
    files: bool = True
    keys: Annotated[tuple[Line, ...], msgspec.Meta(max_length=5)] = ()
    """Public Ed25519 keys (base64url) of the shop's backend, for customer tokens signed with EdDSA."""


class WidgetReply(Reply, frozen=True, kw_only=True):
    """A chat widget."""

    id: str
    name: str
    """Its public name, as it stands in `data-widget`."""
    script: str
    """The tag that embeds it."""
    agent: str
    title: str
    greeting: str
    language: str
    origins: tuple[str, ...]
    accent: str
    scheme: Literal["auto", "light", "dark"]
    texts: dict[str, str]
    files: bool
    keys: tuple[str, ...]


class Widgets(Reply, frozen=True, kw_only=True):
    """The organisation's chat widgets."""

    widgets: tuple[WidgetReply, ...]


class WidgetSecret(Reply, frozen=True, kw_only=True):
    """What the shop's backend signs customer tokens with (HS256)."""

    secret: str
