"""The training set: what people labelled, as JSON lines."""

from collections.abc import AsyncIterator
from types import NoneType

from starlette.responses import Response, StreamingResponse

from handrail_server.api.endpoint import Call, Endpoint, encode, endpoint
from handrail_server.api.viewing import SEE_ALL, require_one, viewer_of
from handrail_server.core.routing.rights import Right
from handrail_server.house.training_set import training_rows

MEDIA_TYPE = "application/jsonl"


async def read_training_set(call: Call[None]) -> Response:
    """Labelled customer turns without personal data, an object a line: `text`, `escalate`, and what came of it."""
    viewer = await viewer_of(call)
    require_one(viewer, Right.MEASURE)
    require_one(viewer, *SEE_ALL)
    headers = {"content-disposition": 'attachment; filename="training-set.jsonl"'}
    return StreamingResponse(_lines(call), media_type=MEDIA_TYPE, headers=headers)


async def _lines(call: Call[None]) -> AsyncIterator[bytes]:
    async for row in training_rows(call.house, call.caller.org):
        yield encode(row) + b"\n"


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/training-set", read_training_set, body=NoneType, reply=None, media_type=MEDIA_TYPE),
)
