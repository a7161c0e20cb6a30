"""One base error with a code; its docstring is its default message."""

from enum import StrEnum
from typing import ClassVar


class ErrorCode(StrEnum):
    """The closed set of what can be wrong with a request. The API maps each to one HTTP status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"


class HandrailError(Exception):
    """The request cannot be fulfilled."""

    code: ClassVar[ErrorCode] = ErrorCode.INVALID
    reason: ClassVar[str] = "invalid"
    """A stable word for machines, such as `stale_epoch`."""

    def __init__(self, message: str | None = None, *, field: str | None = None, fix: str | None = None) -> None:
        super().__init__(message or type(self).__doc__ or "")
        self.field = field
        """The JSON path of the field at fault, such as `turn.text`."""
        self.fix = fix
        """What the caller can do, in one sentence."""

    @property
    def message(self) -> str:
        """What went wrong, in one sentence."""
        return str(self)


class Invalid(HandrailError):
    """The request is not valid."""


class Unauthenticated(HandrailError):
    """No valid key or session came with the request."""

    code = ErrorCode.UNAUTHENTICATED
    reason = "unauthenticated"


class Forbidden(HandrailError):
    """You do not have the right to do this."""

    code = ErrorCode.FORBIDDEN
    reason = "forbidden"


class NotFound(HandrailError):
    """There is no such thing here."""

    code = ErrorCode.NOT_FOUND
    reason = "not_found"


class Conflict(HandrailError):
    """Somebody else changed this first."""

    code = ErrorCode.CONFLICT
    reason = "conflict"


class StaleEpoch(Conflict):
    """The floor has moved since the turn that this answers."""

    reason = "stale_epoch"


class MoveRefused(Conflict):
    """This cannot be done in the present state."""

    reason = "move_refused"


class Reused(Conflict):
    """This id was used before with another body."""

    reason = "id_reused"


class TooLarge(HandrailError):
    """The request is larger than the limit."""

    code = ErrorCode.TOO_LARGE
    reason = "too_large"


class RateLimited(HandrailError):
    """Too many requests; wait and try again."""

    code = ErrorCode.RATE_LIMITED
    reason = "rate_limited"


class Unavailable(HandrailError):
    """A part that is needed is not available now."""

    code = ErrorCode.UNAVAILABLE
    reason = "unavailable"
