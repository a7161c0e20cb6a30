"""Reading a request's body: limited, typed, and free of what no store can keep."""

import re
from typing import TypeVar

import msgspec
from starlette.requests import Request

from handrail_server.core.basics.errors import Invalid, TooLarge

S = TypeVar("S")

BODY_LIMIT = 1_048_576
DEPTH_LIMIT = 32
_JSON = "application/json"
_FIELD = re.compile(r"(?: - at `\$\.?(?P<path>[^`]*)`)$")
_OPENING = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')
_FORBIDDEN = re.compile(rb"\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})")


async def read(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """The body, at most `limit` bytes; the rest is not read."""
    _refuse_unreadable(request)
    return await read_bytes(request, limit)


async def read_bytes(request: Request, limit: int) -> bytes:
    """As `read`, for a body that is a file: what it is, is seen from its bytes."""
    declared = request.headers.get("content-length")
    if declared is not None and declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
    return b"".join(chunks)


def _refuse_unreadable(request: Request) -> None:
    """JSON as it is: what a page elsewhere may send unasked (a form, plain text) and what is packed is not read."""
    kind = request.headers.get("content-type", _JSON)
    if kind.partition(";")[0].strip().lower() != _JSON:
        raise Invalid("Only JSON is read.", field="Content-Type", fix=f"Send `{_JSON}`.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Invalid("A packed body is not read.", field="Content-Encoding", fix="Send the body as it is.")


def decode(body: bytes, decoder: msgspec.json.Decoder[S]) -> S:
    """The typed request; errors name the field as a JSON path."""
    _refuse_deep(body)
    try:
        decoded = decoder.decode(body)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"The body is not valid JSON: {error}.", field="$", fix="Send UTF-8 JSON.") from None
    if _FORBIDDEN.search(body):
        _refuse_unstorable(msgspec.json.decode(body), "$")
    return decoded


def _refuse_deep(body: bytes) -> None:
    """Deep nesting is refused before anything recurses into it."""
    if body.count(b"{") + body.count(b"[") <= DEPTH_LIMIT:
        return
    depth = 0
    for match in _OPENING.finditer(body):
        token = match.group()
        if token in (b"{", b"["):
            depth += 1
            if depth > DEPTH_LIMIT:
                raise Invalid(
                    f"The body is nested more than {DEPTH_LIMIT} levels deep.", field="$", fix="Send a flatter body."
                )
        elif token in (b"}", b"]"):
            depth -= 1


def _refuse_unstorable(value: object, path: str) -> None:
    """NUL and lone surrogates cannot be stored everywhere; say where they stand."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise Invalid(
                "The text has a NUL or a lone surrogate.", field=path, fix="Remove the character; send valid Unicode."
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_unstorable(key, path)
            _refuse_unstorable(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unstorable(item, f"{path}[{index}]")


def _invalid(message: str) -> Invalid:
    match = _FIELD.search(message)
    path = match.group("path") if match else "$"
    text = message[: match.start()] if match else message
    unknown = re.search(r"unknown field `([^`]*)`", text)
    missing = re.search(r"missing required field `([^`]*)`", text)
    named = unknown or missing
    if named:
        path = f"{path}.{named.group(1)}" if path and path != "$" else named.group(1)
    fix = "Remove the field." if unknown else "Add the field." if missing else "Send a value of the expected type."
    return Invalid(text, field=path or "$", fix=fix)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit} bytes.", field="$", fix="Send less in one request.")
