"""What the fake refuses, as the server words it."""

from pydantic import ValidationError

STATUSES = {"invalid": 422, "unauthenticated": 401, "not_found": 404}


class Refusal(Exception):
    """A request that is refused with a problem."""

    def __init__(self, reason: str, detail: str, *, field: str | None = None, fix: str | None = None) -> None:
        super().__init__(detail)
        self.status = STATUSES.get(reason, 409)
        self.body = {
            "type": f"urn:handrail:problem:{reason}",
            "title": detail,
            "status": self.status,
            "reason": reason,
            "detail": detail,
            "field": field,
            "fix": fix,
            "request_id": "fake",
        }


def stale() -> Refusal:
    """The floor has moved."""
    fix = "Stop: another party holds the floor. Listen for deliveries."
    return Refusal("stale_epoch", "The floor has moved since the turn that this answers.", field="floor", fix=fix)


def invalid(error: ValidationError) -> Refusal:
    """The first field at fault."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return Refusal("invalid", first["msg"], field=field or "$", fix="Send a value of the expected type.")
