"""The two bases of all wire shapes, and the words they share."""

from typing import Annotated

import msgspec

TEXT_LIMIT = 100_000
"""Characters in one text. Longer words are refused with a clear error, never cut."""

END = r"$(?!\n)"
"""Where a pattern ends. `$` alone would also let a line feed pass behind an id, a code or a number."""
MOST_SAFE = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exactly, and the ledger takes."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_LIMIT, description="Words, in any language.")]
OptionalText = Annotated[str, msgspec.Meta(max_length=TEXT_LIMIT)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=500, description="One line of text.")]
Name = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=200,
        pattern=r"^[\w.:@+=~-]+" + END,
        description="An id: letters, digits and . : @ + = ~ _ -",
    ),
]
Code = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z][a-z0-9_.-]{0,47}" + END,
        description="A code such as `wrong_skill`: it stands in the ledger's heads, so never anybody's words.",
    ),
]
Score = Annotated[float, msgspec.Meta(ge=0, le=1, description="0 to 1.")]
Decimals = Annotated[
    str,
    msgspec.Meta(pattern=r"^-?\d{1,15}(\.\d{1,6})?" + END, description="A decimal number as text, such as `120.50`."),
]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}" + END, description="ISO 4217, such as `EUR`.")]
Moment = Annotated[str, msgspec.Meta(description="RFC 3339, UTC, such as `2026-11-22T20:18:00.000Z`.")]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a caller sends. Unknown fields are refused, by name."""


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """What the server answers."""


class Amount(Request, frozen=True, kw_only=True):
    """Money."""

    amount: Decimals
    currency: Currency
