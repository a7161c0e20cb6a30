"""Every endpoint there is: what the application serves and the contract describes."""

from typing import Final

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.routes import actions, conversations

ENDPOINTS: Final[tuple[Endpoint, ...]] = (
    *conversations.ENDPOINTS,
    *actions.ENDPOINTS,
)
