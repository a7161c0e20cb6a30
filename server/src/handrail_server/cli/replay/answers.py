"""What the server answers, as far as a replay reads it."""

import msgspec


class Evidence(msgspec.Struct, frozen=True):
    """Where a reason comes from."""

    turn: int | None
    start: int
    end: int
    fact: str | None
    value: str | None


class Reason(msgspec.Struct, frozen=True):
    """Why."""

    code: str
    strength: str
    verdict: str
    rule: str
    score: float
    threshold: float | None
    line: str
    evidence: tuple[Evidence, ...]


class Floor(msgspec.Struct, frozen=True):
    """The floor token."""

    epoch: int


class Judged(msgspec.Struct, frozen=True):
    """The answer to a turn."""

    decision: str | None
    turn: int | None
    verdict: str
    reasons: tuple[Reason, ...]
    case: str | None
    floor: Floor


class Problem(msgspec.Struct, frozen=True):
    """Why a turn was refused."""

    detail: str = ""
    field: str | None = None


read_judged = msgspec.json.Decoder(Judged).decode
read_problem = msgspec.json.Decoder(Problem).decode
