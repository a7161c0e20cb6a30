"""Fernbrook's sites at `/demo/shop` and the like: pages that embed the widget as any shop would, under a strict policy.

They exist where the demo organisation does and the server listens on loopback, and nowhere else: here anybody may say
that they are a certain customer, which in a shop only its own backend can say.
"""

import html
from collections.abc import Sequence
from importlib.resources import files
from string import Template
from typing import Final

from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.widgets import widget_of
from handrail_server.core.turns.widget import Widget
from handrail_server.demo.customers import ELENA, HANNA, MARTA, ROBERT
from handrail_server.demo.places import ORG
from handrail_server.house.house import House
from handrail_server.house.widgets import public_name, secret_of

CUSTOMERS: Final = {
    HANNA: "Hanna Lindgren",
    ELENA: "Elena Torres",
    MARTA: "Marta Kowalska",
    ROBERT: "Robert Hale",
}
_TOKEN_SECONDS: Final = 300
_LINES: Final = {
    "shop": ("Good things, fairly made", "Lamps, mugs, blankets and tea, sold by the people who own the shop."),
    "business": ("Fernbrook for Business", "Volume prices, one invoice, and somebody who knows your account."),
    "health": ("Fernbrook Health Plan", "A plan by members, for members. Opening hours, forms and claims."),
    "bank": ("Fernbrook Savings Bank", "Accounts without small print, and transfers with a second look."),
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
_TYPES: Final = {"shop.css": "text/css", "shop.js": "text/javascript"}


def shop_routes(house: House, *, loopback: bool) -> Sequence[BaseRoute]:
    """The routes of the sites; none where strangers could reach them."""
    if not loopback:
        return ()
    sites = _Sites(house)
    return (
        Route("/demo/-/{file}", sites.file),
        Route("/demo/{site}", sites.page),
        Route("/demo/{site}/token", sites.token),
    )


class _Sites:
    def __init__(self, house: House) -> None:
        self._house = house

    async def page(self, request: Request) -> Response:
        """The site, as somebody or as a guest."""
        widget = await self._widget(request)
        who = request.query_params.get("as", "")
        known = CUSTOMERS.get(who)
        title, line = _LINES.get(widget.id, (widget.title, ""))
        words = {
            "title": html.escape(title),
            "line": html.escape(line),
            "widget": public_name(ORG, widget),
            "customer": who if known else "",
            "who": html.escape(f"Signed in as {known}" if known else "Not signed in"),
            "people": "".join(_person(widget.id, each, name, who) for each, name in {"": "Guest", **CUSTOMERS}.items()),
            "sites": "".join(_site(each, widget.id) for each in _LINES),
        }
        page = Template(_read("shop.html")).substitute(words)
        headers = {**_HEADERS, "content-security-policy": _POLICY}
        return Response(page, headers=headers, media_type="text/html")

    async def token(self, request: Request) -> Response:
        """What a shop's backend would sign for whoever is signed in there."""
        widget, who = await self._widget(request), request.query_params.get("as", "")
        if who not in CUSTOMERS:
            return JSONResponse({"token": None}, headers=_HEADERS)
        expires = self._house.clock.now() // 1000 + _TOKEN_SECONDS
        claims = {"sub": who, "exp": expires, "aud": public_name(ORG, widget)}
        key = OctKey.import_key(secret_of(self._house, ORG, widget).encode())
        return JSONResponse({"token": jwt.encode({"alg": "HS256"}, claims, key)}, headers=_HEADERS)

    async def file(self, request: Request) -> Response:
        """What the pages are drawn with."""
        name = str(request.path_params["file"])
        if name not in _TYPES:
            raise HTTPException(404)
        return Response(_read(name), media_type=_TYPES[name], headers={**_HEADERS, "cache-control": "no-cache"})

    async def _widget(self, request: Request) -> Widget:
        found = await self._house.journal.find(ORG, Organisation, ORG)
        if found is None or not found.state.demo:
            raise HTTPException(404)
        try:
            return widget_of(found.state, str(request.path_params["site"]))
        except NotFound:
            raise HTTPException(404) from None


def _person(site: str, who: str, name: str, now: str) -> str:
    current = ' aria-current="true"' if who == now else ""
    return f'<li><a href="/demo/{site}{f"?as={who}" if who else ""}"{current}>{html.escape(name)}</a></li>'


def _site(site: str, now: str) -> str:
    current = ' aria-current="page"' if site == now else ""
    return f'<li><a href="/demo/{site}"{current}>{html.escape(_LINES[site][0])}</a></li>'


def _read(name: str) -> str:
    return files("handrail_server.demo").joinpath("site", name).read_text("utf-8")
