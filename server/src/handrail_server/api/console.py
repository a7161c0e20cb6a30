"""The built console at `/`: its pages under every address that is not the API's, its hashed files for ever.

A page is one small document; which page it becomes is the console's business. The document carries a fresh nonce, so
that the policy for contents can forbid every style and script that is not ours.
"""

import gzip
import hashlib
import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

PAGE: Final = "index.html"
HASHED: Final = "assets/"
"""Files whose names hold the hash of their content."""
NONCE: Final = b"__NONCE__"
RESERVED: Final = ("v1", "healthz", "readyz", "metrics")
"""What no page is named: an unknown address of the API is a problem, not a page."""
LITTLE: Final = 1_024
"""Bytes below which compressing saves no packet."""
TEXTS: Final = ("text/", "application/json", "image/svg+xml", "application/manifest+json")

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_MISSING: Final = (
    "The console is not built. In a clone of the repository `make run` builds it; the released package carries it.\n"
    "The API answers all the same: see /v1/openapi.json.\n"
)

# The machine's own table may say otherwise, and a module of another type is not run.
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def console_routes(built: Path) -> Sequence[BaseRoute]:
    """The routes for the console that was built into this directory; they come after all others."""
    return (Route("/{path:path}", _Console(built).answer, methods=["GET"], name="console"),)


@dataclass(slots=True)
class _File:
    """A file as it is sent."""

    body: bytes
    media_type: str
    etag: str = field(init=False)
    packed: bytes | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.etag = f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'
        if len(self.body) > LITTLE and self.media_type.startswith(TEXTS):
            self.packed = gzip.compress(self.body, 6, mtime=0)


class _Console:
    """Reads each file once, when it is first asked for: a server that only answers agents holds none of them."""

    def __init__(self, built: Path) -> None:
        self._built = built.resolve()
        self._files: dict[str, _File | None] = {}

    async def answer(self, request: Request) -> Response:
        """The file of this name, else the page."""
        path = str(request.path_params["path"])
        if path.partition("/")[0] in RESERVED:
            raise HTTPException(404)
        found = None if path in ("", PAGE) else self._file(path)
        if found is not None:
            return _sent(request, found, _FOR_EVER if path.startswith(HASHED) else _ASK_AGAIN)
        if path.startswith(HASHED) or "." in path.rpartition("/")[2]:
            raise HTTPException(404)
        page = self._file(PAGE)
        if page is None:
            return PlainTextResponse(_MISSING, 404, headers=_HEADERS)
        return _page(page.body)

    def _file(self, name: str) -> _File | None:
        if name not in self._files:
            read = self._read(name)
            if read is None:
                return None  # not remembered: whoever asks for names that are none would fill the memory
            self._files[name] = read
        return self._files[name]

    def _read(self, name: str) -> _File | None:
        if "\0" in name or any(part.startswith(".") for part in name.split("/")):
            return None
        path = (self._built / name).resolve()
        if not path.is_relative_to(self._built) or not path.is_file():
            return None
        guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return _File(path.read_bytes(), _TYPES.get(path.suffix, guessed))


def _sent(request: Request, found: _File, cache: str) -> Response:
    headers = {**_HEADERS, "cache-control": cache, "etag": found.etag, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == found.etag:
        return Response(status_code=304, headers=headers)
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, headers=headers, media_type=found.media_type)
    return Response(found.body, headers=headers, media_type=found.media_type)


def _page(document: bytes) -> Response:
    nonce = secrets.token_urlsafe(16)
    policy = (
        "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' blob:; "
        f"media-src 'self' blob:; style-src 'self' 'nonce-{nonce}'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-src blob:; frame-ancestors 'none'"
    )
    headers = {**_HEADERS, "cache-control": "no-store", "content-security-policy": policy}
    return Response(document.replace(NONCE, nonce.encode()), headers=headers, media_type="text/html")
