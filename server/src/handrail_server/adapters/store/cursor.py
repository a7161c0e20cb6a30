"""Where a page ended: opaque to the client, refused where it was not made by us."""

import base64
from typing import TypeVar

import msgspec

from handrail_server.core.basics.errors import Invalid

T = TypeVar("T")


def cursor(place: tuple[int | str, ...]) -> str:
    """The text that stands for a place."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place(text: str, shape: type[T]) -> T:
    """The place that a text stands for; raises `Invalid`."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=shape)
    except ValueError:
        raise Invalid("This cursor is not one of ours.", field="cursor", fix="Send back the `next` you got.") from None
