"""Where a widget may stand, and what is no widget."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.turns.widget import Widget, checked, may_embed, origin

WEB = Widget(id="web", agent=AgentId("shop"))
OWN = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://shop.example", "https://shop.example"),
        ("https://Shop.Example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(given: str, kept: str) -> None:
    assert origin(given, field="origins[0]") == kept


@pytest.mark.parametrize(
    "given",
    ["*", "https://*.shop.example", "shop.example", "https://shop.example/page", "null", "ftp://shop.example",
     "https://shop.example:99999", "https://a b", "https://shop.example@evil.example", "", "https://"],
)  # fmt: skip
def test_what_could_mean_several_sites_or_none_is_no_origin(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        origin(given, field="origins[0]")
    assert refused.value.field == "origins[0]"


def test_exactly_the_named_sites_embed_it_and_the_servers_own_pages() -> None:
    widget = checked(replace(WEB, origins=("https://shop.example",)))
    assert may_embed(widget, "https://shop.example", OWN)
    assert may_embed(widget, OWN, OWN)
    assert may_embed(widget, None, OWN)
    for other in ("https://shop.example.evil.example", "http://shop.example", "https://evil.example", "null", ""):
        assert not may_embed(widget, other, OWN), other


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(WEB, accent="blue"), "accent"),
        (replace(WEB, accent="#12345"), "accent"),
        (replace(WEB, scheme="night"), "scheme"),
        (replace(WEB, keys=("short",)), "keys[0]"),
        (replace(WEB, texts=(("send", ""),)), "texts.send"),
        (replace(WEB, texts=(("Send it", "x"),)), "texts.Send it"),
        (replace(WEB, origins=("https://shop.example",) * 51), "origins"),
        (replace(WEB, language="x" * 70), "language"),
    ],
)
def test_what_is_wrong_is_named(wrong: Widget, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(wrong)
    assert refused.value.field == field


def test_the_same_origin_stands_once() -> None:
    widget = checked(replace(WEB, origins=("https://shop.example", "https://shop.example:443/")))
    assert widget.origins == ("https://shop.example",)
