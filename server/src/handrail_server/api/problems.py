"""Errors on the wire: RFC 9457 problem details that name the field and the fix."""

import traceback

import msgspec
import structlog
from starlette.responses import Response

from handrail_server.core.basics.errors import ErrorCode, HandrailError, RateLimited

STATUS = {
    ErrorCode.INVALID: 422,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.CONFLICT: 409,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.UNAVAILABLE: 503,
}
FIX = {
    ErrorCode.INVALID: "Correct the request; the contract is at /v1/openapi.json.",
    ErrorCode.UNAUTHENTICATED: "Sign in, or send a valid key.",
    ErrorCode.FORBIDDEN: "Ask an administrator for the right, or somebody who has it.",
    ErrorCode.NOT_FOUND: "Read the list again: an id is exact, and known in one organisation only.",
    ErrorCode.CONFLICT: "Read it again, and decide anew.",
    ErrorCode.TOO_LARGE: "Send less in one request.",
    ErrorCode.RATE_LIMITED: "Wait a second, then go on more slowly.",
    ErrorCode.UNAVAILABLE: "Try again in a second; tell the administrator if it lasts.",
}
"""What a caller can do, where the error itself knows nothing better."""
MEDIA_TYPE = "application/problem+json"

log = structlog.get_logger()


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong. `reason` is stable and for machines; `detail` and `fix` are for people."""

    type: str
    title: str
    status: int
    reason: str
    detail: str
    field: str | None = None
    fix: str | None = None
    request_id: str | None = None


def problem(error: HandrailError, request_id: str | None = None) -> Response:
    """The answer for an error that the caller can understand."""
    status = STATUS[error.code]
    body = Problem(
        type=f"urn:handrail:problem:{error.reason}",
        title=(type(error).__doc__ or "").strip(),
        status=status,
        reason=error.reason,
        detail=error.message,
        field=error.field,
        fix=error.fix or FIX[error.code],
        request_id=request_id,
    )
    headers = {"retry-after": "1"} if isinstance(error, RateLimited) or error.code is ErrorCode.UNAVAILABLE else None
    return Response(msgspec.json.encode(body), status, media_type=MEDIA_TYPE, headers=headers)


def internal(route: str, error: Exception, request_id: str) -> Response:
    """The answer for what we did not foresee: logged with where it happened, shown as a request id.

    The error's own message is left out: drivers and parsers quote in it what they were given, a customer's words.
    """
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("Request failed.", path=route, request_id=request_id, error=type(error).__name__, where=where)
    body = Problem(
        type="urn:handrail:problem:internal",
        title="Internal error.",
        status=500,
        reason="internal",
        detail="Internal error.",
        fix="Tell the administrator the request id.",
        request_id=request_id,
    )
    return Response(msgspec.json.encode(body), 500, media_type=MEDIA_TYPE)
